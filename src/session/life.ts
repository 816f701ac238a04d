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
 *   over: refused at the first login · not to be trusted · not of this protocol · retries used up
 */
import { Failure } from '../base/failure.ts'
import type { DialPhase } from '../transport/connection.ts'
import {
  type Effect,
  type Input,
  type Life,
  type Past,
  type Step,
  type Surroundings,
  stay,
  tell,
} from './life-state.ts'
import { dialLimit } from './policy.ts'
import { lost, over, refused, unanswered, unansweredHint } from './setback.ts'

export function begin(around: Surroundings): Step {
  const past = { dials: [], attempt: 0, retries: 0, refusals: 0, everLive: false, lostAt: undefined }
  return dial(past, around)
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
      return state.name === 'greeting' ? refused(past, input, around) : stay(life)
    case 'unusable':
      return state.name === 'greeting' ? over(past, input.failure) : stay(life)
    case 'heard': {
      if (state.name !== 'pinging') return stay(life)
      const next = { name: 'live', since: state.since, until: state.asked + policy.pingInterval } as const
      return {
        life: { state: next, past },
        effects: [tell({ kind: 'pong', roundTrip: now - state.asked })],
      }
    }
    case 'slept':
      if (state.name !== 'live' && state.name !== 'pinging') return stay(life)
      return ping(life, state.since, around, [tell({ kind: 'slept', ms: input.ms })])
    case 'lost': {
      const { failure } = input
      return lost(life, state.name === 'greeting' ? unanswered(failure) : failure, around)
    }
    case 'due':
      return due(life, input, around)
    case 'emptied':
      return state.name === 'holding' ? dial(past, around) : stay(life)
  }
}

/** Milliseconds: long enough for the event loop to come round to the socket. */
const lastLook = 1

function due(life: Life, input: Extract<Input, { kind: 'due' }>, around: Surroundings): Step {
  const { state, past } = life
  const { now, policy } = around
  const seconds = (ms: number) => `${ms / 1000}s`
  switch (state.name) {
    case 'dialing':
      return lost(life, timedOut(phases[state.phase], policy.connectTimeout), around)
    case 'greeting':
      return lost(life, timedOut(loginPhase, policy.connectTimeout), around)
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
      // A process that was stopped, or busy, wakes to its timers first: an answer may lie there unread.
      if (!state.last)
        return { life: { state: { ...state, last: true, until: now + lastLook }, past }, effects: [] }
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

const slowHint =
  'Check --host, --port, the network and the enterprise’s IP whitelist; --connect-timeout allows more time.'

const phases = {
  dns: { name: 'the look-up of the host name', hint: 'Check --host, and the DNS of this machine.' },
  tcp: { name: 'the TCP connection', hint: slowHint },
  tls: { name: 'the TLS handshake', hint: slowHint },
} as const satisfies Record<DialPhase, unknown>

const loginPhase = { name: 'the answer to the login', hint: unansweredHint } as const

function timedOut({ name, hint }: { readonly name: string; readonly hint: string }, ms: number): Failure {
  return new Failure('unreachable', `${name} took longer than ${ms / 1000}s`, { hint })
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
    life: {
      state: { name: 'pinging', since, asked: now, until: now + policy.pongTimeout, last: false },
      past: life.past,
    },
    effects: [...before, { do: 'ping' }, tell({ kind: 'ping' })],
  }
}
