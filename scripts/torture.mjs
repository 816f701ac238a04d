// The torture harness: `npm run torture -- --help`.
import { importTs } from './import-ts.mjs'

await importTs('scripts/torture/main.ts')
