import { parseArgs } from 'node:util'
import { type Group, groupNames, onRequest } from './groups.ts'
import { resultsFile } from './results.ts'

const help = `Measures the built program, on the same lines and in one run, beside the wire's limit and other tools.

  npm run bench -- [options]

  --only NAMES     some of ${groupNames.join(', ')}
  --long           also memory over five million events
  --rounds N       how often everything is run (5)
  --events N       how many events a run times (300000)
  --quick          fewer rounds and events: 3 and 100000
  --program FILE   the program, one file (dist/gizwits-tail.cjs)
  --out FILE       where results go (a whole run's: ${resultsFile}; others' nowhere)
  --table          print what was measured last, as Markdown, and measure nothing`

export interface BenchOptions {
  readonly groups: readonly Group[]
  readonly rounds: number
  readonly events: number
  /** The program to measure. */
  readonly program: string
  /** Where results go; undefined for nowhere. */
  readonly out: string | undefined
  /** Only print the results of the last run. */
  readonly table: boolean
}

/**
 * Reads the command line; returns undefined where it asks for help, which is then printed.
 *
 * @throws Error where it cannot be read
 */
export function readOptions(): BenchOptions | undefined {
  const { values } = parseArgs({
    options: {
      only: { type: 'string' },
      long: { type: 'boolean', default: false },
      rounds: { type: 'string' },
      events: { type: 'string' },
      quick: { type: 'boolean', default: false },
      program: { type: 'string', default: 'dist/gizwits-tail.cjs' },
      out: { type: 'string' },
      table: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  })
  if (values.help) {
    console.log(help)
    return undefined
  }
  const isWhole = !values.only && !values.quick && !values.rounds && !values.events
  return {
    groups:
      values.only?.split(',').map(groupNamed) ?? groupNames.filter(name => name !== onRequest || values.long),
    rounds: wholeNumber(values.rounds, values.quick ? 3 : 5),
    events: wholeNumber(values.events, values.quick ? 100_000 : 300_000),
    program: values.program,
    out: values.out ?? (isWhole ? resultsFile : undefined),
    table: values.table,
  }
}

function groupNamed(text: string): Group {
  const group = groupNames.find(name => name === text)
  if (group === undefined) throw new Error(`--only: ${text} is none of ${groupNames.join(', ')}`)
  return group
}

function wholeNumber(text: string | undefined, fallback: number): number {
  if (text === undefined) return fallback
  if (!/^[1-9]\d*$/.test(text)) throw new Error(`${text} was given; it must be a whole number above 0`)
  return Number(text)
}
