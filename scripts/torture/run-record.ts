import { nearlyGivenUp } from './scene.ts'
import type { TailRun } from './tail-run.ts'

/** One run of the tail, when it is over. */
export interface RunRecord {
  /** 1 for the round's first. */
  readonly number: number
  /** How it ended: an exit code or the name of a signal. */
  readonly end: string
  /** The ends that what was done to it allows. */
  readonly mayEnd: ReadonlySet<string>
  /** Its last line may be cut. */
  readonly mayCut: boolean
  /** All that its output took, as latin1. */
  readonly written: string
  readonly stderr: string
  /** What it must say on stderr where it ends with 1. */
  readonly refusal: RegExp | undefined
  /** Numbers of its connections that logged in, in their order. */
  readonly connections: readonly number[]
  /** It was asked to stop, once, nothing hindered it, and no connection was lost. */
  readonly tidy: boolean
  /** What was done to it. */
  readonly story: readonly string[]
}

/**
 * The record of a run that has ended.
 *
 * @param hindered a lost connection may keep its last acks from the broker, or would not be told
 */
export async function recordOf(
  { number, end, mayEnd, mayCut, stderr, story, output, stopTook }: TailRun,
  connections: readonly number[],
  hindered: boolean,
): Promise<RunRecord> {
  const givenUp = stopTook !== undefined && stopTook >= nearlyGivenUp
  const stopped = stopTook !== undefined && !givenUp && !mayCut
  return {
    number,
    end: end!,
    mayEnd,
    mayCut: mayCut || givenUp,
    stderr,
    story,
    written: (await output.collect()).toString('latin1'),
    refusal: output.refusal,
    connections,
    tidy: stopped && !hindered && !/connection lost/.test(stderr),
  }
}
