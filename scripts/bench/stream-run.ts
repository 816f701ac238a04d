import type { Bench } from './bench.ts'
import { type Child, type Command, startChild } from './child.ts'
import type { Run } from './contender.ts'
import { inTerminal, processInTerminal } from './in-terminal.ts'
import { countingPipe } from './pipe.ts'
import { cpuOf, peakMemoryOf } from './process-facts.ts'
import type { Job } from './pusher-messages.ts'

/** Milliseconds without a report after which a run is taken to hang. */
const hangTimeout = 180_000

/** Events at the start of a run that are not timed, where it has as many: meanwhile V8 compiles its code. */
const warmUp = 200_000

export interface StreamRun extends Run {
  /** All bytes that came out of the pipe. */
  readonly bytes: number
  /** All events, the warm-up included. */
  readonly events: number
}

/**
 * Runs one client against the pusher, its output into a pipe.
 *
 * @param run `job.events` are the timed ones; up to as many come before them, and `after` after them, for a client that
 *   would wait for more at the end; `isInTerminal` gives the client a terminal, whose output goes into the pipe
 */
export async function streamRun(
  bench: Bench,
  run: {
    command: Command
    env?: NodeJS.ProcessEnv
    job: Pick<Job, 'events'> & Partial<Job>
    after?: number
    isInTerminal?: boolean
  },
): Promise<StreamRun> {
  const { env, job, after = 0, isInTerminal = false } = run
  const command = isInTerminal ? inTerminal(run.command)! : run.command
  const warm = Math.min(job.events, warmUp)
  const events = warm + job.events
  const [warmed, done] = bench.broker.next({ ...job, events: events + after, marks: [warm, events] }).marks
  const pipe = countingPipe(bench.folder)
  const client = startChild(command, { stdout: pipe.fd, env })
  pipe.release()
  const start = await whileRunning(client, warmed!)
  const pid = isInTerminal ? processInTerminal(client.pid) : client.pid
  const cpuAtStart = cpuOf(pid)
  const end = await whileRunning(client, done!)
  const cpuAtEnd = cpuOf(pid)
  const peak = peakMemoryOf(pid)
  await client.stop()
  const ms = end.at - start.at
  return {
    rate: job.events / (ms / 1000),
    ms,
    cpu: cpuAtStart === undefined || cpuAtEnd === undefined ? undefined : (cpuAtEnd - cpuAtStart) / ms,
    brokerCpu: (end.cpu - start.cpu) / ms,
    peak,
    bytes: await pipe.read(),
    events,
  }
}

/** Settles as `promise` does. @throws Error if the client ends before, or nothing happens for too long */
export async function whileRunning<T>(client: Child, promise: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`nothing came for ${hangTimeout / 1000} s`)), hangTimeout)
  })
  const failed = client.failed.then(() => new Promise<never>(() => {}))
  try {
    return await Promise.race([promise, failed, late])
  } finally {
    clearTimeout(timer)
  }
}
