import { backoffDelay } from '../base/backoff.ts'
import { Failure } from '../base/failure.ts'
import { say, sayText } from '../language/say.ts'
import { dialLimit, refusal, stableAfter } from './policy.ts'
import {
  type Context,
  type History,
  type InputOf,
  report,
  type SessionState,
  type Step,
} from './session-state.ts'

/** Why a connection ended, or was never established. */
export interface Loss {
  readonly failure: Failure
}

/** The connection is lost, or was never established: waits for the next dial, or gives up. */
export function lost(
  session: SessionState<'dialing' | 'loggingIn' | 'connected' | 'pinging' | 'overdue'>,
  { failure }: Loss,
  context: Context,
): Step<'waiting' | 'failed'> {
  const { state } = session
  const wasConnected = 'since' in state
  const stable = wasConnected && context.now - state.since >= stableAfter
  const history = {
    ...session.history,
    attempt: stable ? 0 : session.history.attempt,
    lostAt: wasConnected ? context.now : session.history.lostAt,
  }
  if (isFinal(failure, history)) return failed(history, failure)
  const { maxRetries, firstRetries } = context.policy
  if (history.retries >= (history.everConnected ? maxRetries : firstRetries))
    return failed(history, afterRetries(failure, history.retries))
  const next = { ...history, attempt: history.attempt + 1, retries: history.retries + 1 }
  const delay = backoffDelay(history.attempt, context.random())
  return waiting(next, delay, context, failure, wasConnected)
}

/**
 * Whether no retry can help. A proxy that has let the session through before may do so again; one that never has may lock
 * the account after some more attempts.
 */
function isFinal({ code }: Failure, { everConnected }: History): boolean {
  return code === 'denied' ? !everConnected : code !== 'unreachable'
}

/** The connection was lost between the login and its reply. */
export function lostBeforeReply(
  session: SessionState<'loggingIn'>,
  { failure }: Loss,
  context: Context,
): Step<'waiting' | 'failed'> {
  if (failure.code !== 'unreachable') return lost(session, { failure }, context)
  const unanswered = new Failure(
    failure.code,
    say('{message} before it answered the login', { message: failure.message }),
    {
      hint: sayText(context.loginHints.unanswered),
      cause: failure,
    },
  )
  return lost(session, { failure: unanswered }, context)
}

/**
 * A refused first login means wrong credentials. A later one may mean that the server has not noticed yet that the
 * last connection is gone; it is retried a few times.
 */
export function refused(
  { history }: SessionState,
  { text, oddResult }: InputOf<'refused'>,
  context: Context,
): Step<'waiting' | 'failed'> {
  const msg = text || say('(no message)')
  const said =
    oddResult === undefined
      ? say('login refused by the server: {msg}', { msg })
      : say(
          'login not accepted: the server’s reply has {oddResult}, but result must be true or false; msg: {msg}',
          { oddResult, msg },
        )
  const failure = new Failure('refused', said, {
    hint: sayText(context.loginHints.refused),
  })
  const { everConnected, refusals, retries } = history
  if (!everConnected || refusals >= refusal.retries || retries >= context.policy.maxRetries)
    return failed(history, failure)
  const next = { ...history, refusals: refusals + 1, retries: retries + 1 }
  return waiting(next, refusal.delay, context, failure, false)
}

/** Gives up for a reason that no retry can help. */
export function fail({ history }: SessionState, { failure }: Loss): Step<'failed'> {
  return failed(history, failure)
}

function afterRetries(failure: Failure, retries: number): Failure {
  if (retries === 0) return failure
  const said = say(
    retries === 1 ? '{message}; gave up after {n} retry' : '{message}; gave up after {n} retries',
    { message: failure.message, n: retries },
  )
  return new Failure(failure.code, said, { hint: failure.hint, cause: failure })
}

/** Waits for `delay` milliseconds, or longer where the limit of dials demands it. */
function waiting(
  history: History,
  delay: number,
  { now }: Context,
  failure: Failure,
  wasConnected: boolean,
): Step<'waiting'> {
  const limited = history.dials.length >= dialLimit.dials
  const until = Math.max(now + delay, limited ? history.dials[0]! + dialLimit.window : 0)
  return {
    session: { state: { name: 'waiting', until }, history },
    effects: [{ do: 'drop' }, report({ kind: 'lost', failure, wasConnected, retryIn: until - now })],
  }
}

function failed(history: History, failure: Failure): Step<'failed'> {
  return {
    session: { state: { name: 'failed', failure }, history },
    effects: [{ do: 'drop' }, { do: 'finish' }],
  }
}
