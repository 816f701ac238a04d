import type { LoadName } from './loads.ts'

/** What the pusher process is asked to do. */
export type PusherRequest =
  | { readonly kind: 'listen'; readonly cert: string; readonly key: string; readonly startTime: number }
  | ({ readonly kind: 'next' } & Job)

/** What the next client that logs in gets. */
export interface Job {
  /** Of the client, to tell its reports from those of the one before, which may close later than this one starts. */
  readonly number: number
  readonly load: LoadName
  /** As fast as the window allows, or one event per millisecond. */
  readonly push: 'window' | 'paced'
  /** Events that may wait for their acks: as many as the client's login says, or any number. */
  readonly window: 'prefetch' | 'none'
  /** Whether each event has a time of its own, as those have that a server pushes once. */
  readonly areNew: boolean
  /** How many in all. */
  readonly events: number
  /** Numbers of acked events to report, rising. */
  readonly marks: readonly number[]
}

/** A point in time: `at` on a clock without a special origin, `cpu` used by the pusher so far, in milliseconds. */
export interface Moment {
  readonly at: number
  readonly cpu: number
  /** Median milliseconds from the write of an event to its ack, since the mark before; only of paced events. */
  readonly ackDelay?: number | undefined
}

/** What the pusher process reports. Mark 0 is the login. */
export type PusherReport =
  | { readonly kind: 'ports'; readonly port: number; readonly delayedPort: number }
  | ({ readonly kind: 'mark'; readonly number: number; readonly acked: number } & Moment)
  | ({ readonly kind: 'closed'; readonly number: number } & Moment)
  | { readonly kind: 'error'; readonly text: string }
