import type { Bench } from './bench.ts'
import { type Command, startChild } from './child.ts'
import { bare, credentials, tail } from './clients.ts'
import { scriptedPipe } from './pipe.ts'
import type { Row } from './results.ts'
import { spreadOf } from './spread.ts'
import { whileRunning } from './stream-run.ts'

const prefetch = 50
/** Events before any is counted, and counted ones; one per millisecond. */
const warm = 500
const counted = 2000

const clients: Readonly<Record<string, (bench: Bench) => Command>> = {
  '--json': bench => tail(bench, '--json', prefetch),
  pretty: bench => tail(bench, 'pretty', prefetch),
  'bare client': bench => bare(bench, prefetch, 'through'),
}

/** Percentiles in milliseconds. */
interface Percentiles {
  readonly p50: number
  readonly p99: number
}

/** From the broker's write to the reader at the end of the pipe, at 1,000 events per second. */
export async function latencyRows(bench: Bench): Promise<Row[]> {
  const runs = new Map<string, Percentiles[]>()
  for (let round = 1; round <= bench.rounds; round++) {
    for (const [name, commandOf] of Object.entries(clients)) {
      bench.progress(`round ${round} of ${bench.rounds}: latency, ${name}`)
      runs.set(name, [...(runs.get(name) ?? []), await latencyRun(bench, commandOf(bench))])
    }
  }
  return [...runs].flatMap(([name, all]): Row[] => {
    const row = { group: 'latency', unit: 'ms' } as const
    const target = name === 'bare client' ? undefined : { max: 5 }
    return [
      { ...row, name: `${name}, 1,000 events/s, p50`, ...spreadOf(all.map(({ p50 }) => p50)) },
      { ...row, name: `${name}, 1,000 events/s, p99`, ...spreadOf(all.map(({ p99 }) => p99)), target },
    ]
  })
}

async function latencyRun(bench: Bench, command: Command): Promise<Percentiles> {
  const events = warm + counted
  const [done] = bench.broker.next({ push: 'paced', events, marks: [events] }).marks
  const pipe = scriptedPipe(bench.folder, bench.programs.latencyReader, [String(warm)])
  const client = startChild(command, { stdout: pipe.fd, env: credentials })
  pipe.release()
  await whileRunning(client, done!)
  await client.stop()
  const result = (await pipe.read()) as Percentiles & { readonly events: number }
  if (result.events !== events) throw new Error(`${result.events} of ${events} events came out of the pipe`)
  return result
}
