import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { manPage } from '../scripts/docs/man-page.ts'
import { commands } from '../src/cli/commands.ts'
import { decodeOptions } from '../src/cli/decode-options.ts'
import { exitCodeTable } from '../src/cli/exit-code.ts'
import { flagWords } from '../src/cli/flag-words.ts'
import type { OptionSpec } from '../src/cli/option-table.ts'
import { simulateOptions } from '../src/cli/simulate-options.ts'
import { tailOptions } from '../src/cli/tail-options.ts'
import { eventTypeNames } from '../src/event/event-types.ts'
import { operators } from '../src/filter/operators.ts'
import { scenarioNames } from '../src/simulator/scenarios.ts'
import { installed } from './support/tab/press.ts'

const file = new URL('../man/gizwits-tail.1', import.meta.url).pathname
const source = readFileSync(file, 'utf8').replaceAll('\r\n', '\n')

const env = { PATH: process.env.PATH, LC_ALL: 'C.UTF-8', MANWIDTH: '80', MANPAGER: 'cat' }
const run = (command: string, ...args: string[]) => spawnSync(command, args, { encoding: 'utf8', env })

const renderers: [name: string, command: string, args: string[]][] = [
  ['man', 'man', ['--warnings', '-E', 'UTF-8', '-l', file]],
  ['mandoc', 'mandoc', ['-Tutf8', '-Owidth=78', file]],
]

/** The options are man-db's; other systems have mandoc under this name. */
const isManDb = run('man', '--version').stdout?.startsWith('man 2') === true

test.each(renderers.filter(([name]) => (name === 'man' ? isManDb : installed(name))))(
  '%s shows all that the tables have, in 80 columns',
  (_, command, args) => {
    const { stdout, stderr } = run(command, ...args)
    expect(stderr).toBe('')
    // Bold and underlined letters are struck over in a pipe.
    const lines = stdout.replaceAll(/.\x08/gu, '').split('\n')
    const terms = lines.map(line => line.trim())
    for (const spec of [
      ...Object.values<OptionSpec>(tailOptions),
      ...Object.values<OptionSpec>(simulateOptions),
      ...Object.values<OptionSpec>(decodeOptions),
    ]) {
      const { names, value } = flagWords(spec.flags)
      const term = names.join(', ') + (value === undefined ? '' : ` ${value}`)
      expect(
        terms.some(line => line === term || line.startsWith(`${term} `)),
        term,
      ).toBe(true)
      if (spec.env) expect(terms).toContain(spec.env)
    }
    for (const code of exitCodeTable.map(([number]) => number)) {
      expect(
        lines.some(line => new RegExp(`^ {5,7}${code} `).test(line)),
        String(code),
      ).toBe(true)
    }
    for (const word of [
      ...Object.keys(commands),
      ...scenarioNames,
      ...eventTypeNames,
      ...Object.values(operators).map(({ form }) => form),
    ]) {
      expect(
        terms.some(line => line === word || line.startsWith(`${word} `)),
        word,
      ).toBe(true)
    }
    // One line is to be pasted as it stands.
    for (const line of lines)
      if (!line.includes('completion fish >')) expect(line.length, line).toBeLessThanOrEqual(80)
  },
)

test.skipIf(!installed('mandoc'))(
  'mandoc finds no fault but the day that an unreleased version does not have',
  () => {
    const { stdout } = run('mandoc', '-Tlint', file)
    const faults = stdout.split('\n').filter(Boolean)
    expect(faults.filter(line => !/missing date, using "": TH$/.test(line))).toEqual([])
  },
)

test('the day is that of the release', () => {
  const released = manPage(
    '# Changelog\n\n## [Unreleased]\n\n## [0.1.0] - 2026-12-01\n\n## [0.0.9] - 2026-11-01\n',
  )
  expect(released).toContain('.TH GIZWITS\\-TAIL 1 "2026-12-01" "gizwits\\-tail 0.1.0"')
  expect(manPage('# Changelog\n\n## [Unreleased]\n')).toContain('.TH GIZWITS\\-TAIL 1 "" ')
  expect(source).toBe(manPage(readFileSync(new URL('../CHANGELOG.md', import.meta.url), 'utf8')))
})
