// Writes the tables of the README between their marks, from the program's own tables. With --check it writes
// nothing, and fails where a table is not what the program says.
import { readFile, writeFile } from 'node:fs/promises'
import { importTs } from './import-ts.mjs'

const { tables } = await importTs('scripts/docs/tables.ts')
const check = process.argv.includes('--check')
const mark = /(<!-- table: (\S+) -->\n)[\s\S]*?(<!-- end -->)/g
const stale = []

for (const file of ['README.md', 'CONTRIBUTING.md']) {
  const before = await readFile(file, 'utf8')
  const after = before.replace(mark, (_, open, name, close) => {
    if (!tables[name]) throw new Error(`${file}: there is no table called ${name}`)
    return `${open}${tables[name]()}\n${close}`
  })
  if (before === after) continue
  stale.push(file)
  if (!check) await writeFile(file, after)
}

if (check && stale.length > 0) {
  console.error(`${stale.join(', ')}: tables are not what the program says; run: npm run docs`)
  process.exit(1)
}
