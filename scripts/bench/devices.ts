import { grouped } from '../../src/base/grouped.ts'
import type { Bench } from './bench.ts'
import { credentials, lacking, tail } from './clients.ts'
import { type LoadName, manyDevices } from './loads.ts'
import type { Row } from './results.ts'
import { spreadOf } from './spread.ts'
import { streamRun } from './stream-run.ts'

/** How much memory the last values of many devices take: the peak, less that of as many events of ten devices. */
export async function deviceRows(bench: Bench): Promise<Row[]> {
  const reason = lacking(bench, '--diff')
  if (reason !== undefined) {
    bench.note(`skipped the memory of many devices: ${reason}`)
    return []
  }
  const numbers: number[] = []
  for (let round = 1; round <= bench.rounds; round++) {
    bench.progress(`round ${round} of ${bench.rounds}: devices`)
    const [few, many] = [await peakOf(bench, 'few devices'), await peakOf(bench, 'many devices')]
    if (few !== undefined && many !== undefined) numbers.push(many - few)
  }
  if (numbers.length === 0) return []
  const { count, dataPoints } = manyDevices
  const name = `--diff, memory of ${grouped(count)} devices with ${dataPoints} data points`
  return [{ group: 'devices', name, unit: 'MB', ...spreadOf(numbers), target: { max: 60 } }]
}

/** The peak RSS in MB once each device was seen twice. */
async function peakOf(bench: Bench, load: LoadName): Promise<number | undefined> {
  const job = { events: manyDevices.count, load, areNew: true }
  return (await streamRun(bench, { command: tail(bench, '--diff', 1000), env: credentials, job })).peak
}
