/**
 * The life of a session, as a pure function. Each state has one deadline; when it passes, `due` comes in.
 *
 *   dialing ──opened──▶ greeting ──accepted──▶ live ──due: ping──▶ pinging
 *      ▲                   │                   ▲ │                  │ │
 *      │                   │                   └─│──────heard───────┘ │
 *      │                   ▼                     ▼                    ▼ due: dead
 *   waiting ◀──────── lost, refused later ◀──────┴────────────────────┘
 *      │ due, events still waiting to be shown
 *      └──────▶ holding ──emptied──▶ dialing
 *
 *   over: refused at the first login · not to be trusted · retries used up
 */
import { Failure } from '../base/failure.ts'
import type { DialPhase } from '../transport/connection.ts'
import { backoffDelay, dialLimit, type Policy, refusal, stableAfter } from './policy.ts'
import type { Status } from './status.ts'

export type State =
  | { readonly name: 'dialing'; readonly phase: DialPhase; readonly until: number }
  | { readonly name: 'greeting'; readonly until: number }
  | { readonly name: 'live'; readonly until: number; readonly since: number }
  | { readonly name: 'pinging'; readonly until: number; readonly since: number; readonly asked: number }
  | { readonly name: 'waiting'; readonly until: number }
  | { readonly name: 'holding' }
  | { readonly name: 'over'; readonly failure: Failure }

/** What has to be remembered from state to state. */
export interface Past {
  /** Clock times of the last dials, as many as the limit counts. */
  readonly dials: readonly number[]
  /** Dials since the last stable session: the exponent of the backoff. */
  readonly attempt: number
  /** Failed dials since the last login that was accepted. */
  readonly retries: number
  /** Refusals in a row. */
  readonly refusals: number
  readonly everLive: boolean
  /** When the last live connection was lost. */
  readonly lostAt: number | undefined
}

export interface Life {
  readonly state: State
  readonly past: Past
}

export type Input =
  | { readonly kind: 'phase'; readonly phase: DialPhase }
  | { readonly kind: 'opened' }
  | { readonly kind: 'accepted' }
  | { readonly kind: 'refused'; readonly text: string }
  /** Bytes came in. */
  | { readonly kind: 'heard' }
  /** The wall clock jumped by `ms`: the machine slept, and nobody knows what the connection is worth. */
  | { readonly kind: 'slept'; readonly ms: number }
  /** The connection ended, or the server said that it would. */
  | { readonly kind: 'lost'; readonly failure: Failure }
  /** The deadline passed. `lastSent`: when something was last sent. `deaf`: reading is paused by ourselves. `backlog`: events wait to be taken. */
  | { readonly kind: 'due'; readonly lastSent: number; readonly deaf: boolean; readonly backlog: boolean }
  /** The last waiting event was taken. */
  | { readonly kind: 'emptied' }

export type Effect =
  | { readonly do: 'dial' }
  | { readonly do: 'login' }
  | { readonly do: 'ping' }
  /** Tear down what there is of a connection. */
  | { readonly do: 'drop' }
  | { readonly do: 'tell'; readonly status: Status }

/** What the world gives to a step: the clock's now, a number in [0, 1) where one is needed, and the policy. */
export interface Surroundings {
  readonly now: number
  readonly random: () => number
  readonly policy: Policy
}

export interface Step {
  readonly life: Life
  readonly effects: readonly Effect[]
}

export function begin(around: Surroundings): Step {
  const past = { dials: [], attempt: 0, retries: 0, refusals: 0, everLive: false, lostAt: undefined }
  return dial(past, around)
}

/** The deadline of a state on the clock; Infinity where it has none. */
export function deadlineOf(state: State): number {
  return 'until' in state ? state.until : Number.POSITIVE_INFINITY
}

