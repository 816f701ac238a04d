import type { Writable } from 'node:stream'
import type { Load } from './load.ts'

/** What to push over one connection. */
export interface PushJob {
  readonly load: Load
  /** Whether each event has a time of its own, as those have that a server pushes once. */
  readonly areNew: boolean
  /** How many events in all. */
  readonly events: number
  /** Numbers of acked events to report, rising. */
  readonly marks: readonly number[]
  /** Events that may wait for their acks; may be Infinity. */
  readonly window: number
  /** Where a push that times them adds the milliseconds from the write of each event to its ack. */
  readonly ackDelays: number[]
}

/**
 * Starts to push events.
 *
 * @param reached called with each mark
 * @returns a function to call with the number of acks that have arrived
 */
export type Push = (socket: Writable, job: PushJob, reached: (mark: number) => void) => (acks: number) => void
