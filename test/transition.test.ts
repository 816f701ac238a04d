import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { backoffDelay } from '../src/base/backoff.ts'
import { Failure } from '../src/base/failure.ts'
import type { Policy } from '../src/session/policy.ts'
import { deadlineOf, type Effect, type Input, idle, type SessionState } from '../src/session/session-state.ts'
import { sessionConfig } from '../src/session/settings.ts'
import { transition } from '../src/session/transition.ts'
import { noti1 } from '../src/wire/noti1/noti1.ts'

const usual: Policy = {
  pingInterval: 60_000,
  pongTimeout: 10_000,
  connectTimeout: 10_000,
  maxRetries: Number.POSITIVE_INFINITY,
  firstRetries: Number.POSITIVE_INFINITY,
}
const failure = new Failure('unreachable', 'gone')

/** A session whose clock the test sets; it has begun to dial. */
class Player {
  now = 0
  session: SessionState = idle
  effects: readonly Effect[] = []
  readonly dials: number[] = []
  private readonly policy: Policy
  private readonly random: () => number

  constructor(policy: Partial<Policy> = {}, random = () => 1) {
    const { maxRetries } = policy
    this.policy = {
      ...usual,
      ...(maxRetries === undefined ? {} : { firstRetries: maxRetries }),
      ...policy,
    }
    this.random = random
    this.input({ kind: 'start' })
  }

  private get context() {
    return { now: this.now, random: this.random, policy: this.policy, loginHints: noti1.loginHints }
  }

  input(input: Input): this {
    const step = transition(this.session, input, this.context)
    this.session = step.session
    this.effects = step.effects
    if (this.effects.some(effect => effect.do === 'dial')) this.dials.push(this.now)
    return this
  }

  /** Goes to the state's deadline and lets it pass. */
  due(over: { lastSent?: number; readPaused?: boolean; backlog?: boolean } = {}): this {
    const deadline = deadlineOf(this.session.state)
    if (deadline !== Number.POSITIVE_INFINITY) this.now = Math.max(this.now, deadline)
    return this.input({ kind: 'due', lastSent: 0, readPaused: false, backlog: false, ...over })
  }

  login(): this {
    return this.input({ kind: 'opened' }).input({ kind: 'accepted' })
  }

  lose(): this {
    return this.input({ kind: 'lost', failure })
  }

  get state() {
    return this.session.state.name
  }

  /** How long it waits now. */
  get delay(): number {
    return deadlineOf(this.session.state) - this.now
  }

  get failedWith(): Failure | undefined {
    return this.session.state.name === 'failed' ? this.session.state.failure : undefined
  }
}

test('each step of dialing, and the login’s answer, has the connect timeout to itself', () => {
  const player = new Player()
  player.now = 9_000
  expect(player.input({ kind: 'phase', phase: 'tcp' }).delay).toBe(10_000)
  player.now = 18_000
  expect(player.input({ kind: 'phase', phase: 'tls' }).delay).toBe(10_000)
  player.now = 27_000
  player.input({ kind: 'opened' })
  expect([player.state, player.delay]).toEqual(['loggingIn', 10_000])
  expect(player.effects).toEqual([{ do: 'login' }])
  player.due()
  expect(player.state).toBe('waiting')
  expect(player.effects).toContainEqual({ do: 'drop' })
})

test.each([
  [[], 'the DNS lookup took longer than 10s'],
  [['tcp'], 'the TCP connection took longer than 10s'],
  [['tcp', 'tls'], 'the TLS handshake took longer than 10s'],
] as const)('a step that takes too long is named: %s', (phases, message) => {
  const player = new Player({ maxRetries: 0 })
  for (const phase of phases) player.input({ kind: 'phase', phase })
  expect(player.due().failedWith).toMatchObject({ code: 'unreachable', message })
})

describe('a login that gets no answer', () => {
  const lossOf = (player: Player) => {
    const reported = player.effects.find(effect => effect.do === 'report')
    return reported?.status.kind === 'lost' ? reported.status.failure : undefined
  }

  test('names the IP whitelist, whether the connection was closed, reset or silent', () => {
    const ends = [
      ['h:1 closed the connection', 'h:1 closed the connection before it answered the login'],
      ['h:1 reset the connection', 'h:1 reset the connection before it answered the login'],
    ] as const
    for (const [before, message] of ends) {
      const cause = new Failure('unreachable', before, { hint: 'the hint of any reset' })
      const player = new Player().input({ kind: 'opened' }).input({ kind: 'lost', failure: cause })
      expect(lossOf(player)).toMatchObject({ code: 'unreachable', message, cause })
      expect(lossOf(player)?.hint).toContain('IP whitelist')
      expect(lossOf(player)?.hint).toContain('--secret')
    }
    const silent = lossOf(new Player().input({ kind: 'opened' }).due())
    expect(silent?.message).toBe('the answer to the login took longer than 10s')
    expect(silent?.hint).toContain('IP whitelist')
  })

  test('is not blamed where it was answered, or never sent', () => {
    for (const player of [new Player(), new Player().login()])
      expect(lossOf(player.input({ kind: 'lost', failure }))).toBe(failure)
  })
})

