import { Failure } from '../base/failure.ts'
import { say } from '../language/say.ts'
import { lost } from './reconnect.ts'
import { type Context, type InputOf, report, type SessionState, type Step } from './session-state.ts'

/** Milliseconds: long enough for the event loop to get to the socket. */
const lastCheck = 1

/** Pings if nothing was sent for the interval; otherwise waits until it is over. */
export function pingOnceSilent(
  session: SessionState<'connected'>,
  { lastSent }: InputOf<'due'>,
  context: Context,
): Step<'connected' | 'pinging'> {
  const until = lastSent + context.policy.pingInterval
  if (context.now >= until) return ping(session, context)
  return { session: { state: { ...session.state, until }, history: session.history }, effects: [] }
}

/** Pings at once, even if a ping is under way: a reply from before the sleep would prove nothing. */
export function pingAfterSleep(
  session: SessionState<'connected' | 'pinging' | 'overdue'>,
  { ms }: InputOf<'slept'>,
  context: Context,
): Step<'pinging'> {
  const step = ping(session, context)
  return { ...step, effects: [report({ kind: 'slept', ms }), ...step.effects] }
}

/** Any byte is a reply to a ping. */
export function pong(
  session: SessionState<'pinging' | 'overdue'>,
  _: InputOf<'received'>,
  context: Context,
): Step<'connected'> {
  const roundTrip = context.now - session.state.pingedAt
  return { session: alive(session, context), effects: [report({ kind: 'pong', roundTrip })] }
}

/** A process that was stopped or busy runs its timers first; the reply may lie there unread. */
export function checkOnce(
  session: SessionState<'pinging'>,
  { readPaused }: InputOf<'due'>,
  context: Context,
): Step<'connected' | 'overdue'> {
  if (readPaused) return { session: alive(session, context), effects: [] }
  const { state, history } = session
  return {
    session: { state: { ...state, name: 'overdue', until: context.now + lastCheck }, history },
    effects: [],
  }
}

/** No reply means a dead connection, unless it could not be read. */
export function unansweredPing(
  session: SessionState<'overdue'>,
  { readPaused }: InputOf<'due'>,
  context: Context,
): Step<'connected' | 'waiting' | 'failed'> {
  if (readPaused) return { session: alive(session, context), effects: [] }
  const said = say('nothing was received for {n}s after a ping', { n: context.policy.pongTimeout / 1000 })
  return lost(session, { failure: new Failure('unreachable', said) }, context)
}

function alive(
  { state, history }: SessionState<'pinging' | 'overdue'>,
  { policy }: Context,
): SessionState<'connected'> {
  const { since, pingedAt } = state
  return { state: { name: 'connected', since, until: pingedAt + policy.pingInterval }, history }
}

function ping(
  { state, history }: SessionState<'connected' | 'pinging' | 'overdue'>,
  { now, policy }: Context,
): Step<'pinging'> {
  const until = now + policy.pongTimeout
  return {
    session: { state: { name: 'pinging', since: state.since, pingedAt: now, until }, history },
    effects: [{ do: 'ping' }, report({ kind: 'ping' })],
  }
}
