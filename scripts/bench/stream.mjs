import { startChild } from './child.mjs'
import { bare, credentials, tail } from './clients.mjs'
import { soon, streamRun } from './stream-run.mjs'

/** Windows measured, and the part of the events that each needs to run long enough. */
export const prefetches = { 5: 1 / 12, 50: 1 / 3, 1000: 1, 32767: 1 }

/** How many events, against the others, keep a way of the tail busy for as long. */
const share = { '--json': 1, '--filter': 1, pretty: 1 / 2 }

/** The tail, asked in one of its ways. */
export function tailContender(way, prefetch) {
  return {
    async run(bench) {
      const events = Math.round(bench.events * prefetches[prefetch] * share[way])
      const run = await streamRun(bench, {
        command: tail(bench, way, prefetch),
        env: credentials,
        job: { events },
      })
      if (way === '--json' && run.bytes !== bench.load.bytesOf(run.events)) {
        throw new Error(`--json wrote ${run.bytes} bytes of ${run.events} events, which is not what was sent`)
      }
      return run
    },
  }
}

/** The client that does nothing but what the wire wants. @param mode see bare-client.mjs */
export function bareContender(prefetch, mode = 'through') {
  return {
    run(bench) {
      const events = Math.round(bench.events * prefetches[prefetch] * 2)
      return streamRun(bench, { command: bare(bench, prefetch, mode), job: { events } })
    },
  }
}

/** How fast the pusher pushes where nothing holds it: no window, no acks, nothing written on. */
export const unboundContender = {
  async run(bench) {
    const events = bench.events * 4
    const { marks, closed } = bench.broker.next({ events, marks: [], window: 'none' })
    const client = startChild(bare(bench, 1, 'drain'))
    const began = await soon(marks[0], client)
    const ended = await closed
    const ms = ended.at - began.at
    await client.stop()
    return { rate: events / (ms / 1000), ms, brokerCpu: (ended.cpu - began.cpu) / ms }
  },
}