describe('backoff', () => {
  test('doubles its ceiling from half a second to thirty, with full jitter', () => {
    expect([0, 1, 2, 5, 6, 7, 1000].map(attempt => backoffDelay(attempt, 1))).toEqual([
      500, 1000, 2000, 16_000, 30_000, 30_000, 30_000,
    ])
    expect(backoffDelay(5, 0)).toBe(0)
    expect(backoffDelay(5, 0.25)).toBe(4000)
  })

  test('starts over only after a session that proved stable', () => {
    const player = new Player()
    player.lose().due().lose().due().lose()
    expect(player.delay).toBe(2000)
    player.due().login()
    player.now += 29_999
    player.lose()
    expect(player.delay).toBe(4000)
    player.due().login()
    player.now += 30_000
    player.lose()
    expect(player.delay).toBe(500)
  })

  test('a server that accepts and drops sees at most twelve logins a minute, however the jitter falls', () => {
    fc.assert(
      fc.property(
        fc.infiniteStream(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })),
        fc.array(fc.constantFrom(0, 10, 1000, 29_999, 30_000, 61_000), { minLength: 40, maxLength: 80 }),
        (randoms, lives) => {
          const player = new Player({}, () => randoms.next().value as number)
          for (const lived of lives) {
            player.login()
            player.now += lived
            player.lose().due()
          }
          for (let i = 12; i < player.dials.length; i++) {
            // A difference of two times would be rounded once more than the sum that the limit is.
            expect(player.dials[i]!).toBeGreaterThanOrEqual(player.dials[i - 12]! + 60_000)
          }
        },
      ),
    )
    const worst = new Player({}, () => 0)
    for (let i = 0; i < 24; i++) worst.login().lose().due()
    expect(worst.dials.slice(0, 14)).toEqual([...Array(12).fill(0), 60_000, 60_000])
  })
})

