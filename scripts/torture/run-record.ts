import { nearlyGivenUp } from './fault-context.ts'
import type { Collected } from './second-output.ts'
import type { TailRun } from './tail-run.ts'

/** One run of the tail, after its end. */
export interface RunRecord {
  /** 1 for the first of the round. */
  readonly number: number
  /** How it ended: an exit code or the name of a signal. */
  readonly end: string
  /** The ends that are allowed after what was done to it. */
  readonly mayEnd: ReadonlySet<string>
  /** Its last line may be cut. */
  readonly mayCutLine: boolean
  /** All that its output took, as latin1. */
  readonly written: string
  readonly stderr: string
  /** What it must write to stderr where it ends with 1. */
  readonly refusal: RegExp | undefined
  /** What it has put into its second output, and all that is there; undefined if it had none. */
  readonly second: (Collected & { readonly own: readonly string[] }) | undefined
  /** Numbers of its connections that logged in, in order. */
  readonly connections: readonly number[]
  /** It was stopped once, nothing prevented it from finishing, and neither its connection nor its command failed. */
  readonly stoppedCleanly: boolean
  /** What was done to it. */
  readonly actions: readonly string[]
}

/**
 * What a run reports that could not ack all that it wrote: its connection was lost, or its command failed at last, which
 * may have stored the events before.
 */
const unfinished = /connection lost|^error: the command of --exec /m

/**
 * Returns the record of a run that has ended.
 *
 * @param second what its second output has
 * @param mayLoseAcks its last acks may not have reached the broker, because a connection was lost or would not be
 *   reported
 */
export async function recordOf(
  { number, end, mayEnd, mayCutLine, stderr, actions, output, stopTook }: TailRun,
  connections: readonly number[],
  second: RunRecord['second'],
  mayLoseAcks: boolean,
): Promise<RunRecord> {
  const mayHaveGivenUp = stopTook !== undefined && stopTook >= nearlyGivenUp
  const hasFinished = stopTook !== undefined && !mayHaveGivenUp && !mayCutLine
  return {
    number,
    end: end!,
    mayEnd,
    mayCutLine: mayCutLine || mayHaveGivenUp,
    stderr,
    actions,
    written: (await output.collect()).toString('latin1'),
    refusal: output.refusal,
    second,
    connections,
    stoppedCleanly: hasFinished && !mayLoseAcks && !unfinished.test(stderr),
  }
}
