// Writes all that is made from the program's own tables: the tables of the READMEs, the table of folders and the diagrams
// of CONTRIBUTING.md, the manual and the pictures. With --check it writes nothing, and fails if a file is not what it would
// write.
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { loadResults, resultsFile } from '../bench/results.ts'
import { readmeTable } from '../bench/tables.ts'
import { picture } from '../picture/picture.ts'
import { watchPicture } from '../picture/watch-picture.ts'
import { layersTable } from './layers-table.ts'
import { manPage } from './man-page.ts'
import { stateDiagrams } from './state-diagrams.ts'
import { type Language, tableIn, tableNames } from './tables.ts'

/** For each file, what it must be, given what it is. */
const files: Readonly<Record<string, (text: string) => string | Promise<string>>> = {
  'README.md': text => withTables(text, 'en'),
  'README.zh-CN.md': text => withTables(text, 'zh'),
  'CONTRIBUTING.md': text =>
    filled(
      filled(text, 'diagram', new Map([['session-states', stateDiagrams]])),
      'table',
      new Map([['layers', layersTable]]),
    ),
  'man/gizwits-tail.1': async () => manPage(await readText('CHANGELOG.md')),
  'docs/screen.svg': picture,
  'docs/watch.svg': watchPicture,
}

const check = process.argv.includes('--check')
const stale: string[] = []
for (const [file, make] of Object.entries(files)) {
  const before = await readText(file).catch(() => '')
  const after = await make(before)
  if (before === after) continue
  stale.push(file)
  if (check) continue
  await mkdir(dirname(file), { recursive: true })
  await writeFile(file, after)
}
if (check && stale.length > 0) {
  console.error(`${stale.join(', ')}: not what the program says; run: npm run docs`)
  process.exitCode = 1
}

/** The text with its tables written anew. */
function withTables(text: string, language: Language): string {
  const tables = new Map(tableNames.map(name => [name as string, () => tableIn(name, language)]))
  tables.set('benchmark', () => readmeTable(loadResults(resultsFile), language))
  return filled(text, 'table', tables)
}

/**
 * The text with what is between its marks written anew.
 *
 * @throws Error if a mark has a name that `made` lacks
 */
function filled(text: string, kind: string, made: ReadonlyMap<string, () => string>): string {
  const marks = new RegExp(`(<!-- ${kind}: (\\S+) -->\n)[\\s\\S]*?(<!-- end -->)`, 'g')
  return text.replace(marks, (_, open, name, close) => {
    const make = made.get(name)
    if (!make) throw new Error(`there is no ${kind} called ${name}`)
    return `${open}${make()}\n${close}`
  })
}

/** The text of a file, with the line ends of Git's index: Git may check it out with those of Windows. */
async function readText(file: string): Promise<string> {
  return (await readFile(file, 'utf8')).replaceAll('\r\n', '\n')
}
