import { connect as connectTcp } from 'node:net'
import { connect as connectTls } from 'node:tls'
import { describe, expect, test } from 'vitest'
import type { Broker, BrokerOptions } from '../src/simulator/broker.ts'
import { clientEnding } from '../src/simulator/connection-log.ts'
import { type ScenarioName, scenarioNames } from '../src/simulator/scenarios.ts'
import type { BareClient } from './support/bare-client.ts'
import type { ManualClock } from './support/manual-clock.ts'
import { dial as connect, TestBroker, until } from './support/test-broker.ts'

let clock: ManualClock
let log: string[]
let broker: Broker

async function start(scenarios: ScenarioName[] = [], options: Partial<BrokerOptions> = {}): Promise<void> {
  ;({ broker, clock, log } = await TestBroker.start({ ...options, scenarios }))
}

const dial = () => connect(broker)

const login = (id = 'e') =>
  `{"cmd":"enterprise_login_req","data":{"enterprise_id":"${id}","enterprise_secret":"s","prefetch_count":4}}\n`
const ping = '{"cmd":"enterprise_ping"}\n'

async function enter(): Promise<BareClient> {
  const client = await dial()
  client.send(login())
  await client.take(1)
  return client
}

/** What was logged of the ends of connections, once there are `count` of them. */
async function ends(count = 1): Promise<string[]> {
  const found = () => log.filter(line => /(closed|reset|lost)\b/.test(line))
  await until(() => found().length >= count)
  // A second line about the same end would come with the next events of its sockets.
  for (let turn = 0; turn < 20; turn++) await new Promise(resolve => setImmediate(resolve))
  return found().map(line => line.replace(/^client \d+: /, ''))
}

describe('the log names who ended a connection, once', () => {
  /** What the broker says when the scenario ends a connection; those absent end none by themselves. */
  const endings: Partial<Record<ScenarioName, string>> = {
    drop: 'closed by the broker: scenario drop',
    reset: 'reset by the broker: scenario reset',
    'no-heartbeat': 'closed by the broker: scenario no-heartbeat',
    'black-hole': 'closed by the broker: scenario black-hole, after five minutes',
    refuse: 'closed by the broker: login refused: this account may not log in (scenario refuse)',
    'refuse-later': 'closed by the broker: scenario refuse-later',
    flap: 'closed by the broker: scenario flap',
  }

  test.each(scenarioNames)('scenario %s', async name => {
    await start([name], { events: ['{"cmd":"enterprise_event_push","delivery_id":1}'], count: 1000 })
    const client = await dial()
    client.send(login())
    // Nobody acks: a fault that waits for acks strikes after ten seconds. A late login is answered by then.
    await until(() => log.length >= 1)
    const expected = endings[name] ?? 'closed by the client'
    for (let turn = 0; turn < 40; turn++) {
      await new Promise(resolve => setImmediate(resolve))
      clock.advance(500)
    }
    if (name === 'black-hole') {
      await until(() => log.some(line => line.includes('scenario black-hole: reads and sends nothing')))
      clock.advance(300_000)
    }
    if (name === 'stall') await until(() => log.some(line => line.includes('scenario stall: sends nothing')))
    if (!(name in endings)) client.socket.end()
    const [end, ...more] = await ends()
    expect(more).toEqual([])
    expect(end!.split('; ')[0]).toBe(expected)
  })

  test('a later login that refuse-later refuses', async () => {
    await start(['refuse-later'])
    await enter()
    await (await dial()).socket.write(login())
    expect(await ends()).toEqual([
      'closed by the broker: login refused: this account may not log in any more (scenario refuse-later)',
    ])
  })

  test('a client that ends in order', async () => {
    await start()
    const client = await enter()
    await client.take(4)
    client.socket.end()
    expect(await ends()).toEqual(['closed by the client; 4 un-acked events go back'])
  })

  test('a client that resets', async () => {
    await start()
    const raw = connectTcp(broker.port, '127.0.0.1')
    const socket = connectTls({ socket: raw, ca: broker.ca, host: '127.0.0.1' })
    socket.on('error', () => {})
    socket.write(login())
    await until(() => broker.stats().pushes === 4)
    raw.resetAndDestroy()
    expect(await ends()).toEqual(['reset by the client; 4 un-acked events go back'])
  })

  test.each([
    ['ETIMEDOUT', 'lost: the client’s machine no longer answers'],
    ['EPIPE', 'closed by the client'],
    ['ERR_SSL_X', 'lost: wrong\\u001b[2J record'],
  ])('an error %s', (code, line) => {
    expect(clientEnding(Object.assign(new Error('wrong\u001b[2J record'), { code }))).toBe(line)
  })

  test('a login that is refused', async () => {
    await start([], { credentials: { id: 'other' } })
    await (await dial()).socket.write(login())
    expect(await ends()).toEqual([
      'closed by the broker: login refused: enterprise_id or enterprise_secret is wrong',
    ])
  })

  test('a client that does not log in, and one that forgets the line end', async () => {
    await start()
    await dial()
    const client = await dial()
    client.send(ping + login().trimEnd())
    expect(await client.json()).toMatchObject({ cmd: 'invalid_msg', msg: 'log in first' })
    clock.advance(30_000)
    expect((await ends(2)).sort()).toEqual([
      'closed by the broker: no login within 30 s',
      `closed by the broker: no login within 30 s; its last ${login().length - 1} bytes had no line end`,
    ])
  })

  test('a client that is silent for five minutes', async () => {
    await start([], { events: [] })
    await enter()
    clock.advance(300_000)
    expect(await ends()).toEqual(['closed by the broker: nothing received for five minutes'])
  })

  test('the broker’s own end, and not a word of clients that were still at TLS', async () => {
    await start()
    const client = await enter()
    await client.take(4)
    const raw = connectTcp(broker.port, '127.0.0.1')
    raw.on('error', () => {})
    await new Promise(resolve => raw.once('connect', resolve))
    await broker.close()
    expect(await ends()).toEqual(['closed by the broker: shutting down; 4 un-acked events go back'])
    expect(log.filter(line => !line.startsWith('client 1: '))).toEqual([])
  })
})

describe('a client that sends a million bad lines', () => {
  test('has the first few logged, then counts', async () => {
    await start([], { events: [] })
    const client = await enter()
    client.send('x\n'.repeat(1234))
    await client.take(1234)
    client.socket.end()
    const about = 'client 1: not understood: not one JSON object on a line'
    await ends()
    expect(log.slice(2)).toEqual([
      ...Array(5).fill(about),
      ...[10, 100, 1000].map(count => `${about} (${count} such lines so far)`),
      'client 1: closed by the client; 1234 of its lines were not understood',
    ])
  })

  test('is not read while it does not read the answers', async () => {
    await start([], { events: [] })
    const client = await enter()
    client.socket.pause()
    const million = 'x\n'.repeat(1_000_000)
    client.send(million)
    const logged = () => log.join('\n')
    let before = ''
    for (let turns = 0; turns < 300 || before !== logged(); turns++) {
      before = logged()
      await new Promise(resolve => setImmediate(resolve))
    }
    expect(before).toContain('(10000 such lines so far)')
    expect(before).not.toContain('(1000000 such lines so far)')
    client.socket.resume()
    await client.take(1_000_000)
    expect(logged()).toContain('(1000000 such lines so far)')
    client.send(ping)
    expect(await client.take(1)).toEqual(['{"cmd":"enterprise_pong"}'])
  })
})
