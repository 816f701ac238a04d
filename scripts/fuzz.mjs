// Bundles and runs the fuzzer: `npm run fuzz -- --help`. It is our own, guided by the coverage that V8 counts
// itself: jazzer.js brings a binary that asks for a newer C library than the systems we build on have.
import { mkdir, realpath } from 'node:fs/promises'
import { Session } from 'node:inspector'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { setFlagsFromString } from 'node:v8'
import { build } from 'esbuild'

// Below node_modules, so that packages are found from there and nothing of it is ever committed.
const folder = resolve('node_modules/.cache/gizwits-tail')
await mkdir(folder, { recursive: true })
const outfile = `${await realpath(folder)}/fuzz.mjs`
await build({
  entryPoints: ['scripts/fuzz/main.ts'],
  outfile,
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'esm',
  packages: 'external',
  logLevel: 'warning',
})

// V8 counts blocks only in code that it compiles after it was told to; it forgets them with code that it throws
// away, and does not count in small functions that it builds into others. None of it costs much here.
for (const flag of ['--no-flush-bytecode', '--no-opt', '--no-maglev']) setFlagsFromString(flag)
const session = new Session()
session.connect()
session.post('Profiler.enable')
session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true })
const { main } = await import(pathToFileURL(outfile).href)
process.exitCode = await main(session, outfile)
