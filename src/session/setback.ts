import { Failure } from '../base/failure.ts'
import { type Life, type Past, type Step, type Surroundings, stay, tell } from './life-state.ts'
import { backoffDelay, dialLimit, refusal, stableAfter } from './policy.ts'

/** A connection is gone, or never came to be: wait and dial again, or give up. */
export function lost(life: Life, failure: Failure, around: Surroundings): Step {
  const { state } = life
  if (state.name === 'waiting' || state.name === 'holding' || state.name === 'over') return stay(life)
  const wasLive = state.name === 'live' || state.name === 'pinging'
  const stable = wasLive && around.now - state.since >= stableAfter
  const past = {
    ...life.past,
    attempt: stable ? 0 : life.past.attempt,
    lostAt: wasLive ? around.now : life.past.lostAt,
  }
  if (failure.code === 'untrusted') return over(past, failure)
  const { maxRetries, firstRetries } = around.policy
  if (past.retries >= (past.everLive ? maxRetries : firstRetries))
    return over(past, gaveUp(failure, past.retries))
  const until = retryAt(past, backoffDelay(past.attempt, around.random()), around.now)
  return {
    life: {
      state: { name: 'waiting', until },
      past: { ...past, attempt: past.attempt + 1, retries: past.retries + 1 },
    },
    effects: [{ do: 'drop' }, tell({ kind: 'lost', failure, wasLive, retryIn: until - around.now })],
  }
}

/** A first login refused is wrong credentials; a later one may be the server not yet knowing that we are gone. */
export function refused(
  past: Past,
  { text, oddResult }: { readonly text: string; readonly oddResult?: string | undefined },
  around: Surroundings,
): Step {
  const msg = text || '(no message)'
  const said =
    oddResult === undefined
      ? `login refused by the server: ${msg}`
      : `login not accepted: the server’s reply has ${oddResult}, where true or false must be; its msg: ${msg}`
  const failure = new Failure('refused', said, {
    hint: 'Check --id and --secret, that the message proxy is switched on for the enterprise, and its IP whitelist.',
  })
  if (!past.everLive || past.refusals >= refusal.retries || past.retries >= around.policy.maxRetries) {
    return over(past, failure)
  }
  const until = retryAt(past, refusal.delay, around.now)
  return {
    life: {
      state: { name: 'waiting', until },
      past: { ...past, refusals: past.refusals + 1, retries: past.retries + 1 },
    },
    effects: [{ do: 'drop' }, tell({ kind: 'lost', failure, wasLive: false, retryIn: until - around.now })],
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

function retryAt(past: Past, delay: number, now: number): number {
  const full = past.dials.length >= dialLimit.dials
  return Math.max(now + delay, full ? past.dials[0]! + dialLimit.window : 0)
}

export function over(past: Past, failure: Failure): Step {
  return { life: { state: { name: 'over', failure }, past }, effects: [{ do: 'drop' }] }
}
