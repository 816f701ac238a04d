import { build } from 'esbuild'

/**
 * Parts of a program that not every run needs: each lies in the program as a text, and becomes code when it is
 * first imported. Node reads a file through before it runs the first line of it, and a text is passed over at
 * once; a file of its own, which would be the other way, a single binary cannot have. The texts lie side by
 * side, so that one part may import another.
 *
 * A part must share no module of ours with another, for each has its own copy of all that it imports.
 *
 * @param parts by what a dynamic import says: the entry of each
 * @param options esbuild's, for the parts and the program: CommonJS
 * @returns esbuild's options for the program
 */
export async function folded(parts, options) {
  const names = Object.keys(parts)
  const exportsOf = Object.fromEntries(
    await Promise.all(names.map(async name => [name, await exportedBy(parts[name], parts, options)])),
  )
  const whole = { ...options, plugins: [...options.plugins, unfolding(exportsOf)] }
  const texts = Object.fromEntries(
    await Promise.all(
      names.map(async name => {
        const { outputFiles } = await build({ ...whole, entryPoints: [parts[name]], write: false })
        return [name, inAscii(outputFiles[0].text)]
      }),
    ),
  )
  return { ...whole, banner: { js: `${options.banner.js}\n${prelude(texts)}` } }
}

/**
 * Escapes what esbuild leaves in regular expressions: V8 stores a text with one character beyond Latin-1 in two bytes
 * per character, all of it.
 */
function inAscii(code) {
  return code.replace(/[^\0-\x7f]/g, unit => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
}

/** The names that a module exports; esbuild tells them of ES modules alone. */
async function exportedBy(entry, parts, options) {
  const plugins = [forParts('left-out', parts, path => ({ path, external: true }))]
  const asModule = { ...options, plugins, format: 'esm', metafile: true, write: false }
  const { metafile } = await build({ ...asModule, entryPoints: [entry] })
  return Object.values(metafile.outputs)[0].exports
}

/** A plugin: the dynamic import of a part asks for its code. */
function unfolding(exportsOf) {
  const resolving = forParts('unfolding', exportsOf, path => ({ path, namespace: 'folded' }))
  return {
    ...resolving,
    setup(its) {
      resolving.setup(its)
      its.onLoad({ filter: /./, namespace: 'folded' }, ({ path }) => {
        const taken = exportsOf[path].map((name, i) => `const _${i} = __part.${name}`)
        const given = exportsOf[path].map((name, i) => `_${i} as ${name}`)
        const code = [`const __part = __unfold(${JSON.stringify(path)})`, ...taken, `export { ${given} }`]
        return { contents: code.join('\n') }
      })
    },
  }
}

/** A plugin that says what the dynamic import of a part comes to. */
function forParts(name, parts, resolved) {
  return {
    name,
    setup({ onResolve }) {
      onResolve({ filter: /./ }, ({ path, kind }) =>
        kind === 'dynamic-import' && Object.hasOwn(parts, path) ? resolved(path) : undefined,
      )
    },
  }
}

/** Makes a part's text code, under a name that a stack trace can show. */
function prelude(texts) {
  const words = ['module', 'exports', 'require', '__filename', '__unfold']
  return `const __texts = ${JSON.stringify(texts)};
function __unfold(name) {
  const { compileFunction } = require('node:vm'), its = { exports: {} };
  const filename = 'gizwits-tail/' + name.replace('./', '');
  compileFunction(__texts[name], ${JSON.stringify(words)}, { filename })(its, its.exports, require, __filename, __unfold);
  return its.exports;
}`
}