describe('giving up', () => {
  test('after as many failed reconnects in a row as allowed', () => {
    const player = new Player({ maxRetries: 2 })
    player.lose().due().lose().due()
    expect(player.dials).toHaveLength(3)
    expect(player.lose().failedWith).toMatchObject({
      code: 'unreachable',
      message: 'gone; gave up after 2 retries',
    })
  })

  test('a login that succeeds starts the count over', () => {
    const player = new Player({ maxRetries: 1 })
    for (let i = 0; i < 5; i++) player.login().lose().due()
    expect(player.failedWith).toBeUndefined()
    player.lose()
    expect(player.failedWith).toBeDefined()
  })

  test('before the first login after its own number of retries, and after it never, unless told to', () => {
    const first = new Player({ firstRetries: 5 })
    for (let i = 0; i < 5; i++) first.lose().due()
    expect(first.dials).toHaveLength(6)
    expect(first.lose().failedWith?.message).toBe('gone; gave up after 5 retries')
    const later = new Player({ firstRetries: 5 })
    for (let i = 0; i < 4; i++) later.lose().due()
    later.login()
    for (let i = 0; i < 100; i++) later.lose().due()
    expect(later.failedWith).toBeUndefined()
  })

  test('by default five before the first login, then no limit; a number given is both', () => {
    const policyOf = (maxRetries?: number) => sessionConfig({ maxRetries }, noti1, () => noti1.ping).policy
    const noLimit = Number.POSITIVE_INFINITY
    expect(policyOf()).toMatchObject({ firstRetries: 5, maxRetries: noLimit })
    for (const given of [0, 7, noLimit])
      expect(policyOf(given)).toMatchObject({ firstRetries: given, maxRetries: given })
  })

  test('with none allowed, the first loss is the end', () => {
    expect(new Player({ maxRetries: 0 }).lose().failedWith?.message).toBe('gone')
    expect(new Player({ maxRetries: 0 }).login().lose().failedWith?.message).toBe('gone')
  })

  test('a first login refused is the end, whatever the retries', () => {
    const player = new Player().input({ kind: 'opened' }).input({ kind: 'refused', text: 'bad secret' })
    expect(player.failedWith).toMatchObject({
      code: 'refused',
      message: 'login refused by the server: bad secret',
    })
  })

  test.each([
    [
      'not true',
      'result:"no"',
      'login not accepted: the server’s reply has result:"no", but result must be true',
    ],
    [
      'missing',
      'no result',
      'login not accepted: the server’s reply has no result, but result must be true or false',
    ],
  ])('a refusal by a result that is no boolean says so: %s', (_, oddResult, message) => {
    const player = new Player().input({ kind: 'opened' }).input({ kind: 'refused', text: 'ok', oddResult })
    expect(player.failedWith?.code).toBe('refused')
    expect(player.failedWith?.message).toContain(message)
    expect(player.failedWith?.message).toMatch(/; msg: ok$/)
  })

  test('a server that speaks another protocol is the end, at any login, and once logged in it is nothing', () => {
    const failure = new Failure('unreachable', 'SNoti')
    const unusable: Input = { kind: 'unusable', failure }
    expect(new Player().input({ kind: 'opened' }).input(unusable).failedWith).toBe(failure)
    const later = new Player().login().lose().due().input({ kind: 'opened' })
    expect(later.input(unusable).failedWith).toBe(failure)
    expect(later.effects).toEqual([{ do: 'drop' }, { do: 'finish' }])
    expect(new Player().login().input(unusable).failedWith).toBeUndefined()
  })

  test('refused after a loss, it is tried three times more, slowly', () => {
    const player = new Player().login().lose().due()
    for (let i = 0; i < 3; i++) {
      player.input({ kind: 'opened' }).input({ kind: 'refused', text: 'busy' })
      expect([player.state, player.delay]).toEqual(['waiting', 30_000])
      player.due()
    }
    player.input({ kind: 'opened' }).input({ kind: 'refused', text: 'busy' })
    expect(player.failedWith).toMatchObject({ code: 'refused' })
  })

  test('a login accepted in between starts the count of refusals over', () => {
    const player = new Player().login()
    for (let i = 0; i < 10; i++) {
      player.lose().due().input({ kind: 'opened' }).input({ kind: 'refused', text: '' }).due().login()
    }
    expect(player.failedWith).toBeUndefined()
  })

  test('a server that is not to be trusted is the end, also after a loss', () => {
    const untrusted = new Failure('untrusted', 'self-signed')
    expect(new Player().input({ kind: 'lost', failure: untrusted }).failedWith).toBe(untrusted)
    expect(new Player().login().lose().due().input({ kind: 'lost', failure: untrusted }).failedWith).toBe(
      untrusted,
    )
  })

  test('a proxy that denies is the end, unless it once let us through', () => {
    const denied = new Failure('denied', '407')
    expect(new Player().input({ kind: 'lost', failure: denied }).failedWith).toBe(denied)
    const later = new Player().login().lose().due().input({ kind: 'lost', failure: denied })
    expect([later.failedWith, later.session.state.name]).toEqual([undefined, 'waiting'])
  })

  test('a person may take any time to decide about a certificate', () => {
    const deciding = new Player()
      .input({ kind: 'phase', phase: 'tls' })
      .input({ kind: 'phase', phase: 'trust' })
    expect(deadlineOf(deciding.session.state)).toBe(Number.POSITIVE_INFINITY)
    expect(deciding.login().session.state.name).toBe('connected')
  })
})

test('the gap is from the loss to the next login, over all the retries between', () => {
  const player = new Player().login()
  player.now = 100_000
  player.lose().due().lose().due().lose().due().input({ kind: 'opened' })
  player.input({ kind: 'accepted' })
  expect(player.effects).toContainEqual({
    do: 'report',
    status: { kind: 'connected', gap: player.now - 100_000 },
  })
  expect(player.now - 100_000).toBe(500 + 1000 + 2000)
})

test('events that wait to be taken hold the next dial back until they are', () => {
  const player = new Player().login().lose().due({ backlog: true })
  expect([player.state, player.delay, player.dials.length]).toEqual(['draining', Number.POSITIVE_INFINITY, 1])
  player.input({ kind: 'emptied' })
  expect([player.state, player.dials.length]).toEqual(['dialing', 2])
})

