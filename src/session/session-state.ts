import type { Failure } from '../base/failure.ts'
import type { DialPhase } from '../transport/connection.ts'
import type { LoginHints } from '../wire/dialect.ts'
import type { Policy } from './policy.ts'
import type { Status } from './status.ts'

/** Times are milliseconds on the clock. `until` is the state's deadline, `since` the time of the login. */
export type State =
  /** Nothing was read yet. */
  | { readonly name: 'idle' }
  | { readonly name: 'dialing'; readonly phase: DialPhase; readonly until: number }
  | { readonly name: 'loggingIn'; readonly until: number }
  | { readonly name: 'connected'; readonly until: number; readonly since: number }
  | { readonly name: 'pinging'; readonly until: number; readonly since: number; readonly pingedAt: number }
  /** No reply to a ping in time. What may lie unread is read before the connection is declared dead. */
  | { readonly name: 'overdue'; readonly until: number; readonly since: number; readonly pingedAt: number }
  /** Not connected until the next dial. */
  | { readonly name: 'waiting'; readonly until: number }
  /** Not connected, and not dialing either until the reader has taken what came before the loss. */
  | { readonly name: 'draining' }
  /** The session cannot go on. The reader gets what came before, then the failure. */
  | { readonly name: 'failed'; readonly failure: Failure }
  /** Nothing more is handed out. The connection is kept for the acks of what was. */
  | { readonly name: 'halted' }
  /** The connection is being closed as TLS requires. */
  | { readonly name: 'closing'; readonly until: number }
  | { readonly name: 'closed' }

export type StateName = State['name']
type StateOf = { readonly [S in State as S['name']]: S }

/** What is remembered from state to state. */
export interface History {
  /** Times of the last dials, as many as the limit counts. */
  readonly dials: readonly number[]
  /** Dials since the last stable connection: the exponent of the backoff. */
  readonly attempt: number
  /** Failed dials since the last accepted login. */
  readonly retries: number
  /** Refused logins in a row. */
  readonly refusals: number
  readonly everConnected: boolean
  /** When the last connection that had been logged in was lost; undefined while there is one, or was none. */
  readonly lostAt: number | undefined
}

/** A session in one of the states `Name`. */
export interface SessionState<Name extends StateName = StateName> {
  readonly state: StateOf[Name]
  readonly history: History
}

export type Input =
  /** The reader asks for the first batch. */
  | { readonly kind: 'start' }
  | { readonly kind: 'phase'; readonly phase: DialPhase }
  /** The connection is secure and verified. */
  | { readonly kind: 'opened' }
  /** The server accepted the login. */
  | { readonly kind: 'accepted' }
  /** `text`: the server's words. `oddResult`: how it wrote a result that is not a boolean. */
  | { readonly kind: 'refused'; readonly text: string; readonly oddResult?: string | undefined }
  /** The server speaks another protocol; no retry can help. */
  | { readonly kind: 'unusable'; readonly failure: Failure }
  /** Bytes came in. */
  | { readonly kind: 'received' }
  /** The machine slept for `ms` milliseconds, and the connection may not have survived. */
  | { readonly kind: 'slept'; readonly ms: number }
  /** The connection ended, or the server announced that it will. */
  | { readonly kind: 'lost'; readonly failure: Failure }
  /**
   * The deadline passed. `lastSent`: when something was last sent. `readPaused`: a reply cannot arrive, because reading
   * is paused for the reader's sake. `backlog`: events wait to be taken.
   */
  | {
      readonly kind: 'due'
      readonly lastSent: number
      readonly readPaused: boolean
      readonly backlog: boolean
    }
  /** The reader took the last waiting event. */
  | { readonly kind: 'emptied' }
  /** Hand out nothing more. */
  | { readonly kind: 'halt' }
  /** Close the connection that a halted session keeps. */
  | { readonly kind: 'stop' }
  /** Drop everything at once. */
  | { readonly kind: 'hangUp' }

export type InputKind = Input['kind']
export type InputOf<Kind extends InputKind> = Extract<Input, { readonly kind: Kind }>

export type Effect =
  | { readonly do: 'dial' }
  | { readonly do: 'login' }
  | { readonly do: 'ping' }
  /** Hand out what came before the login was accepted. */
  | { readonly do: 'release' }
  /** Hand out nothing more, and ignore what the connection still brings. */
  | { readonly do: 'discard' }
  /** Hand out what waits, then nothing more. */
  | { readonly do: 'finish' }
  /** Send the acks given so far and close the connection as TLS requires. */
  | { readonly do: 'close' }
  /** Destroy the connection. */
  | { readonly do: 'drop' }
  | { readonly do: 'report'; readonly status: Status }

/** What a transition depends on beside the state and the input. */
export interface Context {
  readonly now: number
  /** A number in [0, 1). */
  readonly random: () => number
  readonly policy: Policy
  readonly loginHints: LoginHints
}

/** The result of a transition to one of the states `Name`; the effects are to be run in order. */
export interface Step<Name extends StateName = StateName> {
  readonly session: SessionState<Name>
  readonly effects: readonly Effect[]
}

/** The state that every session begins in. */
export const idle: SessionState<'idle'> = {
  state: { name: 'idle' },
  history: { dials: [], attempt: 0, retries: 0, refusals: 0, everConnected: false, lostAt: undefined },
}

/** The deadline of a state; Infinity where it has none. */
export function deadlineOf(state: State): number {
  return 'until' in state ? state.until : Number.POSITIVE_INFINITY
}

export function report(status: Status): Effect {
  return { do: 'report', status }
}