/** One step. An input that means nothing in the present state changes nothing. */
export function advance(life: Life, input: Input, around: Surroundings): Step {
  const { state, past } = life
  const { now, policy } = around
  switch (input.kind) {
    case 'phase': {
      if (state.name !== 'dialing') return stay(life)
      const next = { name: 'dialing', phase: input.phase, until: now + policy.connectTimeout } as const
      return { life: { state: next, past }, effects: [tell({ kind: 'phase', phase: input.phase })] }
    }
    case 'opened':
      if (state.name !== 'dialing') return stay(life)
      return {
        life: { state: { name: 'greeting', until: now + policy.connectTimeout }, past },
        effects: [{ do: 'login' }],
      }
    case 'accepted': {
      if (state.name !== 'greeting') return stay(life)
      const gap = past.lostAt === undefined ? undefined : now - past.lostAt
      const after = { ...past, everLive: true, retries: 0, refusals: 0, lostAt: undefined }
      return {
        life: { state: { name: 'live', since: now, until: now + policy.pingInterval }, past: after },
        effects: [tell({ kind: 'live', gap })],
      }
    }
    case 'refused':
      return state.name === 'greeting' ? refused(past, input.text, around) : stay(life)
    case 'heard': {
      if (state.name !== 'pinging') return stay(life)
      const next = { name: 'live', since: state.since, until: state.asked + policy.pingInterval } as const
      return {
        life: { state: next, past },
        effects: [tell({ kind: 'pong', roundTrip: now - state.asked })],
      }
    }
    case 'slept':
      if (state.name !== 'live') return stay(life)
      return ping(life, state.since, around, [tell({ kind: 'slept', ms: input.ms })])
    case 'lost':
      return lost(life, input.failure, around)
    case 'due':
      return due(life, input, around)
    case 'emptied':
      return state.name === 'holding' ? dial(past, around) : stay(life)
  }
}

function due(life: Life, input: Extract<Input, { kind: 'due' }>, around: Surroundings): Step {
  const { state, past } = life
  const { now, policy } = around
  const seconds = (ms: number) => `${ms / 1000}s`
  switch (state.name) {
    case 'dialing':
      return lost(life, timedOut(phaseNames[state.phase], policy.connectTimeout), around)
    case 'greeting':
      return lost(life, timedOut('the answer to the login', policy.connectTimeout), around)
    case 'live': {
      const until = input.lastSent + policy.pingInterval
      if (now < until) return { life: { state: { ...state, until }, past }, effects: [] }
      return ping(life, state.since, around, [])
    }
    case 'pinging': {
      // While we do not read, an answer cannot be heard, and its absence proves nothing.
      if (input.deaf) {
        return {
          life: {
            state: { name: 'live', since: state.since, until: state.asked + policy.pingInterval },
            past,
          },
          effects: [],
        }
      }
      const said = `no sign of life for ${seconds(policy.pongTimeout)} after a ping`
      return lost(life, new Failure('unreachable', said), around)
    }
    case 'waiting':
      if (!input.backlog) return dial(past, around)
      return { life: { state: { name: 'holding' }, past }, effects: [tell({ kind: 'holding' })] }
    default:
      return stay(life)
  }
}

const phaseNames = {
  dns: 'the look-up of the host name',
  tcp: 'the TCP connection',
  tls: 'the TLS handshake',
} as const satisfies Record<DialPhase, string>

function timedOut(what: string, ms: number): Failure {
  return new Failure('unreachable', `${what} took longer than ${ms / 1000}s`, {
    hint: 'Check --host, --port and the network; --connect-timeout allows more time.',
  })
}

function dial(past: Past, { now, policy }: Surroundings): Step {
  return {
    life: {
      state: { name: 'dialing', phase: 'dns', until: now + policy.connectTimeout },
      past: { ...past, dials: [...past.dials, now].slice(-dialLimit.dials) },
    },
    effects: [tell({ kind: 'dialing', retry: past.retries }), { do: 'dial' }],
  }
}

function ping(life: Life, since: number, { now, policy }: Surroundings, before: Effect[]): Step {
  return {
    life: { state: { name: 'pinging', since, asked: now, until: now + policy.pongTimeout }, past: life.past },
    effects: [...before, { do: 'ping' }, tell({ kind: 'ping' })],
  }
}

/** A connection is gone, or never came to be: wait and dial again, or give up. */
function lost(life: Life, failure: Failure, around: Surroundings): Step {
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
function refused(past: Past, text: string, around: Surroundings): Step {
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

function stay(life: Life): Step {
  return { life, effects: [] }
}

function tell(status: Status): Effect {
  return { do: 'tell', status }
}
