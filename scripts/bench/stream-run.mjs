import { startChild } from './child.mjs'
import { countingPipe } from './pipe.mjs'
import { cpuOf, memoryOf } from './process-facts.mjs'

/** Milliseconds after which a run hangs rather than takes long. */
const patience = 180_000

/** Events at the start of a run that are not timed, where it has as many: there its code is being compiled. */
const warmUp = 200_000

/**
 * One client at the pusher, its output into a pipe.
 *
 * @param run `{ command, env, job }`; `job.events` are the timed ones, up to as many come before them
 * @returns `rate` (events a second), `cpu` and `brokerCpu` (share of one core), `peak` (MB), `bytes` (out of
 * the pipe, all), `events` (all)
 */
export async function streamRun(bench, { command, env, job }) {
  const warm = Math.min(job.events, warmUp)
  const events = warm + job.events
  const told = bench.broker.next({ ...job, events, marks: [warm, events] })
  const pipe = countingPipe(bench.folder)
  const client = startChild(command, { stdout: pipe.fd, env })
  pipe.release()
  const [, warmed, done] = told.marks
  const began = await soon(warmed, client)
  const cpuBefore = cpuOf(client.pid)
  const ended = await soon(done, client)
  const cpu = cpuOf(client.pid) - cpuBefore
  const peak = memoryOf(client.pid)?.peak
  await client.stop()
  const ms = ended.at - began.at
  return {
    rate: job.events / (ms / 1000),
    ms,
    cpu: cpu / ms,
    brokerCpu: (ended.cpu - began.cpu) / ms,
    peak,
    bytes: await pipe.read(),
    events,
  }
}

/** @throws Error if the client ends before `promise` settles, or nothing happens at all */
export async function soon(promise, client) {
  let timer
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`nothing came for ${patience / 1000} s`)), patience)
  })
  try {
    return await Promise.race([promise, client.failed, late])
  } finally {
    clearTimeout(timer)
  }
}
