import { pathToFileURL } from 'node:url'
import { bundleTs } from '../bundle-ts.mjs'

/**
 * A plugin that replaces a module by the values of its exports, so that the program need not load what they are computed
 * from.
 *
 * @param {string} file a path from the root of the project, of a module whose exports are plain data
 * @returns {Promise<import('esbuild').Plugin>}
 */
export async function evaluated(file) {
  const exported = await import(pathToFileURL(await bundleTs(file)).href)
  const contents = JSON.stringify({ ...exported })
  const name = file.slice(file.lastIndexOf('/') + 1).replaceAll('.', '\\.')
  return {
    name: 'evaluated',
    setup({ onLoad }) {
      onLoad({ filter: new RegExp(`[\\\\/]${name}$`) }, () => ({ contents, loader: 'json' }))
    },
  }
}
