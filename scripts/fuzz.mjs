// Runs the fuzzer: `npm run fuzz -- --help`. It is our own, guided by the coverage that V8 collects: jazzer.js needs a
// newer C library than some systems on which we develop have, and fast-check, without coverage, misses faults that need
// several unlikely steps.
import { realpath } from 'node:fs/promises'
import { Session } from 'node:inspector'
import { pathToFileURL } from 'node:url'
import { setFlagsFromString } from 'node:v8'
import { bundleTs } from './bundle-ts.mjs'

// The coverage of V8 has the real path of a script.
const bundle = await realpath(await bundleTs('scripts/fuzz/main.ts'))

// V8 counts blocks only in code that is compiled from now on. It must not discard code, which loses the counts, nor
// optimize it, which inlines small functions without counting. This costs little here.
for (const flag of ['--no-flush-bytecode', '--no-opt', '--no-maglev']) setFlagsFromString(flag)
const session = new Session()
session.connect()
session.post('Profiler.enable')
session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true })
/** @type {typeof import('./fuzz/main.ts')} */
const { main } = await import(pathToFileURL(bundle).href)
process.exitCode = await main(session, bundle)
