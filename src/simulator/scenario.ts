import type { TLSSocket } from 'node:tls'
import type { Clock } from '../base/clock.ts'
import type { Words } from '../wire/words.ts'
import type { Outlet } from './outlet.ts'
import type { Random } from './random.ts'

/** A way for the broker to misbehave. `scenarios.ts` has them by name. */
export interface Scenario {
  /** What it does, a few words for the help. */
  readonly about: string
  /**
   * Starts it on one broker. Returns a function that is called for each new connection; state that several
   * connections share lives between the two. All chance comes from `random`.
   */
  start(deps: ScenarioDeps): (connection: ConnectionControl) => FaultHooks
}

export interface ScenarioDeps {
  readonly random: Random
  readonly clock: Clock
  /** The words of the broker's dialect, for lines that a scenario writes itself. */
  readonly words: Words
}

/** A scenario that was started on a broker. */
export interface StartedScenario {
  readonly name: string
  readonly hooksFor: ReturnType<Scenario['start']>
}

/** What a scenario may do to a connection. */
export interface ConnectionControl {
  /** The client's window; 0 before the login. */
  readonly prefetch: number
  /** Sends text that is not an event, verbatim, with its line end. */
  send(text: string | Buffer): void
  /** Makes `line` the next event. */
  offer(line: string | Buffer): void
  /** Closes the connection in order, after everything sent so far is written. */
  close(): void
  /** Resets it (RST). */
  reset(): void
  /** Sends nothing from now on, but still reads. */
  fallSilent(): void
  /** Neither sends nor reads from now on; the connection stays open. */
  playDead(): void
  /** Checks again whether events can be pushed, after `hold` returned true. */
  resume(): void
}

/** How one connection differs from a faultless one. An absent hook changes nothing. */
export interface FaultHooks {
  /** Replaces plain writing to the socket. */
  outlet?(socket: TLSSocket, drained: () => void): Outlet
  /** Returns a reason to refuse a login whose credentials are right. */
  refusal?(): string | undefined
  /** Milliseconds before a login is answered. */
  loginDelay?(): number
  /** Called after the reply to an accepted login, before the first event. */
  loggedIn?(): void
  /** Whether to push nothing yet, though there is `room` in the window and `available` events wait. */
  hold?(room: number, available: number): boolean
  beforePush?(): void
  /** The raw id of the `count`-th event, bytes as latin1. */
  id?(count: number): string
  /** The line end of the next event. */
  lineEnd?(): string
  afterPush?(): void
  /** Called after an ack of an event that was out. */
  afterAck?(): void
  /** Whether pings are not answered. */
  ignorePings?: boolean
  /** Called when the connection is no longer served; cancels timers. */
  closed?(): void
}
