import { expect, test } from 'vitest'
import { Console } from '../src/cli/console.ts'
import { execReporter } from '../src/cli/exec-reporter.ts'
import { createTheme } from '../src/format/theme.ts'
import type { ExecStatus } from '../src/output/exec-output.ts'

/** What is said of these statuses, line by line. */
function said(verbosity: 'normal' | 'verbose', ...statuses: ExecStatus[]): string[] {
  const lines: string[] = []
  const write = (line: string) => lines.push(line.trimEnd())
  const report = execReporter(new Console({ write }, createTheme(0), verbosity))
  for (const status of statuses) report(status)
  return lines
}

const failed = (failure: string, lastLine = 'why'): ExecStatus => ({
  ...{ kind: 'failed', failure, lastLine, events: 1000, retryIn: 1500 },
})
const recovered: ExecStatus = { kind: 'recovered', failures: 2 }
const often = 'trying its 1,000 events again until it succeeds (reported once per kind of failure)'

test('each kind of failure is reported once, and that it is over', () => {
  const statuses = [failed('broke'), failed('broke', 'other'), failed('hung', ''), failed('hung', '')]
  expect(said('normal', ...statuses, recovered, failed('broke'), recovered)).toEqual([
    `warning: the command of --exec broke: why; ${often}`,
    `warning: the command of --exec hung; ${often}`,
    'the command of --exec takes events again; it had failed 2 times',
  ])
})

test('with -v every failure is reported', () => {
  expect(said('verbose', failed('broke'), failed('broke'), recovered, failed('broke'), recovered)).toEqual([
    `warning: the command of --exec broke: why; ${often}`,
    'the command of --exec broke: why; trying its 1,000 events again in 1.5s',
    'the command of --exec takes events again; it had failed 2 times',
    'the command of --exec broke: why; trying its 1,000 events again in 1.5s',
    'the command of --exec takes events again; it had failed 2 times',
  ])
})

test('what a command said is shown safely, and shortened', () => {
  const [line] = said('normal', failed('broke', `\u001b[2J${'x'.repeat(300)}`))
  expect(line).toContain(`broke: \\u001b[2J${'x'.repeat(196)}…; trying`)
})
