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
  if (past.retries >= around.policy.maxRetries) return over(past, gaveUp(failure, past.retries))
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
export function refused(past: Past, text: string, around: Surroundings): Step {
  const failure = new Failure('refused', `login refused by the server: ${text || '(no message)'}`, {
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

function gaveUp(failure: Failure, retries: number): Failure {
  if (retries === 0) return failure
  const said = `${failure.message}; gave up after ${retries} ${retries === 1 ? 'retry' : 'retries'}`
  return new Failure(failure.code, said, { hint: failure.hint, cause: failure })
}

function retryAt(past: Past, delay: number, now: number): number {
  const full = past.dials.length >= dialLimit.dials
  return Math.max(now + delay, full ? past.dials[0]! + dialLimit.window : 0)
}

function over(past: Past, failure: Failure): Step {
  return { life: { state: { name: 'over', failure }, past }, effects: [{ do: 'drop' }] }
}
