import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { exitCodeTable } from '../src/cli/exit-code.ts'
import { tailOptions } from '../src/cli/tail-options.ts'
import { compileFilters } from '../src/filter/filter.ts'
import { operators } from '../src/filter/operators.ts'
import { eventMarks } from '../src/format/event-marks.ts'

const read = (name: string) => readFileSync(new URL(`../${name}`, import.meta.url), 'utf8')
const english = read('README.md')
const chinese = read('README.zh-CN.md')

test('the Chinese README has every option, with its variable and default', () => {
  for (const spec of Object.values(tailOptions)) {
    const row = chinese.split('\n').find(line => line.startsWith(`| \`${spec.flags}\` |`))
    expect(row, spec.flags).toBeDefined()
    if ('env' in spec) expect(row).toContain(`\`${spec.env}\``)
    // A default in words is translated.
    if ('default' in spec && !spec.default.includes(' ')) expect(row).toContain(`\`${spec.default}\``)
  }
})

test('the Chinese README has every exit code, operator and mark', () => {
  for (const [code] of exitCodeTable) expect(chinese).toContain(`\n| ${code} | `)
  for (const { form, example } of Object.values(operators)) {
    expect(chinese).toContain(`\`${form}\``)
    if (!/[<>]/.test(form)) expect(chinese).toContain(`\`${example}\``)
  }
  for (const { unicode } of Object.values(eventMarks)) expect(chinese).toContain(`\`${unicode}\``)
})

test('both READMEs have the same shell lines, comments aside', () => {
  const commands = (text: string) =>
    [...text.matchAll(/```sh\n([\s\S]*?)```/g)]
      .flatMap(([, block]) => block!.split('\n'))
      .map(line => line.replace(/\s+#.*$/, ''))
  expect(commands(chinese)).toEqual(commands(english))
})

test('every filter of the READMEs can be read', async () => {
  const examples = Object.values(operators).map(({ example }) => example)
  const given = [...english.matchAll(/ -f (?:'([^']+)'|([^\s'…]+))/g)].map(match => match[1] ?? match[2]!)
  expect(given.length).toBeGreaterThan(4)
  for (const expression of [...examples, ...given]) await compileFilters([expression])
})
