// Writes docs/screen.svg, the picture of the README, from what the program itself prints. With --check it
// writes nothing, and fails where the picture is not what would be written.
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { importTs } from './import-ts.mjs'

const file = 'docs/screen.svg'
const { picture } = await importTs('scripts/picture/picture.ts')
const after = await picture()

if (process.argv.includes('--check')) {
  const before = await readFile(file, 'utf8').catch(() => undefined)
  // Git may check text out with the line ends of Windows.
  if (before?.replaceAll('\r\n', '\n') !== after) {
    const fault = before === undefined ? 'there is none' : 'it is not what the program prints'
    console.error(`${file}: ${fault}; run: npm run docs`)
    process.exit(1)
  }
} else {
  await mkdir('docs', { recursive: true })
  await writeFile(file, after)
}
