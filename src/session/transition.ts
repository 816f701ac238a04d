/**
 * The states of a session, as a pure function. Each state has one deadline; when it passes, `due` comes in.
 *
 *   dialing ──opened──▶ loggingIn ──accepted──▶ connected ──due: ping──▶ pinging
 *      ▲                   │                      ▲ │                      │ │
 *      │                   │                      └─│───────received───────┘ │
 *      │                   ▼                        ▼                        ▼ due: dead
 *   waiting ◀──────── lost, refused later ◀─────────┴────────────────────────┘
 *      │ due, events still waiting to be shown
 *      └──────▶ draining ──emptied──▶ dialing
 *
 *   closed: refused at the first login · not to be trusted · not of this protocol · retries used up
 */
import { Failure } from '../base/failure.ts'
import type { DialPhase } from '../transport/connection.ts'
import { dialLimit } from './policy.ts'
import { closed, lost, refused, unanswered, unansweredHint } from './reconnect.ts'
import {
  type Context,
  type Effect,
  type History,
  type Input,
  report,
  type SessionState,
  type Step,
  stay,
} from './session-state.ts'

export function begin(context: Context): Step {
  const history = { dials: [], attempt: 0, retries: 0, refusals: 0, everConnected: false, lostAt: undefined }
  return dial(history, context)
}

/** One step. An input that means nothing in the present state changes nothing. */
export function transition(session: SessionState, input: Input, context: Context): Step {
  const { state, history } = session
  const { now, policy } = context
  switch (input.kind) {
    case 'phase': {
      if (state.name !== 'dialing') return stay(session)
      const next = { name: 'dialing', phase: input.phase, until: now + policy.connectTimeout } as const
      return { session: { state: next, history }, effects: [report({ kind: 'phase', phase: input.phase })] }
    }
    case 'opened':
      if (state.name !== 'dialing') return stay(session)
      return {
        session: { state: { name: 'loggingIn', until: now + policy.connectTimeout }, history },
        effects: [{ do: 'login' }],
      }
    case 'accepted': {
      if (state.name !== 'loggingIn') return stay(session)
      const gap = history.lostAt === undefined ? undefined : now - history.lostAt
      const after = { ...history, everConnected: true, retries: 0, refusals: 0, lostAt: undefined }
      return {
        session: {
          state: { name: 'connected', since: now, until: now + policy.pingInterval },
          history: after,
        },
        effects: [report({ kind: 'connected', gap })],
      }
    }
    case 'refused':
      return state.name === 'loggingIn' ? refused(history, input, context) : stay(session)
    case 'unusable':
      return state.name === 'loggingIn' ? closed(history, input.failure) : stay(session)
    case 'received': {
      if (state.name !== 'pinging') return stay(session)
      const next = {
        name: 'connected',
        since: state.since,
        until: state.asked + policy.pingInterval,
      } as const
      return {
        session: { state: next, history },
        effects: [report({ kind: 'pong', roundTrip: now - state.asked })],
      }
    }
    case 'slept':
      if (state.name !== 'connected' && state.name !== 'pinging') return stay(session)
      return ping(session, state.since, context, [report({ kind: 'slept', ms: input.ms })])
    case 'lost': {
      const { failure } = input
      return lost(session, state.name === 'loggingIn' ? unanswered(failure) : failure, context)
    }
    case 'due':
      return due(session, input, context)
    case 'emptied':
      return state.name === 'draining' ? dial(history, context) : stay(session)
  }
}

/** Milliseconds: long enough for the event loop to come round to the socket. */
const lastCheck = 1

function due(session: SessionState, input: Extract<Input, { kind: 'due' }>, context: Context): Step {
  const { state, history } = session
  const { now, policy } = context
  const seconds = (ms: number) => `${ms / 1000}s`
  switch (state.name) {
    case 'dialing':
      return lost(session, timedOut(phases[state.phase], policy.connectTimeout), context)
    case 'loggingIn':
      return lost(session, timedOut(loginPhase, policy.connectTimeout), context)
    case 'connected': {
      const until = input.lastSent + policy.pingInterval
      if (now < until) return { session: { state: { ...state, until }, history }, effects: [] }
      return ping(session, state.since, context, [])
    }
    case 'pinging': {
      // While we do not read, an answer cannot be heard, and its absence proves nothing.
      if (input.readPaused) {
        return {
          session: {
            state: { name: 'connected', since: state.since, until: state.asked + policy.pingInterval },
            history,
          },
          effects: [],
        }
      }
      // A process that was stopped, or busy, wakes to its timers first: an answer may lie there unread.
      if (!state.last)
        return { session: { state: { ...state, last: true, until: now + lastCheck }, history }, effects: [] }
      const said = `no sign of life for ${seconds(policy.pongTimeout)} after a ping`
      return lost(session, new Failure('unreachable', said), context)
    }
    case 'waiting':
      if (!input.backlog) return dial(history, context)
      return { session: { state: { name: 'draining' }, history }, effects: [report({ kind: 'draining' })] }
    default:
      return stay(session)
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

function dial(history: History, { now, policy }: Context): Step {
  return {
    session: {
      state: { name: 'dialing', phase: 'dns', until: now + policy.connectTimeout },
      history: { ...history, dials: [...history.dials, now].slice(-dialLimit.dials) },
    },
    effects: [report({ kind: 'dialing', retry: history.retries }), { do: 'dial' }],
  }
}

function ping(session: SessionState, since: number, { now, policy }: Context, before: Effect[]): Step {
  return {
    session: {
      state: { name: 'pinging', since, asked: now, until: now + policy.pongTimeout, last: false },
      history: session.history,
    },
    effects: [...before, { do: 'ping' }, report({ kind: 'ping' })],
  }
}
