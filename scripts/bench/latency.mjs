import { fileURLToPath } from 'node:url'
import { startChild } from './child.mjs'
import { bare, credentials, tail } from './clients.mjs'
import { scriptedPipe } from './pipe.mjs'
import { spreadOf } from './spread.mjs'
import { soon } from './stream-run.mjs'

const reader = fileURLToPath(new URL('./latency-reader.mjs', import.meta.url))
const prefetch = 50
/** Events before any is counted, and counted ones; one a millisecond. */
const warm = 500
const counted = 2000

const clients = {
  '--json': bench => tail(bench, '--json', prefetch),
  pretty: bench => tail(bench, 'pretty', prefetch),
  'bare client': bench => bare(bench, prefetch, 'through'),
}

/** From the broker's write to the reader at the end of the pipe, at 1,000 events a second. */
export async function latencyRows(bench) {
  const runs = Object.keys(clients).map(name => ({ name, p50: [], p99: [] }))
  for (let round = 1; round <= bench.rounds; round++) {
    for (const run of runs) {
      bench.say(`round ${round} of ${bench.rounds}: latency, ${run.name}`)
      const { p50, p99 } = await latencyRun(bench, clients[run.name](bench))
      run.p50.push(p50)
      run.p99.push(p99)
    }
  }
  return runs.flatMap(({ name, p50, p99 }) => {
    const row = { group: 'latency', unit: 'ms' }
    const target = name === 'bare client' ? undefined : { max: 5 }
    return [
      { ...row, name: `${name}, 1,000 events/s, p50`, ...spreadOf(p50) },
      { ...row, name: `${name}, 1,000 events/s, p99`, ...spreadOf(p99), target },
    ]
  })
}

async function latencyRun(bench, command) {
  const events = warm + counted
  const { marks } = bench.broker.next({ push: 'paced', events, marks: [events] })
  const pipe = scriptedPipe(bench.folder, reader, [String(warm)])
  const client = startChild(command, { stdout: pipe.fd, env: credentials })
  pipe.release()
  await soon(marks[1], client)
  await client.stop()
  const result = await pipe.read()
  if (result.events !== events) throw new Error(`${result.events} of ${events} events came out of the pipe`)
  return result
}
