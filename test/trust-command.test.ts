import { expect, test } from 'vitest'
import { trustCommand } from '../src/cli/trust-command.ts'

test.each([
  [['--id', 'x', '--secret', 'typed', '--json'], '--id x --secret-file - --json'],
  [['--secret=typed', '-f', 'data.temp>30'], "--secret-file - -f 'data.temp>30'"],
  [['--secret-file', 's', '--peek'], '--secret-file s --peek'],
  [[], ''],
])('%j', (words, kept) => {
  expect(trustCommand(words, 'sha256/AAA=', 'linux')).toBe(
    `gizwits-tail -k --pin sha256/AAA= ${kept}`.trimEnd(),
  )
})
