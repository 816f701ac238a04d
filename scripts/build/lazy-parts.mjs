import { build } from 'esbuild'

/** @import { BuildOptions, OnResolveResult, Plugin } from 'esbuild' */

/** @typedef {BuildOptions & { plugins: Plugin[], banner: { js: string } }} ProgramOptions */

/**
 * Keeps parts of a program that not every run needs out of its start: each is a string in the program, and is compiled
 * when it is first imported. Node parses a file before it runs the first line, but skips a string quickly. Files of
 * their own would do the same, but a single binary cannot have them. One part may import another.
 *
 * Parts must not share a module that has state: each has its own copy of all that it imports.
 *
 * @param {Readonly<Record<string, string>>} parts the entry of each, by the specifier of its dynamic import
 * @param {ProgramOptions} options of the parts and the program: CommonJS
 * @returns {Promise<ProgramOptions>} the options for the program
 */
export async function withLazyParts(parts, options) {
  /** @type {Map<string, string[]>} */
  const exportsOf = new Map()
  for (const [name, entry] of Object.entries(parts))
    exportsOf.set(name, await exportedBy(entry, parts, options))
  const whole = { ...options, plugins: [...options.plugins, loading(exportsOf)] }
  const codes = await Promise.all(
    Object.entries(parts).map(async ([name, entry]) => {
      const { outputFiles } = await build({ ...whole, entryPoints: [entry], write: false })
      return [name, inAscii(outputFiles[0]?.text ?? '')]
    }),
  )
  return { ...whole, banner: { js: `${options.banner.js}\n${loader(Object.fromEntries(codes))}` } }
}

/**
 * Escapes what esbuild leaves in regular expressions: V8 stores a text with one character beyond Latin-1 in two bytes
 * per character, all of it.
 *
 * @param {string} code
 */
function inAscii(code) {
  return code.replace(/[^\0-\x7f]/g, unit => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
}

/**
 * Returns the names that a module exports. esbuild reports them of ES modules only.
 *
 * @param {string} entry
 * @param {Readonly<Record<string, string>>} parts
 * @param {BuildOptions} options
 */
async function exportedBy(entry, parts, options) {
  const leftOut = onImportOf(Object.keys(parts), 'left-out', path => ({ path, external: true }))
  const { metafile } = await build({
    ...options,
    entryPoints: [entry],
    plugins: [leftOut],
    format: 'esm',
    metafile: true,
    write: false,
  })
  return Object.values(metafile.outputs)[0]?.exports ?? []
}

/**
 * A plugin that replaces the dynamic import of a part by a call of the loader.
 *
 * @param {ReadonlyMap<string, readonly string[]>} exportsOf by part
 * @returns {Plugin}
 */
function loading(exportsOf) {
  const namespace = 'lazy-part'
  const resolving = onImportOf([...exportsOf.keys()], 'lazy-parts', path => ({ path, namespace }))
  return {
    ...resolving,
    setup(building) {
      resolving.setup(building)
      building.onLoad({ filter: /./, namespace }, ({ path }) => {
        const names = exportsOf.get(path) ?? []
        const read = names.map((name, i) => `const _${i} = __part.${name}`)
        const exported = names.map((name, i) => `_${i} as ${name}`)
        const code = [`const __part = __load(${JSON.stringify(path)})`, ...read, `export { ${exported} }`]
        return { contents: code.join('\n') }
      })
    },
  }
}

/**
 * A plugin that resolves the dynamic imports of parts.
 *
 * @param {readonly string[]} parts
 * @param {string} name of the plugin
 * @param {(path: string) => OnResolveResult} resolve
 * @returns {Plugin}
 */
function onImportOf(parts, name, resolve) {
  return {
    name,
    setup({ onResolve }) {
      onResolve({ filter: /./ }, ({ path, kind }) =>
        kind === 'dynamic-import' && parts.includes(path) ? resolve(path) : undefined,
      )
    },
  }
}

/**
 * Returns code that compiles a part, with a file name that stack traces show.
 *
 * @param {Readonly<Record<string, string>>} codes by part
 */
function loader(codes) {
  const parameters = JSON.stringify(['module', 'exports', 'require', '__filename', '__load'])
  return `const __codes = ${JSON.stringify(codes)};
function __load(name) {
  const { compileFunction } = require('node:vm'), module = { exports: {} };
  const filename = 'gizwits-tail/' + name.replace('./', '');
  compileFunction(__codes[name], ${parameters}, { filename })(module, module.exports, require, __filename, __load);
  return module.exports;
}`
}
