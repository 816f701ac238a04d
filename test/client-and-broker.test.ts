import { afterEach, describe, expect, test } from 'vitest'
import type { SessionSettings } from '../src/session/settings.ts'
import type { BrokerOptions } from '../src/simulator/broker.ts'
import type { Ledger } from '../src/simulator/ledger.ts'
import { type ScenarioName, scenarios } from '../src/simulator/scenarios.ts'
import type { Words } from '../src/wire/words.ts'
import { membersByTokens } from './support/json-oracle.ts'
import { spoken, TailAndBroker } from './support/tail-and-broker.ts'

let both: TailAndBroker | undefined
afterEach(async () => {
  await both?.close()
  both = undefined
})

const count = 150

/** Some scenarios add events of their own. */
function allAcked(ledger: Ledger): boolean {
  return ledger.events.length >= count && ledger.acked().length === ledger.events.length
}

/** What must hold whatever the broker does. */
function expectNothingLost({ ledger, sink }: TailAndBroker, push: string): void {
  expect(ledger.violations).toEqual([])
  expect(ledger.unacked()).toEqual([])
  expect(ledger.events.length).toBeGreaterThanOrEqual(count)
  const written = new Map<string, number>()
  // Some lines come with CRLF: the ledger has lines without their ends.
  for (const raw of sink.lines) {
    const line = raw.replace(/\r$/, '')
    written.set(line, (written.get(line) ?? 0) + 1)
  }
  for (const event of ledger.events) {
    const acked = event.pushes.filter(push => push.acked)
    expect(acked).toHaveLength(1)
    expect(written.get(ledger.lineOf(acked[0]!))).toBeGreaterThan(0)
  }
  // Nothing but what the broker pushed, byte for byte, was written.
  const pushed = new Set([...ledger.pushes.map(push => ledger.lineOf(push)), ...ledger.asides.map(latin1)])
  for (const line of written.keys()) expect(pushed.has(line)).toBe(true)
  for (const line of written.keys()) expect(JSON.parse(line)).toMatchObject({ cmd: push })
}

function latin1(text: string): string {
  return Buffer.from(text, 'latin1').toString()
}

const lets_through = (Object.keys(scenarios) as ScenarioName[]).filter(
  name => !['refuse', 'refuse-later'].includes(name),
)

