// Runs a TypeScript file of this project, which Node 20 cannot do by itself:
//
//   node scripts/run-ts.mjs FILE [ARGUMENT...]
import { pathToFileURL } from 'node:url'
import { bundleTs } from './bundle-ts.mjs'

const [entry] = process.argv.splice(2, 1)
if (entry === undefined) throw new Error('usage: node scripts/run-ts.mjs FILE [ARGUMENT...]')
await import(pathToFileURL(await bundleTs(entry)).href)