describe('the heartbeat', () => {
  test('waits for the interval since something was sent', () => {
    const player = new Player().login()
    player.due({ lastSent: 59_999 })
    expect([player.state, player.delay]).toEqual(['connected', 59_999])
    expect(player.effects).toEqual([])
    player.due({ lastSent: 59_999 })
    expect([player.state, player.delay]).toEqual(['pinging', 10_000])
    expect(player.effects).toEqual([{ do: 'ping' }, { do: 'report', status: { kind: 'ping' } }])
  })

  test('reports the round trip, and counts the next interval from the ping', () => {
    const player = new Player().login().due()
    player.now += 40
    player.input({ kind: 'received' })
    expect([player.state, player.delay]).toEqual(['connected', 59_960])
    expect(player.effects).toEqual([{ do: 'report', status: { kind: 'pong', roundTrip: 40 } }])
  })

  test('gives a reply that lies unread one more millisecond', () => {
    const overdue = new Player().login().due().due()
    expect([overdue.state, overdue.delay, overdue.effects]).toEqual(['overdue', 1, []])
    overdue.now += 1
    overdue.input({ kind: 'received' })
    expect(overdue.state).toBe('connected')
    expect(overdue.effects).toEqual([{ do: 'report', status: { kind: 'pong', roundTrip: 10_001 } }])
    expect(new Player().login().due().due().due().state).toBe('waiting')
  })

  test('does not miss a reply that could not be read', () => {
    for (const player of [new Player().login().due(), new Player().login().due().due()]) {
      player.due({ readPaused: true })
      expect(player.state).toBe('connected')
      expect(player.effects).toEqual([])
      expect(player.now + player.delay).toBe(120_000)
    }
  })

  test('pings at once after a sleep, also in the midst of a ping', () => {
    const players = [new Player().login(), new Player().login().due(), new Player().login().due().due()]
    for (const player of players) {
      player.input({ kind: 'slept', ms: 9000 })
      expect([player.state, player.delay]).toEqual(['pinging', 10_000])
      expect(player.effects).toEqual([
        { do: 'report', status: { kind: 'slept', ms: 9000 } },
        { do: 'ping' },
        { do: 'report', status: { kind: 'ping' } },
      ])
    }
  })
})

describe('stopping', () => {
  const halt: Input = { kind: 'halt' }
  const stop: Input = { kind: 'stop' }
  const hangUp: Input = { kind: 'hangUp' }
  const discard: Effect = { do: 'discard' }
  const drop: Effect = { do: 'drop' }
  const loggingIn = () => new Player().input({ kind: 'opened' })
  const waiting = () => new Player().lose()
  const draining = () => new Player().login().lose().due({ backlog: true })
  const failed = () => new Player({ maxRetries: 0 }).lose()
  const connected = () => new Player().login()

  test('a session that was never read is closed', () => {
    for (const input of [halt, hangUp]) {
      const step = transition(idle, input, {
        now: 0,
        random: () => 0,
        policy: usual,
        loginHints: noti1.loginHints,
      })
      expect([step.session.state, step.effects]).toEqual([{ name: 'closed' }, [discard]])
    }
  })

  test.each([
    ['dialing', () => new Player(), [discard, drop]],
    ['loggingIn', loggingIn, [discard, drop]],
    ['waiting', waiting, [discard]],
    ['draining', draining, [discard]],
    ['failed', failed, [discard]],
  ] as const)('while %s there is nothing to ack: halting and hanging up close it', (name, make, effects) => {
    for (const input of [halt, hangUp]) {
      const player = make()
      expect(player.state).toBe(name)
      expect([player.input(input).state, player.effects]).toEqual(['closed', effects])
    }
  })

  test.each([
    ['connected', connected],
    ['pinging', () => connected().due()],
    ['overdue', () => connected().due().due()],
  ])('while %s, halting keeps the connection, and hanging up does not', (name, make) => {
    const player = make()
    expect(player.state).toBe(name)
    expect([player.input(halt).state, player.effects, player.delay]).toEqual([
      'halted',
      [discard],
      Number.POSITIVE_INFINITY,
    ])
    const other = make().input(hangUp)
    expect([other.state, other.effects]).toEqual(['closed', [discard, drop]])
  })

  test('a halted session closes its connection, and waits two seconds for the peer', () => {
    const closing = () => connected().input(halt).input(stop)
    expect([closing().state, closing().effects, closing().delay]).toEqual([
      'closing',
      [{ do: 'close' }],
      2000,
    ])
    for (const player of [closing().lose(), closing().due(), closing().input(hangUp)])
      expect([player.state, player.effects]).toEqual(['closed', [drop]])
  })

  test('a halted session whose connection is lost is closed', () => {
    for (const player of [connected().input(halt).lose(), connected().input(halt).input(hangUp)])
      expect([player.state, player.effects]).toEqual(['closed', [drop]])
  })

  test('only a halted session can be stopped', () => {
    const before = connected()
    expect(before.input(stop)).toMatchObject({ state: 'connected', effects: [] })
  })
})
