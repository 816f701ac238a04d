import { Failure } from '../base/failure.ts'
import { backoffDelay, dialLimit, refusal, stableAfter } from './policy.ts'
import { type Context, type History, report, type SessionState, type Step, stay } from './session-state.ts'

/** A connection is gone, or never came to be: wait and dial again, or give up. */
export function lost(session: SessionState, failure: Failure, context: Context): Step {
  const { state } = session
  if (state.name === 'waiting' || state.name === 'draining' || state.name === 'closed') return stay(session)
  const wasConnected = state.name === 'connected' || state.name === 'pinging'
  const stable = wasConnected && context.now - state.since >= stableAfter
  const history = {
    ...session.history,
    attempt: stable ? 0 : session.history.attempt,
    lostAt: wasConnected ? context.now : session.history.lostAt,
  }
  if (failure.code === 'untrusted') return closed(history, failure)
  const { maxRetries, firstRetries } = context.policy
  if (history.retries >= (history.everConnected ? maxRetries : firstRetries))
    return closed(history, gaveUp(failure, history.retries))
  const until = retryAt(history, backoffDelay(history.attempt, context.random()), context.now)
  return {
    session: {
      state: { name: 'waiting', until },
      history: { ...history, attempt: history.attempt + 1, retries: history.retries + 1 },
    },
    effects: [{ do: 'drop' }, report({ kind: 'lost', failure, wasConnected, retryIn: until - context.now })],
  }
}

/** A first login refused is wrong credentials; a later one may be the server not yet knowing that we are gone. */
export function refused(
  history: History,
  { text, oddResult }: { readonly text: string; readonly oddResult?: string | undefined },
  context: Context,
): Step {
  const msg = text || '(no message)'
  const said =
    oddResult === undefined
      ? `login refused by the server: ${msg}`
      : `login not accepted: the server’s reply has ${oddResult}, where true or false must be; its msg: ${msg}`
  const failure = new Failure('refused', said, {
    hint: 'Check --id and --secret, that the message proxy is switched on for the enterprise, and its IP whitelist.',
  })
  if (
    !history.everConnected ||
    history.refusals >= refusal.retries ||
    history.retries >= context.policy.maxRetries
  ) {
    return closed(history, failure)
  }
  const until = retryAt(history, refusal.delay, context.now)
  return {
    session: {
      state: { name: 'waiting', until },
      history: { ...history, refusals: history.refusals + 1, retries: history.retries + 1 },
    },
    effects: [
      { do: 'drop' },
      report({ kind: 'lost', failure, wasConnected: false, retryIn: until - context.now }),
    ],
  }
}

/** What to check where a login got no answer: to hang up is how a server may refuse an address. */
export const unansweredHint =
  'The enterprise’s IP whitelist may refuse this machine’s address; check also --id, --secret, --host and --port.'

/** The connection was lost between the login and its answer. */
export function unanswered(failure: Failure): Failure {
  if (failure.code !== 'unreachable') return failure
  return new Failure(failure.code, `${failure.message} before it answered the login`, {
    hint: unansweredHint,
    cause: failure,
  })
}

function gaveUp(failure: Failure, retries: number): Failure {
  if (retries === 0) return failure
  const said = `${failure.message}; gave up after ${retries} ${retries === 1 ? 'retry' : 'retries'}`
  return new Failure(failure.code, said, { hint: failure.hint, cause: failure })
}

function retryAt(history: History, delay: number, now: number): number {
  const full = history.dials.length >= dialLimit.dials
  return Math.max(now + delay, full ? history.dials[0]! + dialLimit.window : 0)
}

export function closed(history: History, failure: Failure): Step {
  return { session: { state: { name: 'closed', failure }, history }, effects: [{ do: 'drop' }] }
}
