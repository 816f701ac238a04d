import type { TLSSocket } from 'node:tls'
import type { Clock } from '../base/clock.ts'
import type { Outlet } from './outlet.ts'
import type { Random } from './random.ts'

/** A way for the broker to misbehave, by name in `scenarios.ts`. */
export interface Scenario {
  /** What it does, a few words for the help. */
  readonly about: string
  /**
   * Begins it on one broker. What it answers is called for each connection, at its start; what is to be
   * remembered from one connection to the next lives between the two. Chance comes from `random` alone.
   */
  start(random: Random, clock: Clock): (connection: ConnectionControl) => FaultHooks
}

/** One connection, as far as a scenario may pull its strings. */
export interface ConnectionControl {
  /** The client's window, once it has logged in. */
  readonly prefetch: number
  /** Sends text that is no event, as it is, line end and all. */
  send(text: string | Buffer): void
  /** Makes `line` the next event. */
  offer(line: string | Buffer): void
  /** Ends the connection in order, once what was said is out. */
  close(): void
  /** Ends it with a RST. */
  reset(): void
  /** Says nothing any more, and listens on. */
  fallSilent(): void
  /** Neither says nor hears anything any more; the connection stays. */
  playDead(): void
  /** Looks again whether events can be pushed, after `hold` said no. */
  resume(): void
}

/** What is different on one connection. Each is asked at its moment; an absent one changes nothing. */
export interface FaultHooks {
  /** Takes the place of the socket's own writing. */
  outlet?(socket: TLSSocket, drained: () => void): Outlet
  /** Why a login that gives the right things is refused all the same. */
  refusal?(): string | undefined
  /** Milliseconds to let a login wait for its answer. */
  loginDelay?(): number
  /** Runs once the login was accepted, its reply said, nothing pushed. */
  loggedIn?(): void
  /** Whether to push nothing for now, though `room` would be there for some of `available` events. */
  hold?(room: number, available: number): boolean
  beforePush?(): void
  /** The id of the `count`-th event, raw, bytes as latin1. */
  id?(count: number): string
  /** The line end of the next event. */
  lineEnd?(): string
  afterPush?(): void
  /** Runs after an ack that was right. */
  afterAck?(): void
  /** Whether pings go without a pong. */
  ignorePings?: boolean
  /** Runs when the connection is over for the broker: time to cancel timers. */
  closed?(): void
}
