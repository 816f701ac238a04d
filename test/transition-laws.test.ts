import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Failure } from '../src/base/failure.ts'
import type { Policy } from '../src/session/policy.ts'
import {
  deadlineOf,
  type Effect,
  type Input,
  type InputKind,
  type InputOf,
  idle,
  type SessionState,
  type StateName,
  type Step,
} from '../src/session/session-state.ts'
import { transition, transitions } from '../src/session/transition.ts'
import type { DialPhase } from '../src/transport/connection.ts'
import { noti1 } from '../src/wire/noti1/noti1.ts'

const policyOf = (maxRetries: number): Policy => ({
  pingInterval: 60_000,
  pongTimeout: 10_000,
  connectTimeout: 10_000,
  maxRetries,
  firstRetries: maxRetries,
})

type Row = Partial<Record<InputKind, { readonly to: readonly StateName[] }>>
const rows: Record<StateName, Row> = transitions
const names = Object.keys(rows) as StateName[]

const unreachable = new Failure('unreachable', 'gone')
const untrusted = new Failure('untrusted', 'self-signed')
const due = { kind: 'due', lastSent: 0, readPaused: false, backlog: false } as const

/** Inputs of every kind; the compiler asks for one when a kind is added. */
const inputs: { readonly [Kind in InputKind]: readonly InputOf<Kind>[] } = {
  start: [{ kind: 'start' }],
  phase: ['tcp', 'tls', 'trust'].map(phase => ({ kind: 'phase', phase: phase as DialPhase })),
  opened: [{ kind: 'opened' }],
  accepted: [{ kind: 'accepted' }],
  refused: [{ kind: 'refused', text: 'no' }],
  unusable: [{ kind: 'unusable', failure: unreachable }],
  received: [{ kind: 'received' }],
  slept: [{ kind: 'slept', ms: 9000 }],
  lost: [unreachable, unreachable, unreachable, untrusted].map(failure => ({ kind: 'lost', failure })),
  due: [due, { ...due, lastSent: 1e9 }, { ...due, readPaused: true }, { ...due, backlog: true }],
  emptied: [{ kind: 'emptied' }],
  halt: [{ kind: 'halt' }],
  stop: [{ kind: 'stop' }],
  hangUp: [{ kind: 'hangUp' }],
}
const kinds = Object.keys(inputs) as InputKind[]

interface Taken extends Step {
  readonly before: SessionState
  readonly input: Input
}

/**
 * Sessions driven by random inputs. Most inputs have an entry in the row of the present state and do not end the
 * session, so that the walks get everywhere.
 */
const walks: readonly (readonly Taken[])[] = fc
  .sample(
    fc.noBias(
      fc.record({
        maxRetries: fc.constantFrom(0, 2, Number.POSITIVE_INFINITY),
        moves: fc.array(
          fc.record({ bias: fc.nat(9), kind: fc.nat(), which: fc.nat(), wait: fc.nat(70_000) }),
          {
            minLength: 60,
            maxLength: 60,
          },
        ),
      }),
    ),
    { numRuns: 5000, seed: 1 },
  )
  .map(({ maxRetries, moves }) => {
    let session: SessionState = idle
    let now = 0
    return moves.map(({ bias, kind, which, wait }) => {
      const before = session
      now += wait
      const fitting = Object.keys(rows[session.state.name]) as InputKind[]
      const lasting = fitting.filter(kind => !['halt', 'hangUp', 'unusable', 'lost'].includes(kind))
      const from = bias === 0 ? kinds : bias <= 3 ? fitting : lasting
      const given = inputs[from[kind % from.length] ?? 'emptied']
      const input = given[which % given.length]!
      const step = transition(session, input, {
        now,
        random: () => 0.5,
        policy: policyOf(maxRetries),
        loginHints: noti1.loginHints,
      })
      session = step.session
      return { before, input, ...step }
    })
  })
const steps = walks.flat()

const count = (taken: readonly Taken[], effect: Effect['do']) =>
  taken.flatMap(({ effects }) => effects.filter(one => one.do === effect)).length

test('the transitions that happen are exactly those that the table declares', () => {
  const seen = steps
    .filter(({ before, session }) => session !== before)
    .map(({ before, input, session }) => `${before.state.name} -${input.kind}-> ${session.state.name}`)
  const declared = names.flatMap(from =>
    Object.entries(rows[from]).flatMap(([kind, { to }]) => to.map(name => `${from} -${kind}-> ${name}`)),
  )
  expect([...new Set(seen)].sort()).toEqual(declared.sort())
})

test('an input that the row of the state has no entry for changes nothing', () => {
  const ignored = steps.filter(({ before, input }) => !(input.kind in rows[before.state.name]))
  expect(ignored.length).toBeGreaterThan(1000)
  expect(ignored.filter(({ before, session, effects }) => session !== before || effects.length > 0)).toEqual(
    [],
  )
})

test('there is one connection at a time, in the states that have one', () => {
  const having = ['dialing', 'loggingIn', 'connected', 'pinging', 'overdue', 'halted', 'closing']
  for (const walk of walks) {
    let connections = 0
    const wrong = walk.filter(step => {
      connections += count([step], 'dial') - count([step], 'drop')
      return connections !== (having.includes(step.session.state.name) ? 1 : 0)
    })
    expect(wrong).toEqual([])
  }
})

test('a state has a deadline unless it waits for the reader, for a person, or for nothing', () => {
  const without = ['idle', 'draining', 'failed', 'halted', 'closed']
  const wrong = steps.filter(
    ({ session: { state } }) =>
      (deadlineOf(state) === Number.POSITIVE_INFINITY) !==
      (without.includes(state.name) || (state.name === 'dialing' && state.phase === 'trust')),
  )
  expect(wrong).toEqual([])
})

test('from halted on a session only ends, and nothing is sent but acks', () => {
  const order = ['halted', 'closing', 'closed']
  const ending = steps.filter(({ before }) => order.includes(before.state.name))
  const wrong = ending.filter(
    ({ before, session, effects }) =>
      order.indexOf(session.state.name) < order.indexOf(before.state.name) ||
      effects.some(effect => effect.do !== 'close' && effect.do !== 'drop'),
  )
  expect(wrong).toEqual([])
  expect(rows.closed).toEqual({})
  expect(Object.values(rows.failed).flatMap(({ to }) => to)).toEqual(['closed', 'closed'])
})

test('a session discards once, when it is halted or closed, and finishes once, when it fails', () => {
  for (const walk of walks) {
    const reached = walk.map(({ session }) => session.state.name)
    const stopped = reached.includes('halted') || reached.includes('closed')
    expect([count(walk, 'discard'), count(walk, 'finish')]).toEqual([
      stopped ? 1 : 0,
      reached.includes('failed') ? 1 : 0,
    ])
  }
})
