import { startChild } from './child.mjs'
import { credentials, tail } from './clients.mjs'
import { countingPipe } from './pipe.mjs'
import { memoryOf } from './process-facts.mjs'
import { spreadOf } from './spread.mjs'
import { soon } from './stream-run.mjs'

const prefetch = 1000
const events = 5_000_000
const step = 500_000

/** Whether memory stays flat over five million events: the peak after them, and how much of it came late. */
export async function longRows(bench) {
  const rows = []
  for (const way of ['--json', 'pretty']) {
    const peaks = await peaksOf(bench, way)
    const row = { group: 'long', unit: 'MB' }
    const growth = peaks.at(-1) - peaks[0]
    rows.push(
      {
        ...row,
        name: `${way}, peak RSS after 5 million events`,
        ...spreadOf([peaks.at(-1)]),
        target: { max: 110 },
      },
      {
        ...row,
        name: `${way}, of that after the first half million`,
        ...spreadOf([growth]),
        target: { max: 10 },
      },
    )
  }
  return rows
}

async function peaksOf(bench, way) {
  const steps = Array.from({ length: events / step }, (_, i) => (i + 1) * step)
  const { marks } = bench.broker.next({ events, marks: steps })
  const pipe = countingPipe(bench.folder)
  const client = startChild(tail(bench, way, prefetch), { stdout: pipe.fd, env: credentials })
  pipe.release()
  const peaks = []
  for (const mark of marks.slice(1)) {
    await soon(mark, client)
    peaks.push(memoryOf(client.pid)?.peak)
    bench.say(
      `long, ${way}: ${(peaks.length * step) / 1e6} million events, peak ${peaks.at(-1)?.toFixed(1)} MB`,
    )
  }
  await client.stop()
  await pipe.read()
  return peaks
}
