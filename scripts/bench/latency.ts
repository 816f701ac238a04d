import type { Bench } from './bench.ts'
import { type Command, startChild } from './child.ts'
import { bare, type ClientOptions, credentials, tail } from './clients.ts'
import { scriptedPipe } from './pipe.ts'
import type { Row, Target } from './results.ts'
import { spreadOf } from './spread.ts'
import { streamRun, whileRunning } from './stream-run.ts'

const prefetch = 50
/** Events before any is counted, and counted ones; one per millisecond. */
const warm = 500
const counted = 2000
/** Events over a connection with a delay, of which one window takes a round trip; and as many come before them. */
const delayed = 600

const clients = {
  '--json': (bench: Bench, options?: ClientOptions) => tail(bench, '--json', prefetch, options),
  pretty: (bench: Bench, options?: ClientOptions) => tail(bench, 'pretty', prefetch, options),
  'bare client': (bench: Bench, options?: ClientOptions) => bare(bench, prefetch, 'through', options),
}

type ClientName = keyof typeof clients

/** What a run measured: milliseconds, but for the rate. */
interface Latencies {
  /** From the broker's write to the reader at the end of the pipe. */
  readonly p50: number
  readonly p99: number
  readonly max: number
  /** From the broker's write to the ack. */
  readonly ack: number
  /** Events per second at a round trip of 40 ms. */
  readonly delayedRate: number
}

type Round = Readonly<Record<ClientName, Latencies>>

/** How late events and acks come at 1,000 events per second, and how much passes if a round trip takes long. */
export async function latencyRows(bench: Bench): Promise<Row[]> {
  const rounds: Round[] = []
  for (let round = 1; round <= bench.rounds; round++) {
    const measured: [ClientName, Latencies][] = []
    for (const name of Object.keys(clients) as ClientName[]) {
      bench.progress(`round ${round} of ${bench.rounds}: latency, ${name}`)
      const delayedRate = await delayedRateOf(bench, name)
      measured.push([name, { ...(await latencyRun(bench, clients[name](bench))), delayedRate }])
    }
    rounds.push(Object.fromEntries(measured) as Round)
  }
  return [...rowsOf('--json', rounds), ...rowsOf('pretty', rounds), ...rowsOf('bare client', rounds)]
}

function rowsOf(name: ClientName, rounds: readonly Round[]): Row[] {
  const isTail = name !== 'bare client'
  const row = (what: string, value: (round: Round) => number, target: Target): Row => {
    const shared = { group: 'latency', unit: 'ms', ...spreadOf(rounds.map(value)) } as const
    return { ...shared, name: `${name}, ${what}`, target: isTail ? target : undefined }
  }
  const rows = [
    row('1,000 events/s, p50', round => round[name].p50, { max: 0.3 }),
    row('1,000 events/s, p99', round => round[name].p99, { max: 5 }),
    row('1,000 events/s, longest', round => round[name].max, { max: 20 }),
  ]
  if (!isTail) return rows
  const later = (round: Round) => round[name].ack - round['bare client'].ack
  const share = (round: Round) => round[name].delayedRate / round['bare client'].delayedRate
  return [
    ...rows,
    row('1,000 events/s, acked later than by the bare client', later, { max: 1 }),
    {
      ...row('round trip of 40 ms, prefetch 50 / bare client', share, { min: 0.95 }),
      unit: '×',
    },
  ]
}

async function latencyRun(bench: Bench, command: Command): Promise<Omit<Latencies, 'delayedRate'>> {
  const events = warm + counted
  const [, done] = bench.broker.next({ push: 'paced', events, marks: [warm, events] }).marks
  const pipe = scriptedPipe(bench.folder, bench.programs.latencyReader, [String(warm)])
  const client = startChild(command, { stdout: pipe.fd, env: credentials })
  pipe.release()
  const { ackDelay } = await whileRunning(client, done!)
  await client.stop()
  const { events: arrived, ...latencies } = (await pipe.read()) as Latencies & { readonly events: number }
  if (arrived !== events) throw new Error(`${arrived} of ${events} events came out of the pipe`)
  return { ...latencies, ack: ackDelay! }
}

async function delayedRateOf(bench: Bench, name: ClientName): Promise<number> {
  const command = clients[name](bench, { port: bench.broker.delayedPort })
  return (await streamRun(bench, { command, env: credentials, job: { events: delayed } })).rate
}
