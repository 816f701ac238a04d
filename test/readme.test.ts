import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { type Language, tableIn, tableNames } from '../scripts/docs/tables.ts'
import { compileFilters } from '../src/filter/filter.ts'
import { filterForms } from '../src/filter/filter-forms.ts'

const read = (name: string) => readFileSync(new URL(`../${name}`, import.meta.url), 'utf8')
const english = read('README.md')
const chinese = read('README.zh-CN.md')

test('both READMEs have every generated table, in the same order', () => {
  const tablesIn = (text: string) => [...text.matchAll(/^<!-- table: (\S+) -->$/gm)].map(([, name]) => name)
  expect(tablesIn(chinese)).toEqual(tablesIn(english))
  expect([...tablesIn(english)].sort()).toEqual([...tableNames, 'benchmark'].sort())
})

test('the Chinese tables have the rows of the English ones', () => {
  for (const name of tableNames) {
    const keysIn = (language: Language) =>
      tableIn(name, language)
        .split('\n')
        .map(row => /`[^`]+`|\d+/.exec(row)?.[0])
    expect(keysIn('zh').slice(1)).toEqual(keysIn('en').slice(1))
    expect(tableIn(name, 'zh')).toMatch(/[\u4e00-\u9fff]/)
  }
})

test('both READMEs have the same shell lines, comments aside', () => {
  const commands = (text: string) =>
    [...text.matchAll(/```sh\n([\s\S]*?)```/g)]
      .flatMap(([, block]) => block!.split('\n'))
      .map(line => line.replace(/\s+#.*$/, ''))
  expect(commands(chinese)).toEqual(commands(english))
})

test('every filter of the READMEs can be read', async () => {
  const examples = Object.values(filterForms).map(({ example }) => example)
  const given = [...english.matchAll(/ -f (?:'([^']+)'|([^\s'`;]+))/g)]
    .map(match => match[1] ?? match[2]!)
    .filter(expression => !expression.includes('…'))
  expect(given.length).toBeGreaterThan(4)
  for (const expression of [...examples, ...given]) await compileFilters([expression])
})
