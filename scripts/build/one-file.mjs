import { basename } from 'node:path'
import { deflateRawSync } from 'node:zlib'
import { build, transform } from 'esbuild'

/** @import { BuildOptions, Metafile } from 'esbuild' */

/** @typedef {BuildOptions & { target: string }} ProgramOptions */

/**
 * Bundles a program into one CommonJS file of which a run compiles only what it needs: what is imported dynamically, and
 * what only that needs, is a string in the file, and is compiled when it is first imported. Node parses a file before it
 * runs the first line, but skips a string quickly. Files of their own would do the same, but a single binary cannot have
 * them.
 *
 * @param {string} entry
 * @param {readonly string[]} ready modules that many runs import. What none of them needs is compressed, since each run
 *   reads all of the file.
 * @param {ProgramOptions} options
 * @returns {Promise<string>} the code of the file, in ASCII
 */
export async function oneFile(entry, ready, options) {
  const { outputFiles, metafile } = await build({
    ...options,
    entryPoints: [{ in: entry, out: 'entry' }],
    splitting: true,
    format: 'esm',
    // Nothing is written, but chunks need a folder to be in.
    outdir: '.',
    write: false,
    metafile: true,
  })
  const { outputs } = metafile
  const isReady = ({ entryPoint = '' }) => ready.includes(entryPoint)
  const started = withImports([entryChunk], outputs)
  const stored = withImports(
    Object.keys(outputs).filter(name => isReady(outputs[name] ?? {})),
    outputs,
  )
  const chunks = await Promise.all(
    outputFiles.map(async ({ path, text }) => {
      const name = basename(path)
      const code = inAscii(await asCommonJs(text, options))
      const form = started.has(name) ? `(${parameters})=>{${code}}` : JSON.stringify(code)
      return `"./${name}":${started.has(name) || stored.has(name) ? form : packed(code)}`
    }),
  )
  return `const __chunks={\n${chunks.join(',\n')}};\n${loader}\n__require("./${entryChunk}");\n`
}

const entryChunk = 'entry.js'

/**
 * Returns chunks, and those that they import statically.
 *
 * @param {readonly string[]} chunks
 * @param {Metafile['outputs']} outputs
 */
function withImports(chunks, outputs) {
  const names = new Set(chunks)
  for (const name of names)
    for (const { path, kind, external } of outputs[name]?.imports ?? [])
      if (kind === 'import-statement' && !external) names.add(path)
  return names
}

/** @param {string} code */
function packed(code) {
  return `{packed:"${deflateRawSync(code, { level: 9 }).toString('base64')}"}`
}

/**
 * @param {string} code an ES module
 * @param {ProgramOptions} options
 */
async function asCommonJs(code, { target }) {
  // Chunks run in a context that has `require` alone, also for Node's own modules.
  const supported = { 'dynamic-import': false }
  return (
    await transform(withLocalNames(code), {
      format: 'cjs',
      minify: true,
      platform: 'node',
      target,
      supported,
    })
  ).code
}

/**
 * Makes what a chunk imports by name its own constants, and what it exports members of an object. esbuild would make each
 * use a call of a getter, for the sake of exported variables that change, of which there are none: that makes formatting an
 * event a tenth slower, and the first event of a demo 10 ms later. Chunks do not import each other in circles.
 *
 * @param {string} code
 */
function withLocalNames(code) {
  return code
    .replace(/(?<=^|;)import ?\{([^}]*)\} ?from ?("(?:\.\/|node:)[^"]+");/gm, (_, names, from) => {
      return `const {${names.replaceAll(' as ', ':')}}=require(${from});`
    })
    .replace(/(?<=^|;|\})export ?\{([^}]*)\};\s*$/, (_, names) => {
      const pairs = names
        .split(',')
        .map((/** @type {string} */ one) => one.trim().split(' as ').reverse().join(':'))
      return `module.exports={__esModule:true,${pairs}};`
    })
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

/** What the code of a chunk may use. `__module` stands for `import.meta`. */
const parameters = 'module,exports,require,__module'

/** Loads chunks, and leaves other modules to Node. A chunk has a file name that stack traces show. */
const loader = `const __loaded={},__module={get url(){return require("node:url").pathToFileURL(__filename).href}};
function __require(name){
  const chunk=__chunks[name];
  if(!chunk)return require(name);
  let module=__loaded[name];
  if(module)return module.exports;
  __loaded[name]=module={exports:{}};
  const run=typeof chunk==="function"?chunk:__compile(name,chunk);
  run(module,module.exports,__require,__module);
  return module.exports;
}
function __compile(name,chunk){
  const code=chunk.packed?require("node:zlib").inflateRawSync(Buffer.from(chunk.packed,"base64")).toString("latin1"):chunk;
  return require("node:vm").compileFunction(code,${JSON.stringify(parameters.split(','))},{filename:"gizwits-tail/"+name.slice(2)});
}`