describe.each(Object.values(spoken))('in $dialect.name', own => {
  const { push } = own.dialect.server.words
  const start = async (broker: Partial<BrokerOptions>, settings?: Partial<SessionSettings>) => {
    both = await TailAndBroker.start(broker, settings, own)
    return both
  }

  /** A scenario in which every event gets through. */
  async function throughScenario(names: ScenarioName[], over: Partial<BrokerOptions> = {}) {
    const started = await start({ scenarios: names, count, ...over })
    await started.run(() => allAcked(started.ledger))
    return started
  }

  describe('under every scenario nothing is lost, acked unwritten, or acked twice', () => {
    test('none', async () => {
      const done = await throughScenario([])
      expectNothingLost(done, push)
      expect(done.sink.lines).toHaveLength(count)
      expect(done.broker.stats().connections).toBe(1)
    })

    test.each(lets_through)(
      '%s',
      async name => expectNothingLost(await throughScenario([name]), push),
      20_000,
    )

    test.each<[ScenarioName[], number]>([
      [['drop', 'garbage', 'odd-ids'], 2],
      [['reset', 'burst', 'garbage', 'huge'], 3],
      [['stall', 'odd-ids', 'slow-login'], 4],
      [['hostile', 'drop', 'odd-ids'], 6],
      [['drop', 'trickle', 'odd-ids', 'no-heartbeat'], 5],
    ])(
      '%j together',
      async (names, seed) => expectNothingLost(await throughScenario(names, { seed }), push),
      20_000,
    )
  })

  test('each ack repeats the ids of an event that was written', async () => {
    const { sink, sent } = await throughScenario(['odd-ids', 'drop'])
    const { ack, messageId }: Words = own.dialect.server.words
    const idsOf = (line: string) => {
      const members = membersByTokens(line)!
      return `${messageId && members.get(messageId)} ${members.get('delivery_id')}`
    }
    const written = new Set(sink.lines.map(idsOf))
    const acked = sent.filter(line => line.startsWith(`{"cmd":"${ack}"`)).map(idsOf)
    expect(acked.length).toBeGreaterThanOrEqual(count)
    expect(acked.filter(ids => !written.has(ids))).toEqual([])
    if (messageId) expect(acked.some(ids => !ids.startsWith('undefined'))).toBe(true)
  })

  test('a scenario that ends connections did so, and each reconnect told how long the gap was', async () => {
    for (const name of ['drop', 'reset', 'stall', 'black-hole', 'no-heartbeat'] as const) {
      const { broker, reported } = await throughScenario([name])
      expect(broker.stats().connections, name).toBeGreaterThan(1)
      const connected = reported.filter(status => status.kind === 'connected')
      expect(connected[0]!.gap).toBeUndefined()
      for (const status of connected.slice(1)) expect(status.gap).toBeGreaterThan(0)
      await both?.close()
    }
  })

  test('garbage is told by kind, and the stream goes on', async () => {
    const { reported } = await throughScenario(['garbage'], { seed: 7 })
    const kinds = new Set(
      reported.flatMap(status => (status.kind === 'protocol-warning' ? [status.warning] : [])),
    )
    expect([...kinds].sort()).toEqual([
      'invalid-msg',
      'malformed',
      'no-delivery-id',
      'stray-login-reply',
      'unknown-cmd',
    ])
    expect(reported.filter(status => status.kind === 'lost')).toEqual([])
  })

  test('refused at the first login: over, with the server’s words', async () => {
    both = await start({ scenarios: ['refuse'] })
    await expect(both.run(() => false)).rejects.toMatchObject({
      code: 'refused',
      message: 'login refused by the server: this account may not log in',
    })
    expect(both.broker.stats().connections).toBe(1)
  })

  test('refused after a loss: tried a few times more, then over', async () => {
    both = await start({ scenarios: ['refuse-later'] })
    await expect(both.run(() => false)).rejects.toMatchObject({ code: 'refused' })
    expect(both.broker.stats().connections).toBe(5)
    expect(both.ledger.violations).toEqual([])
  })

  test('a server that accepts and drops sees at most a dozen logins a minute', async () => {
    both = await start({ scenarios: ['flap'], count })
    const { clock, reported, ledger } = both
    const logins: number[] = []
    const push = reported.push.bind(reported)
    reported.push = status => {
      if (status.kind === 'dialing') logins.push(clock.now())
      return push(status)
    }
    await both.run(() => allAcked(ledger))
    expect(logins.length).toBeGreaterThan(3)
    for (let i = 12; i < logins.length; i++)
      expect(logins[i]! - logins[i - 12]!).toBeGreaterThanOrEqual(20_000)
  })

  test('a window of hundreds goes through, in batches of hundreds of acks', async () => {
    both = await start({ count: 2000 }, { prefetch: 400 })
    const { ledger, sink } = both
    const sizes: number[] = []
    await both.run(() => sink.lines.length > 0 && ledger.acked().length === 2000, {
      progress: ({ shown }) => sizes.push(shown),
    })
    expect(Math.max(...sizes)).toBeGreaterThan(200)
    expect(ledger.unacked()).toEqual([])
  })

  describe('what is taken from the queue', () => {
    test('-n takes exactly its own', async () => {
      both = await start({ count: 50 }, { prefetch: 30 })
      expect(await both.run(() => false, { count: 10 })).toBe('count')
      expect(both.sink.lines).toHaveLength(10)
      expect(both.ledger.acked().length).toBe(10)
      expect(both.ledger.acked().map(event => event.sequence)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
      expect(both.ledger.violations).toEqual([])
    })

    test('peek takes nothing, shows the window, and it all comes again', async () => {
      both = await start({ count: 50 }, { prefetch: 30 })
      const { sink, ledger } = both
      await both.run(() => sink.lines.length === 30, { ack: 'none' })
      expect(ledger.acked().length).toBe(0)
      expect(ledger.pushes).toHaveLength(30)
    })

    test('matched takes only what is shown', async () => {
      both = await start({ count: 40 }, { prefetch: 40 })
      const { ledger, sink } = both
      const keep = (event: { type: string }) => event.type === 'device_online'
      await both.run(
        () => ledger.pushes.length === 40 && sink.text !== '' && ledger.acked().length === sink.lines.length,
        {
          keep,
          ack: 'matched',
        },
      )
      expect(ledger.acked().length).toBeGreaterThan(0)
      expect(
        ledger
          .acked()
          .every(event => event.tail.includes('"device_online"') || event.head.includes('"device_online"')),
      ).toBe(true)
    })
  })

  test('while the output takes nothing, the server sends no more than its window, and heartbeats go on', async () => {
    both = await start({ count }, { prefetch: 20 })
    const { sink, ledger, clock, reported } = both
    let release = () => {}
    sink.hold = new Promise<void>(resolve => {
      release = resolve
    })
    let pushedMeanwhile: number | undefined
    await both.run(() => {
      if (clock.now() > 300_000 && pushedMeanwhile === undefined) {
        pushedMeanwhile = ledger.pushes.length
        expect(ledger.acked().length).toBe(0)
        sink.hold = undefined
        release()
      }
      return allAcked(ledger)
    })
    expect(pushedMeanwhile).toBe(20)
    expect(reported.filter(status => status.kind === 'pong').length).toBeGreaterThan(2)
    expect(reported.filter(status => status.kind === 'lost')).toEqual([])
    expectNothingLost(both, push)
  }, 20_000)
})
