import type { Context, Effect, InputOf, SessionState, Step } from './session-state.ts'

/** Milliseconds that ending a connection as TLS requires may take. */
const closingLimit = 2000

/** Stops handing out; the connection stays, so that what was handed out can still be acked. */
export function halt({ history }: SessionState): Step<'halted'> {
  return { session: { state: { name: 'halted' }, history }, effects: [{ do: 'discard' }] }
}

/** Closes the connection of a halted session once its acks are sent. */
export function goodbye({ history }: SessionState, _: InputOf<'stop'>, { now }: Context): Step<'closing'> {
  return {
    session: { state: { name: 'closing', until: now + closingLimit }, history },
    effects: [{ do: 'goodbye' }],
  }
}

/** Ends a session that has no connection. */
export function end(session: SessionState): Step<'closed'> {
  return closed(session, [{ do: 'discard' }])
}

/** Ends a session together with its connection. */
export function abandon(session: SessionState): Step<'closed'> {
  return closed(session, [{ do: 'discard' }, { do: 'drop' }])
}

/** Ends a halted session: its connection is gone, or is given up. */
export function hangUp(session: SessionState): Step<'closed'> {
  return closed(session, [{ do: 'drop' }])
}

function closed({ history }: SessionState, effects: readonly Effect[]): Step<'closed'> {
  return { session: { state: { name: 'closed' }, history }, effects }
}
