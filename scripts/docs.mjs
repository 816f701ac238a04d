// Writes the tables of the README between their marks, and the manual, from the program's own tables. With
// --check it writes nothing, and fails where one is not what the program says.
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { resultsFile } from './bench/options.mjs'
import { loadResults } from './bench/results.mjs'
import { readmeTable } from './bench/tables.mjs'
import { importTs } from './import-ts.mjs'

const { tableIn, tableNames } = await importTs('scripts/docs/tables.ts')
const tables = {
  ...Object.fromEntries(tableNames.map(name => [name, language => tableIn(name, language)])),
  benchmark: language => readmeTable(loadResults(resultsFile), language),
}
const { manPage } = await importTs('scripts/docs/man-page.ts')
const check = process.argv.includes('--check')
const mark = /(<!-- table: (\S+) -->\n)[\s\S]*?(<!-- end -->)/g
const stale = []

for (const [file, language] of [
  ['README.md', 'en'],
  ['README.zh-CN.md', 'zh'],
]) {
  const before = await readFile(file, 'utf8')
  const after = before.replace(mark, (_, open, name, close) => {
    if (!tables[name]) throw new Error(`${file}: there is no table called ${name}`)
    return `${open}${tables[name](language)}\n${close}`
  })
  if (before === after) continue
  stale.push(file)
  if (!check) await writeFile(file, after)
}

const manual = 'man/gizwits-tail.1'
const page = manPage(await readFile('CHANGELOG.md', 'utf8'))
const written = await readFile(manual, 'utf8').catch(() => '')
// Git may check text out with the line ends of Windows.
if (written.replaceAll('\r\n', '\n') !== page) {
  stale.push(manual)
  if (!check) {
    await mkdir('man', { recursive: true })
    await writeFile(manual, page)
  }
}

if (check && stale.length > 0) {
  console.error(`${stale.join(', ')}: not what the program says; run: npm run docs`)
  process.exit(1)
}
