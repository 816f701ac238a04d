// Bundles and runs the torture harness: `npm run torture -- --help`.
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from 'esbuild'

// Below node_modules, so that packages are found from there and nothing of it is ever committed.
const outfile = resolve('node_modules/.cache/gizwits-tail/torture.mjs')

await build({
  entryPoints: ['scripts/torture/main.ts'],
  outfile,
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'esm',
  packages: 'external',
  logLevel: 'warning',
})
await import(pathToFileURL(outfile).href)
