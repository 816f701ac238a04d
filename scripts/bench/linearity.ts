import type { Bench } from './bench.ts'
import { credentials, type TailMode, tail } from './clients.ts'
import { hugeBytes } from './loads.ts'
import type { Job } from './pusher-messages.ts'
import type { Row } from './results.ts'
import { spreadOf } from './spread.ts'
import { streamRun } from './stream-run.ts'

const prefetch = 1000

/** Lines of 10 MB that are timed, and as many come before them. */
const hugeEvents = { '--json': 5, pretty: 2 } as const satisfies Partial<Record<TailMode, number>>

const row = { group: 'linearity', unit: '×' } as const

/** Ten times the events against ten times the time; lines of 10 MB against as many bytes in small lines. */
export async function linearityRows(bench: Bench): Promise<Row[]> {
  return [await tenfoldRow(bench), await hugeRow(bench, '--json'), await hugeRow(bench, 'pretty')]
}

async function tenfoldRow(bench: Bench): Promise<Row> {
  // Enough that both runs are longer than the client's warm-up.
  const few = Math.max(100_000, Math.round(bench.events / 3))
  const ratios = await eachRound(bench, '--json', async () => {
    const short = await msOf(bench, '--json', { events: few })
    return (await msOf(bench, '--json', { events: few * 10 })) / short / 10
  })
  const name = '--json, time of 10× the events / 10× the time'
  return { ...row, name, ...spreadOf(ratios), target: { min: 0.85, max: 1.15 } }
}

async function hugeRow(bench: Bench, mode: keyof typeof hugeEvents): Promise<Row> {
  const { noti1: small } = bench.loads
  const meanBytes = small.bytes.length / small.count
  const ratios = await eachRound(bench, mode, async () => {
    const inSmall = await msOf(bench, mode, {
      events: Math.round((hugeEvents[mode] * hugeBytes) / meanBytes),
    })
    return (await msOf(bench, mode, { load: 'huge', events: hugeEvents[mode] })) / inSmall
  })
  const name = `${mode}, time of a 10 MB line / 10 MB of small lines`
  return { ...row, name, ...spreadOf(ratios), target: { max: 1.15 } }
}

async function eachRound(bench: Bench, mode: TailMode, measure: () => Promise<number>): Promise<number[]> {
  const numbers: number[] = []
  for (let round = 1; round <= bench.rounds; round++) {
    bench.progress(`round ${round} of ${bench.rounds}: linearity, ${mode}`)
    numbers.push(await measure())
  }
  return numbers
}

async function msOf(bench: Bench, mode: TailMode, job: Pick<Job, 'events'> & Partial<Job>): Promise<number> {
  return (await streamRun(bench, { command: tail(bench, mode, prefetch), env: credentials, job })).ms
}
