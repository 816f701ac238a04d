// Runs the program under faults: `npm run torture -- --help`.
import { availableParallelism } from 'node:os'
import { parseArgs } from 'node:util'
import { type DialectName, dialects } from '../../src/wire/dialects.ts'
import { clientFaultNames, clientFaults } from './client-faults.ts'
import { describeBrokenRound } from './describe-broken-round.ts'
import type { Kind } from './plan.ts'
import { secondOutputNames } from './second-outputs.ts'
import { serverFaultNames } from './server-faults.ts'
import { outputsHere, torture } from './torture.ts'

const dialectNames = Object.keys(dialects) as DialectName[]

const help = `Runs the real program against the simulator, with faults on both sides, and compares its output with
the broker's own ledger: what is acked was written, what was sent is delivered, no ack is wrong.

  npm run torture -- [--rounds N] [--seed S] [--dialect NAME] [--only KIND] [--jobs N]
                     [--bin FILE]

  --rounds N      how many (200)
  --seed S        of the first round; each later one has the next number (the time)
  --dialect NAME  what they speak: ${dialectNames.join(' or ')} (noti1)
  --only KIND     every round does this
  --jobs N        rounds at the same time (4 per processor)
  --bin FILE      the program (bin/gizwits-tail.cjs)

Kinds, of what is done to the tail:
${clientFaultNames.map(name => `  ${name.padEnd(14)} ${clientFaults[name].about}`).join('\n')}
by the server: ${serverFaultNames.join(' ')}
where it writes: pipe file full-disk file-limit
and what it has beside that: ${secondOutputNames.join(' ')}`

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '200' },
    seed: { type: 'string', default: String(Math.floor(Date.now() / 1000)) },
    dialect: { type: 'string', default: 'noti1' },
    only: { type: 'string' },
    jobs: { type: 'string', default: String(4 * availableParallelism()) },
    bin: { type: 'string', default: 'bin/gizwits-tail.cjs' },
    help: { type: 'boolean', short: 'h', default: false },
  },
})

const code = await main()
// Explicitly: a socket that Node never releases (see network.ts) would keep the process running.
process.stdout.write('', () => process.exit(code))

async function main(): Promise<number> {
  if (values.help) {
    console.log(help)
    return 0
  }
  if (process.platform !== 'linux')
    return usageError('it needs Linux: its pipes, its signals and its full disks')
  const [rounds, seed, jobs] = [Number(values.rounds), Number(values.seed), Number(values.jobs)]
  if (![rounds, seed, jobs].every(n => Number.isSafeInteger(n) && n >= 0) || jobs === 0)
    return usageError('--rounds, --seed and --jobs must be whole numbers')
  const dialect = dialectNames.find(name => name === values.dialect)
  if (!dialect) return usageError(`--dialect: ${values.dialect} is none of ${dialectNames.join(', ')}`)
  const outputs = await outputsHere(text => console.error(text))
  const kinds: readonly Kind[] = [...clientFaultNames, ...serverFaultNames, ...outputs, ...secondOutputNames]
  const only = kinds.find(kind => kind === values.only)
  if (only !== values.only) return usageError(`--only: ${values.only} is none of ${kinds.join(', ')}`)
  console.log(`${rounds} rounds in ${dialect} from seed ${seed}, ${jobs} at a time`)
  let done = 0
  const totals = await torture({
    dialect,
    rounds,
    seed,
    jobs,
    bin: values.bin,
    only,
    outputs,
    onRound(round) {
      done++
      if (round.violations.length > 0) console.log(describeBrokenRound(round, only))
      if (done % 100 === 0) console.log(`${done} rounds done`)
    },
  })
  console.log(`\n${totals}`)
  return totals.violations === 0 ? 0 : 1
}

function usageError(text: string): number {
  console.error(`torture: ${text}`)
  return 2
}
