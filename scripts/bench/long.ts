import type { Bench } from './bench.ts'
import { startChild } from './child.ts'
import { credentials, type TailMode, tail } from './clients.ts'
import { countingPipe } from './pipe.ts'
import { peakMemoryOf } from './process-facts.ts'
import type { Row } from './results.ts'
import { spreadOf } from './spread.ts'
import { whileRunning } from './stream-run.ts'

const prefetch = 1000
const events = 5_000_000
const step = 500_000

/** Whether memory stays flat over five million events: the peak after them, and how much of it came late. */
export async function longRows(bench: Bench): Promise<Row[]> {
  return [...(await longRowsOf(bench, '--json')), ...(await longRowsOf(bench, 'pretty'))]
}

async function longRowsOf(bench: Bench, mode: TailMode): Promise<Row[]> {
  const peaks = await peaksOf(bench, mode)
  const [first, last] = [peaks[0], peaks.at(-1)]
  if (first === undefined || last === undefined) return []
  const row = { group: 'long', unit: 'MB' } as const
  const name = `${mode}, peak RSS after 5 million events`
  const growthName = `${mode}, of that after the first half million`
  return [
    { ...row, name, ...spreadOf([last]), target: { max: 110 } },
    { ...row, name: growthName, ...spreadOf([last - first]), target: { max: 10 } },
  ]
}

/** The peak RSS in MB after each step; empty where the system does not report it. */
async function peaksOf(bench: Bench, mode: TailMode): Promise<number[]> {
  const steps = Array.from({ length: events / step }, (_, i) => (i + 1) * step)
  const { marks } = bench.broker.next({ events, marks: steps })
  const pipe = countingPipe(bench.folder)
  const client = startChild(tail(bench, mode, prefetch), { stdout: pipe.fd, env: credentials })
  pipe.release()
  const peaks: number[] = []
  for (const [i, mark] of marks.entries()) {
    await whileRunning(client, mark)
    const peak = peakMemoryOf(client.pid)
    if (peak !== undefined) peaks.push(peak)
    bench.progress(`long, ${mode}: ${steps[i]! / 1e6} million events, peak ${peak?.toFixed(1)} MB`)
  }
  await client.stop()
  await pipe.read()
  return peaks
}
