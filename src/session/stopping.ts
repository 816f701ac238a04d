import type { Context, Effect, InputOf, SessionState, Step } from './session-state.ts'

/** Milliseconds that ending a connection as TLS requires may take. */
const closingLimit = 2000

/** Stops handing out; the connection stays, so that what was handed out can still be acked. */
export function halt({ history }: SessionState): Step<'halted'> {
  return { session: { state: { name: 'halted' }, history }, effects: [{ do: 'discard' }] }
}

/** Begins to close the connection that a halted session has kept. */
export function close({ history }: SessionState, _: InputOf<'stop'>, { now }: Context): Step<'closing'> {
  return {
    session: { state: { name: 'closing', until: now + closingLimit }, history },
    effects: [{ do: 'close' }],
  }
}

/** Ends a session that has no connection. */
export function endUnconnected(session: SessionState): Step<'closed'> {
  return closed(session, [{ do: 'discard' }])
}

/** Ends a session that hands out, together with its connection. */
export function endConnected(session: SessionState): Step<'closed'> {
  return closed(session, [{ do: 'discard' }, { do: 'drop' }])
}

/** Ends a session that hands out nothing any more, together with its connection. */
export function endHalted(session: SessionState): Step<'closed'> {
  return closed(session, [{ do: 'drop' }])
}

function closed({ history }: SessionState, effects: readonly Effect[]): Step<'closed'> {
  return { session: { state: { name: 'closed' }, history }, effects }
}
