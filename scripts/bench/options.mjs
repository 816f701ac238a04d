import { parseArgs } from 'node:util'
import { groupNames, onlyAsked } from './groups.mjs'

export const resultsFile = 'scripts/bench/results.json'

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

/** What the command line asks for; undefined where it asks for help, which is then printed. */
export function readOptions() {
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
  const usual = groupNames.filter(name => !onlyAsked.includes(name) || values.long)
  const groups = values.only?.split(',') ?? usual
  const strange = groups.find(name => !groupNames.includes(name))
  if (strange !== undefined) throw new Error(`--only: ${strange} is none of ${groupNames.join(', ')}`)
  const whole = !values.only && !values.quick && !values.rounds && !values.events
  return {
    groups,
    rounds: wholeNumber(values.rounds, values.quick ? 3 : 5),
    events: wholeNumber(values.events, values.quick ? 100_000 : 300_000),
    program: values.program,
    out: values.out ?? (whole ? resultsFile : undefined),
    table: values.table,
  }
}

function wholeNumber(text, fallback) {
  if (text === undefined) return fallback
  if (!/^[1-9]\d*$/.test(text)) throw new Error(`${text} was given; it must be a whole number above 0`)
  return Number(text)
}
