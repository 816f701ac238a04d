/**
 * The states of a session: a table of transitions, and the pure function that applies it. The diagrams in
 * CONTRIBUTING.md are drawn from the table. For any inputs in any order:
 *
 * - An input that the row of the present state has no entry for changes nothing.
 * - There is at most one connection: `dial` happens only if there is none, and `drop` once for each `dial`.
 * - A state has a deadline unless it waits for the reader, for a person (the phase `trust`), or for nothing. When the deadline passes, the input is `due`.
 * - `failed` leads only to `closed`, and so does `halted`, directly or through `closing`. `closed` is final.
 * - From `halted` on, nothing is handed out, and nothing but acks is sent.
 */
import { accept, dial, dialTimedOut, enterPhase, logIn, loginTimedOut, retry } from './connecting.ts'
import { checkOnce, pingAfterSleep, pingOnceSilent, pong, unansweredPing } from './heartbeat.ts'
import { fail, lost, lostBeforeReply, refused } from './reconnect.ts'
import type { Context, Input, InputKind, InputOf, SessionState, StateName, Step } from './session-state.ts'
import { close, endConnected, endHalted, endUnconnected, halt } from './stopping.ts'

/** What an input does in a state: where it may lead, and the step that takes it there. */
interface Transition<From, Given, To extends StateName = StateName> {
  readonly to: readonly To[]
  readonly run: (session: From, input: Given, context: Context) => Step<To>
}

/** The compiler checks that `run` leads to nothing but `to`. */
function go<From, Given, To extends StateName>(
  to: readonly To[],
  run: (session: From, input: Given, context: Context) => Step<NoInfer<To>>,
): Transition<From, Given, To> {
  return { to, run }
}

/** What ends a session that has no connection. */
const unconnected = { halt: go(['closed'], endUnconnected), hangUp: go(['closed'], endUnconnected) }

/** What ends a session whose connection is not logged in: it has nothing to ack. */
const connecting = { halt: go(['closed'], endConnected), hangUp: go(['closed'], endConnected) }

/** What may happen at any time while logged in. */
const online = {
  slept: go(['pinging'], pingAfterSleep),
  lost: go(['waiting', 'failed'], lost),
  halt: go(['halted'], halt),
  hangUp: go(['closed'], endConnected),
}

export const transitions = {
  idle: { ...unconnected, start: go(['dialing'], dial) },
  dialing: {
    ...connecting,
    phase: go(['dialing'], enterPhase),
    opened: go(['loggingIn'], logIn),
    lost: go(['waiting', 'failed'], lost),
    due: go(['waiting', 'failed'], dialTimedOut),
  },
  loggingIn: {
    ...connecting,
    accepted: go(['connected'], accept),
    refused: go(['waiting', 'failed'], refused),
    unusable: go(['failed'], fail),
    lost: go(['waiting', 'failed'], lostBeforeReply),
    due: go(['waiting', 'failed'], loginTimedOut),
  },
  connected: { ...online, due: go(['connected', 'pinging'], pingOnceSilent) },
  pinging: { ...online, received: go(['connected'], pong), due: go(['connected', 'overdue'], checkOnce) },
  overdue: {
    ...online,
    received: go(['connected'], pong),
    due: go(['connected', 'waiting', 'failed'], unansweredPing),
  },
  waiting: { ...unconnected, due: go(['dialing', 'draining'], retry) },
  draining: { ...unconnected, emptied: go(['dialing'], dial) },
  failed: unconnected,
  halted: {
    stop: go(['closing'], close),
    lost: go(['closed'], endHalted),
    hangUp: go(['closed'], endHalted),
  },
  closing: {
    lost: go(['closed'], endHalted),
    due: go(['closed'], endHalted),
    hangUp: go(['closed'], endHalted),
  },
  closed: {},
} satisfies {
  readonly [Name in StateName]: {
    readonly [Kind in InputKind]?: Transition<SessionState<Name>, InputOf<Kind>>
  }
}

/** One step from `session`. */
export function transition(session: SessionState, input: Input, context: Context): Step {
  const row: Partial<Record<InputKind, Transition<never, never>>> = transitions[session.state.name]
  const found = row[input.kind]
  // The entry takes this state and this input, since it was found by their names; the compiler cannot know that.
  return found ? found.run(session as never, input as never, context) : { session, effects: [] }
}
