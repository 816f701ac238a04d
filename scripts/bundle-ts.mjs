import { mkdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { build } from 'esbuild'

/**
 * Bundles a TypeScript file of this project into one that every supported Node can run.
 *
 * @param {string} entry a path from the root of the project
 * @returns {Promise<string>} the absolute path of the bundle
 */
export async function bundleTs(entry) {
  // Below node_modules, so that libraries, which stay outside of the bundle, are found, and Git ignores it.
  const folder = resolve('node_modules/.cache/gizwits-tail')
  await mkdir(folder, { recursive: true })
  const outfile = join(folder, entry.replaceAll('/', '-').replace(/\.ts$/, '.mjs'))
  await build({
    entryPoints: [entry],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    packages: 'external',
    logLevel: 'warning',
  })
  return outfile
}
