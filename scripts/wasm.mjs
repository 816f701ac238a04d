// Compiles src/wire/wasm/object-scan.ts into src/wire/object-scan-wasm.ts. With --check it writes nothing, and fails
// where the file is not what it would write.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const source = 'src/wire/wasm/object-scan.ts'
const target = 'src/wire/object-scan-wasm.ts'
const options = ['-O3', '--runtime', 'stub', '--noAssert', '--enable', 'simd', '--initialMemory', '2']

// As a program: the types of its module declare globals of AssemblyScript, which would replace Node's.
const compiler = fileURLToPath(import.meta.resolve('assemblyscript/bin/asc.js'))
const folder = mkdtempSync(join(tmpdir(), 'gizwits-tail-wasm-'))
try {
  const binary = join(folder, 'object-scan.wasm')
  execFileSync(process.execPath, [compiler, source, '--outFile', binary, ...options], { stdio: 'inherit' })
  const text = `/** The code of wasm/object-scan.ts, base64, written by \`npm run wasm\`. */
export const objectScanWasm =
  '${readFileSync(binary).toString('base64')}'
`
  if (!process.argv.includes('--check')) writeFileSync(target, text)
  else if (readFileSync(target, 'utf8') !== text) {
    console.error(`${target} is not what ${source} compiles to; run: npm run wasm`)
    process.exitCode = 1
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}
