import { credentials, tail } from './clients.mjs'
import { hugeBytes } from './loads.mjs'
import { spreadOf } from './spread.mjs'
import { streamRun } from './stream-run.mjs'

const prefetch = 1000
/** Lines of 10 MB that are timed, and as many before them. */
const hugeEvents = { '--json': 5, pretty: 2 }

/** Ten times the events against ten times the time; lines of 10 MB against as many bytes in small lines. */
export async function linearityRows(bench) {
  // Enough that both are past the client's warm-up.
  const few = Math.max(100_000, Math.round(bench.events / 3))
  const meanBytes = bench.load.bytes.length / bench.load.count
  const rows = []
  for (const way of ['--json', 'pretty']) {
    const tenfold = []
    const huge = []
    for (let round = 1; round <= bench.rounds; round++) {
      bench.say(`round ${round} of ${bench.rounds}: linearity, ${way}`)
      const msOf = async job =>
        (await streamRun(bench, { command: tail(bench, way, prefetch), env: credentials, job })).ms
      if (way === '--json') {
        const short = await msOf({ events: few })
        tenfold.push((await msOf({ events: few * 10 })) / short / 10)
      }
      const small = await msOf({ events: Math.round((hugeEvents[way] * hugeBytes) / meanBytes) })
      huge.push((await msOf({ load: 'huge', events: hugeEvents[way] })) / small)
    }
    const row = { group: 'linearity', unit: '×' }
    if (tenfold.length > 0) {
      const name = `${way}, time of 10× the events / 10× the time`
      rows.push({ ...row, name, ...spreadOf(tenfold), target: { min: 0.85, max: 1.15 } })
    }
    const name = `${way}, time of a 10 MB line / 10 MB of small lines`
    rows.push({ ...row, name, ...spreadOf(huge), target: { max: 1.15 } })
  }
  return rows
}
