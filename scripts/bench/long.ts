import type { Bench } from './bench.ts'
import { startChild } from './child.ts'
import { credentials, type TailMode, tail } from './clients.ts'
import type { LoadName } from './loads.ts'
import { countingPipe } from './pipe.ts'
import { peakMemoryOf } from './process-facts.ts'
import type { Row } from './results.ts'
import { spreadOf } from './spread.ts'
import { whileRunning } from './stream-run.ts'

const prefetch = 1000
const events = 5_000_000
const step = 500_000

interface LongRun {
  readonly name: string
  readonly mode: TailMode
  readonly load: LoadName
}

const longRuns: readonly LongRun[] = [
  { name: '--json', mode: '--json', load: 'noti1' },
  { name: 'pretty', mode: 'pretty', load: 'noti1' },
  { name: '--diff, 10,000 devices', mode: '--diff', load: '10,000 devices' },
]

/** Whether memory stays flat over five million events: the peak after them, and how much of it came late. */
export async function longRows(bench: Bench): Promise<Row[]> {
  const rows: Row[] = []
  for (const run of longRuns) rows.push(...(await longRowsOf(bench, run)))
  return rows
}

async function longRowsOf(bench: Bench, run: LongRun): Promise<Row[]> {
  const peaks = await peaksOf(bench, run)
  const [first, last] = [peaks[0], peaks.at(-1)]
  if (first === undefined || last === undefined) return []
  const row = { group: 'long', unit: 'MB' } as const
  const name = `${run.name}, peak RSS after 5 million events`
  const growthName = `${run.name}, of that after the first half million`
  return [
    { ...row, name, ...spreadOf([last]), target: { max: 110 } },
    { ...row, name: growthName, ...spreadOf([last - first]), target: { max: 10 } },
  ]
}

/** The peak RSS in MB after each step; empty where the system does not report it. */
async function peaksOf(bench: Bench, { name, mode, load }: LongRun): Promise<number[]> {
  const steps = Array.from({ length: events / step }, (_, i) => (i + 1) * step)
  const { marks } = bench.broker.next({ events, marks: steps, load, areNew: true })
  const pipe = countingPipe(bench.folder)
  const client = startChild(tail(bench, mode, prefetch), { stdout: pipe.fd, env: credentials })
  pipe.release()
  const peaks: number[] = []
  for (const [i, mark] of marks.entries()) {
    await whileRunning(client, mark)
    const peak = peakMemoryOf(client.pid)
    if (peak !== undefined) peaks.push(peak)
    bench.progress(`long, ${name}: ${steps[i]! / 1e6} million events, peak ${peak?.toFixed(1)} MB`)
  }
  await client.stop()
  await pipe.read()
  return peaks
}
