import type { Failure } from '../base/failure.ts'
import type { DialPhase } from '../transport/connection.ts'
import type { Policy } from './policy.ts'
import type { Status } from './status.ts'

export type State =
  | { readonly name: 'dialing'; readonly phase: DialPhase; readonly until: number }
  | { readonly name: 'loggingIn'; readonly until: number }
  | { readonly name: 'connected'; readonly until: number; readonly since: number }
  /** `last`: the deadline has passed; what may lie unread is read once more before it is believed. */
  | {
      readonly name: 'pinging'
      readonly until: number
      readonly since: number
      readonly asked: number
      readonly last: boolean
    }
  | { readonly name: 'waiting'; readonly until: number }
  | { readonly name: 'draining' }
  | { readonly name: 'closed'; readonly failure: Failure }

/** What has to be remembered from state to state. */
export interface History {
  /** Clock times of the last dials, as many as the limit counts. */
  readonly dials: readonly number[]
  /** Dials since the last stable session: the exponent of the backoff. */
  readonly attempt: number
  /** Failed dials since the last login that was accepted. */
  readonly retries: number
  /** Refusals in a row. */
  readonly refusals: number
  readonly everConnected: boolean
  /** When the last live connection was lost. */
  readonly lostAt: number | undefined
}

export interface SessionState {
  readonly state: State
  readonly history: History
}

export type Input =
  | { readonly kind: 'phase'; readonly phase: DialPhase }
  | { readonly kind: 'opened' }
  | { readonly kind: 'accepted' }
  /** `text`: the server's words; `oddResult`: how it wrote a result that is no boolean. */
  | { readonly kind: 'refused'; readonly text: string; readonly oddResult?: string | undefined }
  /** What is at the other end is no server for us, and no retry can mend it. */
  | { readonly kind: 'unusable'; readonly failure: Failure }
  /** Bytes came in. */
  | { readonly kind: 'received' }
  /** The wall clock jumped by `ms`: the machine slept, and nobody knows what the connection is worth. */
  | { readonly kind: 'slept'; readonly ms: number }
  /** The connection ended, or the server said that it would. */
  | { readonly kind: 'lost'; readonly failure: Failure }
  /** The deadline passed. `lastSent`: when something was last sent. `readPaused`: reading is paused by ourselves. `backlog`: events wait to be taken. */
  | {
      readonly kind: 'due'
      readonly lastSent: number
      readonly readPaused: boolean
      readonly backlog: boolean
    }
  /** The last waiting event was taken. */
  | { readonly kind: 'emptied' }

export type Effect =
  | { readonly do: 'dial' }
  | { readonly do: 'login' }
  | { readonly do: 'ping' }
  /** Tear down what there is of a connection. */
  | { readonly do: 'drop' }
  | { readonly do: 'report'; readonly status: Status }

/** What a step is given: the clock's now, a number in [0, 1) where one is needed, and the policy. */
export interface Context {
  readonly now: number
  readonly random: () => number
  readonly policy: Policy
}

export interface Step {
  readonly session: SessionState
  readonly effects: readonly Effect[]
}

/** The deadline of a state on the clock; Infinity where it has none. */
export function deadlineOf(state: State): number {
  return 'until' in state ? state.until : Number.POSITIVE_INFINITY
}

/** Nothing comes of it. */
export function stay(session: SessionState): Step {
  return { session, effects: [] }
}

export function report(status: Status): Effect {
  return { do: 'report', status }
}
