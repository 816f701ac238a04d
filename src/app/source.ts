import type { Push } from '../wire/push.ts'

/** Where events come from: a session, a recording. */
export type Source = AsyncIterable<SourceBatch>

/** The events that arrived since the last batch, in order. */
export interface SourceBatch {
  readonly deliveries: readonly SourceDelivery[]
  /** Whether acks can be sent. False if the connection is lost, and for events that came over none. */
  readonly ackable: boolean
  /**
   * Acks these, which are some of `deliveries`, or all of them, in one write. Returns how many acks were sent: none if
   * the batch is not ackable.
   */
  ack(deliveries?: readonly SourceDelivery[]): number
}

export interface SourceDelivery {
  readonly push: Push
  /** Whether its ack was sent. */
  readonly acked: boolean
}
