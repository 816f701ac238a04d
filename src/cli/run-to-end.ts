import { runTail } from '../app/run-tail.ts'
import { Failure } from '../base/failure.ts'
import { aboutServer } from './about-server.ts'
import type { Console } from './console.ts'
import { withDoubts } from './credentials.ts'
import type { Outcome } from './exit-process.ts'
import type { StopConditions } from './stop-conditions.ts'
import type { WiredTail } from './wire-tail.ts'

/**
 * Runs a tail until it ends, closes the connection, shows the summary, and returns the exit code.
 *
 * @throws Failure if the run failed
 */
export async function runToEnd(wired: WiredTail, log: Console): Promise<Outcome> {
  const { job, tail, target, stopConditions, summary } = wired
  let outputFailure: Failure | undefined
  try {
    await runTail(job)
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    if (error.code !== 'output') throw aboutServer(target.where, withDoubts(error, target.doubts))
    outputFailure = error
  } finally {
    log.idle()
    await tail.stop()
    stopConditions.close()
    const text = await summary()
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
    throw new Failure('output', 'the output is blocked; events that are not written stay in the queue')
  return { code: code!, abandoned: true }
}
