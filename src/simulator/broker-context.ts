import type { Clock } from '../base/clock.ts'
import type { EventQueue, QueuedEvent } from './event-queue.ts'
import type { Ledger } from './ledger.ts'

/** What the connections of one broker share. */
export interface BrokerContext {
  readonly clock: Clock
  readonly queue: EventQueue
  readonly ledger: Ledger | undefined
  /** What a login must give; absent is any. */
  readonly credentials: { readonly id?: string; readonly secret?: string }
  readonly counts: Counts
  /** Tells a person, in one line of safe text. */
  log(text: string): void
  /** Somebody has logged in. */
  joined(): void
  /** These events were not acked on a connection that is over, and are for others now. */
  takeBack(events: readonly QueuedEvent[]): void
}

/** What has happened since the broker was started. */
export interface Counts {
  connections: number
  logins: number
  refusals: number
  pushes: number
  acks: number
  violations: number
}
