import { build } from 'esbuild'

/**
 * An esbuild plugin for large parts that few runs need: each lies in the program as a text, and becomes code
 * when it is first imported. Node reads a file through before it runs the first line of it, and a text is
 * passed over at once; a file of its own, which would be the other way, a single binary cannot have.
 *
 * A part must share no module of ours with the rest, for it has its own copy of all that it imports.
 *
 * @param parts by what a dynamic import says: the entry of each
 * @param options esbuild's, for the parts: CommonJS
 */
export function folded(parts, options) {
  return {
    name: 'folded',
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /./ }, ({ path, kind }) =>
        kind === 'dynamic-import' && Object.hasOwn(parts, path)
          ? { path, namespace: 'folded', pluginData: { entry: parts[path] } }
          : undefined,
      )
      onLoad({ filter: /./, namespace: 'folded' }, async ({ path, pluginData: { entry } }) => {
        const part = { ...options, entryPoints: [entry], write: false }
        const { outputFiles } = await build(part)
        return { contents: unfolding(path, outputFiles[0].text, await exportsOf(part)) }
      })
    },
  }
}

/** The names that a module exports; esbuild tells them of ES modules alone. */
async function exportsOf(part) {
  const { metafile } = await build({ ...part, format: 'esm', metafile: true })
  return Object.values(metafile.outputs)[0].exports
}

/** A module that compiles its own text, under a name that a stack trace can show. */
function unfolding(name, code, exports) {
  const words = ['module', 'exports', 'require', '__filename']
  const filename = `gizwits-tail/${name.replace(/^\.\//, '')}`
  return `
    import { compileFunction } from 'node:vm'
    const inner = { exports: {} }
    const run = compileFunction(${JSON.stringify(code)}, ${JSON.stringify(words)}, ${JSON.stringify({ filename })})
    run(inner, inner.exports, require, __filename)
    ${exports.map(its => (its === 'default' ? 'export default inner.exports.default' : `export const ${its} = inner.exports.${its}`)).join('\n')}`
}
