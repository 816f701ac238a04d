// Compiles src/wire/wasm/object-scan.ts into src/wire/object-scan-wasm.ts. With --check it writes nothing, and
// fails where the one is not what the other comes to.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import asc from 'assemblyscript/asc'

const source = 'src/wire/wasm/object-scan.ts'
const target = 'src/wire/object-scan-wasm.ts'
const options = ['-O3', '--runtime', 'stub', '--noAssert', '--enable', 'simd', '--initialMemory', '2']

const folder = mkdtempSync(join(tmpdir(), 'gizwits-tail-wasm-'))
try {
  const binary = join(folder, 'object-scan.wasm')
  const { error, stderr } = await asc.main([source, '--outFile', binary, ...options])
  if (error) throw new Error(`${source}: ${error.message}\n${stderr}`)
  const text = `/** The code of wasm/object-scan.ts, base64, written by \`npm run wasm\`. */
export const objectScanWasm =
  '${readFileSync(binary).toString('base64')}'
`
  if (!process.argv.includes('--check')) writeFileSync(target, text)
  else if (readFileSync(target, 'utf8') !== text) {
    console.error(`${target} is not what ${source} comes to; run: npm run wasm`)
    process.exitCode = 1
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}
