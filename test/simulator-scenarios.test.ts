import { describe, expect, test } from 'vitest'
import type { Broker, BrokerOptions } from '../src/simulator/broker.ts'
import { noise, strangeEvents } from '../src/simulator/garbage.ts'
import { hostileEvents, hostileNoise } from '../src/simulator/hostile.ts'
import type { Ledger } from '../src/simulator/ledger.ts'
import { oddId } from '../src/simulator/odd-id.ts'
import { type ScenarioName, scenarioNames, scenarios } from '../src/simulator/scenarios.ts'
import { dialects } from '../src/wire/dialects.ts'
import type { BareClient } from './support/bare-client.ts'
import { allProducts, byHand, handProduct } from './support/by-hand.ts'
import type { ManualClock } from './support/manual-clock.ts'
import { dial as connect, TestBroker, until } from './support/test-broker.ts'

let clock: ManualClock
let ledger: Ledger
let said: string[]

describe.each(Object.values(byHand))('in $name', hand => {
  const { accepted, ping, pong, ack, invalid } = hand
  const { words } = dialects[hand.name].server
  const push = (id: number) => `{"cmd":"${hand.push}","delivery_id":${id},"product_key":"${handProduct}"}`

  async function start(scenarios: ScenarioName[], options: Partial<BrokerOptions> = {}): Promise<Broker> {
    const started = await TestBroker.start({
      devices: 5,
      dialect: dialects[hand.name].server,
      ...options,
      scenarios,
    })
    ;({ clock, ledger, log: said } = started)
    return started.broker
  }

  async function dial(broker: Broker, prefetch: number): Promise<BareClient> {
    const client = await connect(broker)
    client.send(hand.login(prefetch, { products: allProducts }))
    return client
  }

  async function enter(broker: Broker, prefetch = 10): Promise<BareClient> {
    const client = await dial(broker, prefetch)
    expect(await client.take(1)).toEqual([accepted])
    return client
  }

  /** The ack of a line, where it is an event with a top-level id; the id is the last one in the lines used here. */
  function ackOf(line: string): string | undefined {
    try {
      const message = JSON.parse(line)
      if (message?.cmd !== hand.push || message.delivery_id === undefined) return undefined
    } catch {
      return undefined
    }
    const rest = line.slice(line.lastIndexOf('"delivery_id":') + '"delivery_id":'.length)
    const id = /^ ?("(?:[^"\\]|\\.)*"|[^,} ]+)/.exec(rest)![1]!
    return hand.ack(id)
  }

  /** Takes lines and acks each event, until the connection is over. Answers the lines. */
  async function ackAll(client: BareClient): Promise<string[]> {
    const lines: string[] = []
    try {
      for (;;) {
        const [line] = await client.take(1)
        lines.push(line!)
        const ack = ackOf(line!)
        if (ack) client.send(ack)
      }
    } catch {
      return lines
    }
  }

  const hasSaid = (text: string) => said.some(line => line.includes(text))
  const pushed = (lines: string[]) => lines.filter(line => ackOf(line) !== undefined)

  test('every name has its text, and the same seed misbehaves the same way', async () => {
    for (const name of scenarioNames) expect(scenarios[name].about.length).toBeGreaterThan(10)
    const run = async (seed: number) => {
      const broker = await start(['drop', 'garbage', 'odd-ids'], { count: 200, seed })
      const connections: string[][] = []
      while (ledger.unacked().length > 0 || ledger.events.length < 200) {
        const client = await enter(broker, 1)
        const over = ackAll(client)
        let done = false
        client.closed.then(() => {
          done = true
        })
        await until(() => done || (ledger.events.length >= 200 && ledger.unacked().length === 0))
        client.destroy()
        connections.push(pushed(await over))
      }
      return connections
    }
    const once = await run(3)
    expect(once.length).toBeGreaterThan(3)
    expect(await run(3)).toEqual(once)
    expect(await run(4)).not.toEqual(once)
  })

  describe('every event gets through in the end, and no ack is wrong', () => {
    const endless = new Set<string>(['refuse', 'refuse-later'])
    const passable = scenarioNames.filter(name => !endless.has(name))
    const cases: ScenarioName[][] = [
      ...passable.map(name => [name]),
      // Long lines byte by byte take long.
      passable.filter(name => name !== 'huge' && name !== 'hostile'),
      passable.filter(name => name !== 'trickle'),
    ]

    test.each(cases.map(names => [names.join('+'), names] as const))('%s', async (_, names) => {
      const count = names.length > 1 || names.includes('trickle') ? 80 : 250
      const broker = await start([...names], { count })
      while (ledger.events.length < count || ledger.unacked().length > 0) {
        const before = said.length
        const client = await dial(broker, 20)
        const over = ackAll(client)
        // Time goes on while nothing comes, for logins that are late and events that are held.
        let seen = 0
        let idle = 0
        let done = false
        client.closed.then(() => {
          done = true
        })
        await until(() => {
          idle = client.chunks.length === seen ? idle + 1 : 0
          seen = client.chunks.length
          if (idle > 5) clock.advance(20)
          const mute = said.slice(before).some(line => /scenario (stall|black-hole):/.test(line))
          if (mute || (ledger.events.length >= count && ledger.unacked().length === 0)) client.destroy()
          return done
        })
        await over
      }
      expect(ledger.violations).toEqual([])
      expect(ledger.events.length).toBeGreaterThanOrEqual(count)
      expect(broker.stats().acks).toBe(ledger.events.length)
    })
  })

  test('drop: ends in order, sometimes in the middle of a line', async () => {
    const broker = await start(['drop'])
    const partials: string[] = []
    for (let i = 0; i < 12; i++) {
      const client = await enter(broker)
      const lines = await ackAll(client)
      expect(await client.closed).toBe('end')
      expect(lines.length).toBeGreaterThanOrEqual(5)
      partials.push(client.partial)
    }
    expect(partials).toContain('')
    expect(partials.some(partial => partial.startsWith(`{"cmd":"${hand.push}"`))).toBe(true)
  })

  test('drop: comes to a client that never acks, too, ten seconds later', async () => {
    const client = await enter(await start(['drop']), 100)
    await client.take(100)
    clock.advance(9_999)
    client.send(ping)
    expect(await client.take(1)).toEqual([pong])
    clock.advance(1)
    expect(await client.closed).toBe('end')
  })

  test('reset: ends with a RST', async () => {
    const client = await enter(await start(['reset']))
    await ackAll(client)
    expect(await client.closed).toBe('ECONNRESET')
  })

  test('stall: says nothing more, yet hears acks', async () => {
    const broker = await start(['stall'])
    const client = await enter(broker, 5)
    const over = ackAll(client)
    await until(() => hasSaid('scenario stall: sends nothing from now on'))
    await until(() => broker.stats().acks === broker.stats().pushes)
    clock.advance(200_000)
    client.send(ping + ack(0) + ping)
    await until(() => ledger.violations.length === 1)
    expect(hasSaid('closed')).toBe(false)
    await broker.close()
    const lines = await over
    expect(pushed(lines).length).toBe(broker.stats().pushes)
    expect(lines).not.toContain(pong)
  })

  test('stall: serves again after a reconnect', async () => {
    const broker = await start(['stall'])
    const first = await enter(broker)
    const over = ackAll(first)
    await until(() => hasSaid('scenario stall: sends nothing from now on'))
    first.destroy()
    await over
    const second = await enter(broker)
    expect(pushed(await second.take(5)).length).toBe(5)
  })

  test('black-hole: hears and says nothing, does not close, and others get the events', async () => {
    const broker = await start(['black-hole'], { count: 100 })
    const client = await enter(broker, 20)
    let gone = false
    client.closed.then(() => {
      gone = true
    })
    const over = ackAll(client)
    await until(() => hasSaid('scenario black-hole: reads and sends nothing from now on'))
    const { acks, pushes, closed } = broker.stats()
    expect(closed).toBe(1)
    client.send(ping.repeat(100))
    const other = await enter(broker, 9)
    expect(pushed(await other.take(9)).length).toBe(9)
    const again = ledger.pushes.filter(
      ({ connection, event }) => connection === 2 && event.pushes.length === 2,
    )
    expect(again.length).toBe(Math.min(9, pushes - acks))
    expect(broker.stats().acks).toBe(acks)
    expect(gone).toBe(false)
    clock.advance(300_000)
    expect((await over).includes(pong)).toBe(false)
    expect(gone).toBe(true)
    expect(broker.stats()).toMatchObject({ connections: 2, closed: 2 })
  })

  test('no-heartbeat: says so and closes', async () => {
    const client = await enter(await start(['no-heartbeat']))
    expect((await ackAll(client)).at(-1)).toBe('No Heartbeat!')
    expect(await client.closed).toBe('end')
  })

  test('no-pong: events come, pongs do not', async () => {
    const broker = await start(['no-pong'], { events: [] })
    const client = await enter(broker)
    client.send(`${ping}no request\n`)
    expect(await client.take(1)).toEqual([invalid('not understood', 'not one JSON object on a line')])
    broker.publish([push(1)])
    expect(pushed(await client.take(1)).length).toBe(1)
  })

  test('trickle: each byte by itself, and still all of them', async () => {
    const client = await enter(await start(['trickle'], { count: 5 }))
    const lines = await client.take(5)
    expect(lines).toEqual(ledger.pushes.map(push => ledger.lineOf(push)))
    expect(client.chunks.every(chunk => chunk.length === 1)).toBe(true)
  })

  test('trickle: a refusal is said to its end before the connection is closed', async () => {
    const client = await dial(await start(['trickle', 'refuse']), 5)
    expect(await client.json()).toMatchObject({ data: { result: false } })
    expect(await client.closed).toBe('end')
  })

  describe('burst', () => {
    test('holds events back, then sends many at once', async () => {
      const broker = await start(['burst'], { rate: 500, devices: 1 })
      const client = await enter(broker, 400)
      const writes: number[] = []
      for (let i = 0; i < 80; i++) {
        clock.advance(10)
        writes.push((await client.takeUntil(ping, pong)).length)
      }
      expect(writes.filter(lines => lines > 15).length).toBeGreaterThanOrEqual(2)
      expect(writes.filter(lines => lines > 0 && lines <= 15)).toEqual([])
    })

    test('holds them a second at the most', async () => {
      const broker = await start(['burst'], { events: [] })
      const client = await enter(broker, 400)
      broker.publish([push(1), push(2)])
      clock.advance(999)
      client.send(ping)
      expect(await client.take(1)).toEqual([pong])
      clock.advance(1)
      expect(pushed(await client.take(2)).length).toBe(2)
    })
  })

  test('garbage: all of it comes, between events that all are good', async () => {
    const broker = await start(['garbage'], { count: 600 })
    const client = await enter(broker, 50)
    const over = ackAll(client)
    await until(() => ledger.events.length > 600 && ledger.unacked().length === 0)
    client.send(ping)
    await until(() => client.left.length === 0 && broker.stats().acks === ledger.events.length)
    client.destroy()
    const lines = await over
    for (const line of noise(words)) expect(lines).toContain(line)
    const strange = lines
      .map(line => line.replace(/"delivery_id":\d+/g, ''))
      .map(line => line.replace('\r', ''))
    for (const line of strangeEvents(words)) expect(strange).toContain(line.replace(/"delivery_id":\d+/g, ''))
    expect(lines.some(line => line.endsWith('}\r'))).toBe(true)
    expect(ledger.violations).toEqual([])
  })

  test('hostile: all of it comes, and every event can be acked', async () => {
    const noise = hostileNoise(words).map(line => Buffer.from(line).toString())
    const events = hostileEvents(words)
    const broker = await start(['hostile'], { count: 300 })
    const client = await enter(broker, 50)
    const lines: string[] = []
    const acked = (connection: Ledger) => connection.events.length > 300 && connection.unacked().length === 0
    while (!acked(ledger)) {
      const [line] = await client.take(1)
      lines.push(line!)
      const push = ledger.pushes.find(push => !push.acked && ledger.lineOf(push) === line)
      if (push) client.send(ack(push.token))
      await new Promise(resolve => setImmediate(resolve))
    }
    for (const line of noise) expect(lines.includes(line), line.slice(0, 80)).toBe(true)
    const withoutId = (line: string) => line.replaceAll(/"delivery_id":\d+/g, '')
    const came = new Set(lines.map(withoutId))
    for (const event of events) {
      const line = Buffer.from(event)
      expect(came.has(withoutId(line.toString())), line.toString('latin1', 0, 300)).toBe(true)
      expect(line.length).toBeLessThan(700_000)
      expect(JSON.parse(line.toString()).cmd).toBe(hand.push)
    }
    expect(ledger.violations).toEqual([])
  })

  test('huge: a line of some MB, to be acked like any other', async () => {
    const broker = await start(['huge'], { count: 60 })
    const client = await enter(broker, 10)
    const over = ackAll(client)
    await until(() => ledger.events.length > 60 && ledger.unacked().length === 0)
    client.destroy()
    const huge = (await over).filter(line => line.length > 1_000_000)
    expect(huge.length).toBe(ledger.events.length - 60)
    expect(huge.every(line => Buffer.byteLength(line) > 2_000_000 && ackOf(line) !== undefined)).toBe(true)
  })

  test('odd-ids: no id twice, and of every odd kind', async () => {
    const ids = Array.from({ length: 5000 }, (_, i) => oddId(i + 1))
    expect(new Set(ids).size).toBe(5000)
    const client = await enter(await start(['odd-ids']), 60)
    const text = (await client.take(60)).join('\n')
    for (const form of [
      '9007199254740993',
      '18446744073709551615',
      '"d-1"',
      '"\\u4e2d1"',
      '"中1"',
      '"a\\"b\\\\1\\/\\n"',
      '1.0',
      '1e0',
      '-1',
    ]) {
      expect(text).toMatch(new RegExp(`"delivery_id": ?${form.replace(/[\\.]/g, '\\$&')}[,}]`))
    }
  })

  test('slow-login: answers between 2 and 5 seconds later', async () => {
    const broker = await start(['slow-login'], { count: 1 })
    const client = await dial(broker, 5)
    client.send(ping)
    expect(await client.take(1)).toEqual([invalid('not logged in', 'log in first')])
    clock.advance(1999)
    client.send(ping)
    expect(await client.take(1)).toEqual([invalid('not logged in', 'log in first')])
    clock.advance(3001)
    expect(await client.take(1)).toEqual([accepted])
    expect(pushed(await client.take(1)).length).toBe(1)
  })

  test('refuse: every login', async () => {
    const broker = await start(['refuse'])
    for (let i = 0; i < 3; i++) {
      const client = await dial(broker, 5)
      expect(await client.json()).toMatchObject({ cmd: hand.loginReply, data: { result: false } })
      expect(await client.closed).toBe('end')
    }
    expect(broker.stats()).toMatchObject({ logins: 0, refusals: 3, pushes: 0 })
  })

  test('refuse-later: serves the first login, drops it, refuses all others', async () => {
    const broker = await start(['refuse-later'])
    expect(pushed(await ackAll(await enter(broker))).length).toBeGreaterThanOrEqual(5)
    for (let i = 0; i < 3; i++) {
      expect(await (await dial(broker, 5)).json()).toMatchObject({ data: { result: false } })
    }
  })

  test('flap: accepts and closes several times, then serves for a while, then again', async () => {
    const broker = await start(['flap'])
    const served: number[] = []
    for (let i = 0; i < 14; i++) served.push(pushed(await ackAll(await enter(broker))).length)
    expect(served.slice(0, 3)).toEqual([0, 0, 0])
    const long = served.filter(count => count > 0)
    expect(long.length).toBeGreaterThanOrEqual(2)
    expect(Math.min(...long)).toBeGreaterThanOrEqual(50)
    expect(served.join()).toMatch(/,0,0,0,(0,)*\d+,0,0,0/)
  })
})
