import { mkdir } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from 'esbuild'

/** Bundles a TypeScript file of this project and imports it: Node 20 cannot do that by itself. */
export async function importTs(entry) {
  const folder = 'node_modules/.cache/gizwits-tail'
  await mkdir(folder, { recursive: true })
  const outfile = join(folder, basename(entry).replace(/\.ts$/, '.mjs'))
  // Libraries stay outside the bundle: they lie beside it anyway.
  const options = { bundle: true, platform: 'node', target: 'node20', format: 'esm', packages: 'external' }
  await build({ ...options, entryPoints: [entry], outfile, logLevel: 'warning' })
  return import(pathToFileURL(outfile).href)
}
