import { Failure } from '../base/failure.ts'
import { say, sayText, type Text } from '../language/say.ts'
import type { DialPhase } from '../transport/connection.ts'
import { dialLimit } from './policy.ts'
import { lost } from './reconnect.ts'
import { type Context, type InputOf, report, type SessionState, type Step } from './session-state.ts'

export function dial({ history }: SessionState, _: unknown, { now, policy }: Context): Step<'dialing'> {
  return {
    session: {
      state: { name: 'dialing', phase: 'dns', until: now + policy.connectTimeout },
      history: { ...history, dials: [...history.dials, now].slice(-dialLimit.dials) },
    },
    effects: [report({ kind: 'dialing', retry: history.retries }), { do: 'dial' }],
  }
}

/** Each phase has the connect timeout to itself, except for one that waits for a person. */
export function enterPhase(
  { history }: SessionState,
  { phase }: InputOf<'phase'>,
  { now, policy }: Context,
): Step<'dialing'> {
  const until = phase === 'trust' ? Number.POSITIVE_INFINITY : now + policy.connectTimeout
  return {
    session: { state: { name: 'dialing', phase, until }, history },
    effects: [report({ kind: 'phase', phase })],
  }
}

export function logIn({ history }: SessionState, _: unknown, { now, policy }: Context): Step<'loggingIn'> {
  return {
    session: { state: { name: 'loggingIn', until: now + policy.connectTimeout }, history },
    effects: [{ do: 'login' }],
  }
}

export function accept({ history }: SessionState, _: unknown, { now, policy }: Context): Step<'connected'> {
  const gap = history.lostAt === undefined ? undefined : now - history.lostAt
  return {
    session: {
      state: { name: 'connected', since: now, until: now + policy.pingInterval },
      history: { ...history, everConnected: true, retries: 0, refusals: 0, lostAt: undefined },
    },
    effects: [report({ kind: 'connected', gap }), { do: 'release' }],
  }
}

/** The next dial comes only once the reader has taken what came before the loss: it would fill the memory otherwise. */
export function retry(
  session: SessionState,
  { backlog }: InputOf<'due'>,
  context: Context,
): Step<'dialing' | 'draining'> {
  if (!backlog) return dial(session, undefined, context)
  return {
    session: { state: { name: 'draining' }, history: session.history },
    effects: [report({ kind: 'draining' })],
  }
}

const slowHint =
  'Check --host, --port, the network and the enterprise’s IP whitelist; --connect-timeout allows more time.'

const phases = {
  dns: { name: 'the DNS lookup', hint: 'Check --host, and the DNS of this machine.' },
  tcp: { name: 'the TCP connection', hint: slowHint },
  'proxy-dns': {
    name: 'the DNS lookup of the proxy',
    hint: 'Check the name of the proxy, and the DNS of this machine.',
  },
  'proxy-tcp': { name: 'the TCP connection to the proxy', hint: 'Check the host and port of the proxy.' },
  proxy: {
    name: 'the reply of the proxy',
    hint: 'Check whether it is that kind of proxy, http:// or socks5h://, and whether it can reach the server.',
  },
  tls: { name: 'the TLS handshake', hint: slowHint },
  // Never due.
  trust: { name: 'the decision about the certificate', hint: slowHint },
} as const satisfies Record<DialPhase, { readonly name: Text; readonly hint: Text }>

export function dialTimedOut(
  session: SessionState<'dialing'>,
  _: unknown,
  context: Context,
): Step<'waiting' | 'failed'> {
  return lost(session, timedOut(phases[session.state.phase], context), context)
}

export function loginTimedOut(
  session: SessionState<'loggingIn'>,
  _: unknown,
  context: Context,
): Step<'waiting' | 'failed'> {
  return lost(
    session,
    timedOut({ name: 'the answer to the login', hint: context.loginHints.unanswered }, context),
    context,
  )
}

interface Slow {
  readonly name: Text
  readonly hint: string
}

function timedOut({ name, hint }: Slow, { policy }: Context) {
  const said = say('{step} took longer than {n}s', { step: say(name), n: policy.connectTimeout / 1000 })
  return { failure: new Failure('unreachable', said, { hint: sayText(hint) }) }
}
