import { availableParallelism } from 'node:os'
import { parseArgs } from 'node:util'
import { tellBrokenRound } from './broken-round.ts'
import { clientFaultNames, clientFaults } from './client-faults.ts'
import type { Kind } from './plan.ts'
import { serverFaultNames } from './server-faults.ts'
import { outputsHere, torture } from './torture.ts'

const help = `Runs the real program against the simulator, with faults on both sides, and holds it against
the broker's own ledger: what is acked was written, what was sent is delivered, no ack is wrong.

  npm run torture -- [--rounds N] [--seed S] [--only KIND] [--jobs N] [--bin FILE]

  --rounds N    how many (200)
  --seed S      of the first round, the next ones count on (the time)
  --only KIND   every round does this
  --jobs N      rounds at the same time (4 a processor)
  --bin FILE    the program (bin/gizwits-tail.cjs)

Kinds, of what is done to the tail:
${clientFaultNames.map(name => `  ${name.padEnd(14)} ${clientFaults[name].about}`).join('\n')}
by the server: ${serverFaultNames.join(' ')}
and where it writes: pipe file full-disk file-limit`

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '200' },
    seed: { type: 'string', default: String(Math.floor(Date.now() / 1000)) },
    only: { type: 'string' },
    jobs: { type: 'string', default: String(4 * availableParallelism()) },
    bin: { type: 'string', default: 'bin/gizwits-tail.cjs' },
    help: { type: 'boolean', short: 'h', default: false },
  },
})

const code = await main()
// Not by itself: a socket that Node cannot let go of (see wire.ts) would keep it from ending.
process.stdout.write('', () => process.exit(code))

async function main(): Promise<number> {
  if (values.help) {
    console.log(help)
    return 0
  }
  if (process.platform !== 'linux') {
    console.error('The torture harness needs Linux: its pipes, its signals and its full disks.')
    return 2
  }
  const [rounds, seed, jobs] = [values.rounds, values.seed, values.jobs].map(Number) as [
    number,
    number,
    number,
  ]
  if (![rounds, seed, jobs].every(n => Number.isSafeInteger(n) && n >= 0) || jobs === 0) {
    console.error('--rounds, --seed and --jobs must be whole numbers')
    return 2
  }
  const outputs = await outputsHere(text => console.error(text))
  const kinds: readonly string[] = [...clientFaultNames, ...serverFaultNames, ...outputs]
  if (values.only !== undefined && !kinds.includes(values.only)) {
    console.error(`--only: ${values.only} is none of ${kinds.join(', ')}`)
    return 2
  }
  const only = values.only as Kind | undefined
  console.log(`${rounds} rounds from seed ${seed}, ${jobs} at a time`)
  let done = 0
  const score = await torture({
    rounds,
    seed,
    jobs,
    bin: values.bin,
    only,
    outputs,
    heard(round) {
      done++
      if (round.violations.length > 0) console.log(tellBrokenRound(round, only))
      if (done % 100 === 0) console.log(`${done} rounds done`)
    },
  })
  console.log(`\n${score}`)
  return score.violations === 0 ? 0 : 1
}
