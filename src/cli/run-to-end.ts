import { type Progress, runTail, type TailJob } from '../app/run-tail.ts'
import type { Clock } from '../base/clock.ts'
import { Failure } from '../base/failure.ts'
import { say } from '../language/say.ts'
import type { Console } from './console.ts'
import type { Outcome } from './exit-process.ts'
import { limitHeap } from './limit-heap.ts'
import { onReportSignal } from './report-signals.ts'
import type { StopConditions } from './stop-conditions.ts'

/** A run that is ready to begin. */
export interface WiredRun {
  readonly job: TailJob
  readonly stopConditions: StopConditions
  /** Releases the source. */
  close(): Promise<void>
  /** Adds to why the run failed what is known about it. */
  explain(failure: Failure): Failure
  /** The summary of the run; undefined if none is wanted, or there is nothing to sum up. */
  summary(): Promise<string | undefined>
  /** What can be said of the run so far, whether or not a summary is wanted. */
  report(): Promise<string>
}

/**
 * Runs until the end, releases the source, shows the summary, and returns the exit code.
 *
 * @throws Failure if the run failed
 */
export async function runToEnd(wired: WiredRun, log: Console, clock: Clock): Promise<Outcome> {
  const { job, stopConditions } = wired
  let outputFailure: Failure | undefined
  const ignoreReportSignal = onReportSignal(async () => log.block(await wired.report()))
  const keepMemorySmall = limitHeap(clock, process)
  function progress(done: Progress): void {
    job.progress?.(done)
    keepMemorySmall()
  }
  try {
    stopConditions.ended(await runTail({ ...job, progress }))
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    const failure = wired.explain(error)
    if (failure.code !== 'output') throw failure
    outputFailure = failure
  } finally {
    log.idle()
    ignoreReportSignal()
    await wired.close()
    stopConditions.close()
    const text = await wired.summary()
    if (text !== undefined) log.block(text)
  }
  return outcomeOf(stopConditions, outputFailure, log)
}

/** @throws Failure if the run failed */
export function outcomeOf(
  { code, failure, forced }: Pick<StopConditions, 'code' | 'failure' | 'forced'>,
  outputFailure: Failure | undefined,
  log: Pick<Console, 'fail'>,
): Outcome {
  if (outputFailure) {
    if (!code) throw outputFailure
    // A terminal that is closed fails writes, often just before its SIGHUP is handled: the signal is the reason then.
    log.fail(outputFailure)
  }
  if (failure) throw failure
  if (!forced) return { code: code ?? 0, abandoned: outputFailure !== undefined }
  // A run that an option ended is a success only if the output took everything.
  if (code === 0)
    throw new Failure('output', say('the output is blocked'), {
      hint: say('Events that are not written were not acked and stay in the queue.'),
    })
  return { code: code!, abandoned: true }
}
