import { describe, expect, test } from 'vitest'
import type { BrokerOptions } from '../src/simulator/broker.ts'
import { cutLine } from '../src/simulator/event-line.ts'
import { scenarioNames } from '../src/simulator/scenarios.ts'
import type { BareClient } from './support/bare-client.ts'
import { type FakeQueue, fakeDialect } from './support/fake-dialect.ts'
import { TestBroker, until } from './support/test-broker.ts'

const startWorld = (options: Partial<BrokerOptions>) =>
  TestBroker.start({ dialect: fakeDialect.server, ...options })
const start = (options: Partial<BrokerOptions> = {}) => startWorld({ events: [], ...options })

const request = (cmd: string, members: object) => `${JSON.stringify({ cmd, ...members })}\n`
const login = (queues: readonly FakeQueue[], prefetch = 100, secret = 's') =>
  request('login_please', { secret, prefetch, queues })
const more = (queues: readonly FakeQueue[], secret = 's') => request('more_please', { secret, queues })
const less = (...keys: string[]) => request('less_please', { queues: keys.map(key => ({ key })) })
const ping = '{"cmd":"tick"}\n'
const pong = '{"cmd":"tock"}'
const accepted = '{"cmd":"login_done","data":{"result":true,"msg":"ok"}}'

/** An event for each letter of `names`. */
const events = (names: string, product = 'p', type = 'on') =>
  [...names].map(
    (name, i) =>
      `{"cmd":"news","delivery_id":${i + 1},"name":"${name}","product_key":"${product}","event_type":"${type}"}`,
  )
/** The letters of the events in these lines. */
const namesIn = (lines: readonly string[]) =>
  lines.flatMap(line => /"name":"(.)"/.exec(line)?.[1] ?? []).join('')
const acksOf = (lines: readonly string[]) =>
  lines.map(line => request('got_it', { delivery_id: JSON.parse(line).delivery_id })).join('')

async function enter(broker: TestBroker, queues: readonly FakeQueue[], prefetch?: number) {
  const client = await broker.dial()
  client.send(login(queues, prefetch))
  expect(await client.take(1)).toEqual([accepted])
  return client
}

/** The lines that came before the answer to a ping. */
const untilQuiet = (client: BareClient) => client.takeUntil(ping, pong)

const received = async (client: BareClient) => namesIn(await untilQuiet(client))

describe('a queue per key', () => {
  test('different keys get full copies, each to be acked by itself', async () => {
    const broker = await start()
    const [a, b] = [await enter(broker, [{ key: 'a' }]), await enter(broker, [{ key: 'b' }])]
    broker.broker.publish(events('xyz'))
    const lines = await untilQuiet(a)
    expect(namesIn(lines)).toBe('xyz')
    expect(await received(b)).toBe('xyz')
    a.send(acksOf(lines))
    await untilQuiet(a)
    expect(broker.ledger.acked().map(({ queue }) => queue)).toEqual(['a', 'a', 'a'])
    expect(broker.ledger.unacked().map(({ queue, sequence }) => queue + sequence)).toEqual(['b1', 'b2', 'b3'])
  })

  test('the same key gets each event once, in turn', async () => {
    const broker = await start()
    const clients = [await enter(broker, [{ key: 'k' }]), await enter(broker, [{ key: 'k' }])]
    const other = await enter(broker, [{ key: 'other' }])
    broker.broker.publish(events('uvwxyz'))
    expect([await received(clients[0]!), await received(clients[1]!)]).toEqual(['uwy', 'vxz'])
    expect(await received(other)).toBe('uvwxyz')
  })

  test('the turn goes on from one publication to the next', async () => {
    const broker = await start()
    const clients = [await enter(broker, [{ key: 'k' }]), await enter(broker, [{ key: 'k' }])]
    for (const name of 'wxyz') broker.broker.publish(events(name))
    expect([await received(clients[0]!), await received(clients[1]!)]).toEqual(['wy', 'xz'])
  })

  test.each(['end', 'destroy'] as const)(
    'un-acked events go back to their own queue only (%s)',
    async how => {
      const broker = await start()
      const [a, b] = [await enter(broker, [{ key: 'a' }], 2), await enter(broker, [{ key: 'b' }], 2)]
      broker.broker.publish(events('wxyz'))
      const lines = await untilQuiet(a)
      expect(namesIn(lines)).toBe('wx')
      a.send(acksOf(lines.slice(0, 1)))
      expect(await received(a)).toBe('y')
      a.socket[how]()
      await until(() => broker.log.some(line => line.includes('2 un-acked events go back')))
      const again = await enter(broker, [{ key: 'a' }])
      expect(await received(again)).toBe('xyz')
      const ofB = await untilQuiet(b)
      expect(namesIn(ofB)).toBe('wx')
      b.send(acksOf(ofB))
      expect(await received(b)).toBe('yz')
    },
  )

  test('un-acked events go at once to a client with the same key', async () => {
    const broker = await start()
    const first = await enter(broker, [{ key: 'k' }], 2)
    broker.broker.publish(events('xy'))
    expect(await received(first)).toBe('xy')
    const [same, other] = [await enter(broker, [{ key: 'k' }]), await enter(broker, [{ key: 'other' }])]
    first.destroy()
    expect(namesIn(await same.take(2))).toBe('xy')
    expect(await received(other)).toBe('')
  })

  test('has what was published before the first client, if the dialect has the queue from the start', async () => {
    const queues = [{ key: 'k', productKey: undefined, eventTypes: undefined }]
    const broker = await start({ dialect: { ...fakeDialect.server, queues } })
    broker.broker.publish(events('xy'))
    expect(await received(await enter(broker, [{ key: 'k' }]))).toBe('xy')
    expect(await received(await enter(broker, [{ key: 'other' }]))).toBe('')
  })

  test('collects while nobody reads it', async () => {
    const broker = await start()
    const client = await enter(broker, [{ key: 'k' }])
    client.destroy()
    await until(() => broker.log.some(line => line.includes('closed by the client')))
    broker.broker.publish(events('xy'))
    expect(await received(await enter(broker, [{ key: 'k' }]))).toBe('xy')
  })
})

describe('a queue collects', () => {
  test('the events of one product, or of some types', async () => {
    const broker = await start()
    const all = await enter(broker, [{ key: 'all' }])
    const product = await enter(broker, [{ key: 'product', product: 'q' }])
    const types = await enter(broker, [{ key: 'types', types: ['off', 'kv'] }])
    const both = await enter(broker, [{ key: 'both', product: 'q', types: ['off'] }])
    broker.broker.publish([
      ...events('a', 'p', 'on'),
      ...events('b', 'p', 'off'),
      ...events('c', 'q', 'kv'),
      ...events('d', 'q', 'off'),
      '{"cmd":"news","delivery_id":1,"name":"e"}',
      '{"cmd":"news","delivery_id":2,"name":"f","product_key":["q"],"event_type":null}',
    ])
    expect(await received(all)).toBe('abcdef')
    expect(await received(product)).toBe('cd')
    expect(await received(types)).toBe('bcd')
    expect(await received(both)).toBe('d')
  })

  test('by members that are strings; others count as absent', () => {
    const line = '{"cmd":"news","delivery_id":1,"product_key":["q"],"event_type":7}'
    expect(cutLine(line, 'news')).toMatchObject({
      isEvent: true,
      productKey: undefined,
      eventType: undefined,
    })
    expect(cutLine('{"cmd":["news"],"delivery_id":1}', 'news')).toMatchObject({ isEvent: false })
  })

  test('lines that are not events, whatever it asked for', async () => {
    const broker = await start()
    const client = await enter(broker, [{ key: 'k', product: 'none', types: [] }])
    broker.broker.publish(['hello', ...events('x')])
    expect(await untilQuiet(client)).toEqual(['hello'])
  })

  test('what the last client with its key asked for', async () => {
    const broker = await start()
    const first = await enter(broker, [{ key: 'k', types: ['on'] }])
    broker.broker.publish([...events('a', 'p', 'on'), ...events('b', 'p', 'off')])
    expect(await received(first)).toBe('a')
    first.send(more([{ key: 'k', types: ['off'] }]))
    await untilQuiet(first)
    broker.broker.publish([...events('c', 'p', 'on'), ...events('d', 'p', 'off')])
    expect(await received(first)).toBe('d')
  })
})

describe('a connection with several keys', () => {
  test('gets their events in turn, under ids of its own, within one window', async () => {
    const broker = await start()
    const client = await broker.dial()
    const keep = await enter(broker, [{ key: 'a', product: 'p' }], 1)
    const hold = await enter(broker, [{ key: 'b', product: 'q' }], 1)
    broker.broker.publish([...events('wxyz', 'p'), ...events('WXYZ', 'q')])
    expect([await received(keep), await received(hold)]).toEqual(['w', 'W'])
    client.send(login([{ key: 'a' }, { key: 'b' }], 4))
    const lines = await client.take(5)
    expect(namesIn(lines)).toBe('xXyY')
    expect(new Set(lines.slice(1).map(line => JSON.parse(line).delivery_id)).size).toBe(4)
    expect(await received(client)).toBe('')
    client.send(acksOf(lines.slice(1, 2)))
    expect(await received(client)).toBe('z')
    client.send(acksOf(lines.slice(2)))
    expect(await received(client)).toBe('Z')
    expect(broker.ledger.violations).toEqual([])
  })

  test('gets an event that two of its queues want twice, each to be acked', async () => {
    const broker = await start()
    const client = await enter(broker, [{ key: 'a' }, { key: 'b' }])
    broker.broker.publish(events('x'))
    const lines = await untilQuiet(client)
    expect(namesIn(lines)).toBe('xx')
    client.send(acksOf(lines))
    await untilQuiet(client)
    expect(broker.ledger.unacked()).toEqual([])
    expect(broker.ledger.violations).toEqual([])
  })

  test('reads a queue once, however often it asks for it', async () => {
    const broker = await start()
    const twice = await enter(broker, [{ key: 'k' }, { key: 'k' }])
    twice.send(more([{ key: 'k' }]))
    await untilQuiet(twice)
    const once = await enter(broker, [{ key: 'k' }])
    broker.broker.publish(events('wxyz'))
    expect([await received(twice), await received(once)]).toEqual(['wy', 'xz'])
  })

  test('gets their events in turn however often it asks for one of them', async () => {
    const broker = await start()
    const p = { key: 'a', product: 'p' }
    const client = await enter(broker, [p, p, { key: 'b', product: 'q' }])
    client.send(more([p]))
    await untilQuiet(client)
    broker.broker.publish([...events('wxyz', 'p'), ...events('WXYZ', 'q')])
    expect(await received(client)).toBe('wWxXyYzZ')
  })

  test('gives each of its queues its un-acked events back', async () => {
    const broker = await start()
    const both = await enter(broker, [
      { key: 'a', product: 'p' },
      { key: 'b', product: 'q' },
    ])
    broker.broker.publish([...events('xy', 'p'), ...events('XY', 'q')])
    expect(await received(both)).toBe('xXyY')
    both.destroy()
    await until(() => broker.log.some(line => line.includes('4 un-acked events go back')))
    expect(await received(await enter(broker, [{ key: 'a' }]))).toBe('xy')
    expect(await received(await enter(broker, [{ key: 'b' }]))).toBe('XY')
  })
})

describe('subscribe requests', () => {
  const moreReply = (ok: boolean, msg = 'ok') => JSON.stringify({ cmd: 'more', accepted: ok, msg })
  const lessReply = '{"cmd":"less","accepted":true,"msg":"ok"}'

  test('a login without queues gets events only after the first of them', async () => {
    const broker = await start()
    const client = await enter(broker, [])
    broker.broker.publish(events('x'))
    expect(await untilQuiet(client)).toEqual([])
    client.send(more([{ key: 'k' }]))
    expect(await client.take(1)).toEqual([moreReply(true)])
    broker.broker.publish(events('y'))
    expect(await received(client)).toBe('y')
  })

  test('events at a rate begin with the first queue, the opening first', async () => {
    const broker = await startWorld({ rate: 10, devices: 2 })
    const client = await enter(broker, [])
    broker.clock.advance(60_000)
    expect(await untilQuiet(client)).toEqual([])
    expect(broker.ledger.events).toEqual([])
    client.send(more([{ key: 'k' }]))
    const [reply, ...opening] = await untilQuiet(client)
    expect(reply).toBe(moreReply(true))
    expect(opening.length).toBe(4)
    client.send(more([{ key: 'other' }]))
    expect((await untilQuiet(client)).length).toBe(1)
    client.send(less('other'))
    await untilQuiet(client)
    broker.clock.advance(1000)
    expect((await untilQuiet(client)).length).toBeGreaterThan(6)
  })

  test('events on demand come with the queue', async () => {
    const broker = await start({ events: events('xyz') })
    const client = await enter(broker, [])
    expect(await untilQuiet(client)).toEqual([])
    client.send(more([{ key: 'k' }]))
    expect(await received(client)).toBe('xyz')
  })

  test('an unsubscribed queue goes on collecting; what is out can still be acked', async () => {
    const broker = await start()
    const client = await enter(broker, [
      { key: 'a', product: 'p' },
      { key: 'b', product: 'q' },
      { key: 'c', product: 'r' },
    ])
    broker.broker.publish([...events('x', 'p'), ...events('X', 'q')])
    const out = await untilQuiet(client)
    client.send(less('b', 'unknown'))
    expect(await client.take(1)).toEqual([lessReply])
    broker.broker.publish([...events('y', 'p'), ...events('Y', 'q'), ...events('z', 'r')])
    expect(await received(client)).toBe('yz')
    client.send(acksOf(out))
    await untilQuiet(client)
    expect(broker.ledger.violations).toEqual([])
    expect(broker.ledger.acked().map(({ queue }) => queue)).toEqual(['a', 'b'])
    expect(await received(await enter(broker, [{ key: 'b' }]))).toBe('Y')
  })

  test('need the login first, and the right credentials', async () => {
    const broker = await start({ credentials: { secret: 's' } })
    const client = await broker.dial()
    client.send(more([{ key: 'k' }]) + less('k') + login([]) + more([{ key: 'k' }], 'wrong'))
    const first = '{"cmd":"what","error_code":2,"msg":"log in first"}'
    expect(await client.take(4)).toEqual([first, first, accepted, moreReply(false, 'wrong secret')])
    broker.broker.publish(events('x'))
    expect(await untilQuiet(client)).toEqual([])
    client.send(login([]))
    expect(await client.take(1)).toEqual(['{"cmd":"what","error_code":3,"msg":"logged in already"}'])
  })

  test('queues are bounded in number', async () => {
    const broker = await start()
    const keys = (count: number) => Array.from({ length: count }, (_, i) => ({ key: `k${i}` }))
    const client = await enter(broker, keys(999), 2000)
    const tooMany = 'the simulator has no more than 1000 queues'
    client.send(more([{ key: 'new' }, { key: 'newer' }]))
    expect(await client.take(1)).toEqual([moreReply(false, tooMany)])
    client.send(more([{ key: 'new' }, { key: 'k0' }]))
    expect(await client.take(1)).toEqual([moreReply(true)])
    const late = await broker.dial()
    late.send(login([{ key: 'newest' }]))
    expect(await late.json()).toMatchObject({ data: { result: false, msg: tooMany } })
    expect(await late.closed).toBe('end')
    broker.broker.publish(events('x'))
    expect((await untilQuiet(client)).length).toBe(1000)
  })
})

test('an opening is no longer than the count', async () => {
  const broker = await startWorld({ rate: 10, devices: 5, count: 3 })
  const client = await enter(broker, [{ key: 'k' }])
  expect((await untilQuiet(client)).length).toBe(3)
  broker.clock.advance(60_000)
  expect(await untilQuiet(client)).toEqual([])
})

describe('published events', () => {
  const many = events('x'.repeat(10_005))

  test('wait in any number for the first client', async () => {
    const queues = [{ key: 'k', productKey: undefined, eventTypes: undefined }]
    const broker = await start({ dialect: { ...fakeDialect.server, queues } })
    broker.broker.publish(many)
    expect((await received(await enter(broker, [{ key: 'k' }], 32_767))).length).toBe(10_005)
  })

  test('wait in any number for a client that takes them', async () => {
    const broker = await start()
    const [slow, other] = [
      await enter(broker, [{ key: 'k' }], 1),
      await enter(broker, [{ key: 'o' }], 32_767),
    ]
    broker.broker.publish(many)
    expect(await received(slow)).toBe('x')
    expect((await received(other)).length).toBe(10_005)
    expect(broker.ledger.events.some(({ expired }) => expired)).toBe(false)
  })
})

describe('events on demand', () => {
  test('reach each queue of a connection', async () => {
    const broker = await start({ events: events('xyz') })
    const client = await enter(broker, [{ key: 'a' }, { key: 'b' }])
    expect(await received(client)).toBe('xxyyzz')
  })

  test('are drawn until each connection has what it wants', async () => {
    const broker = await start({ events: [...events('xx', 'p'), ...events('y', 'q')], count: 3 })
    const q = await enter(broker, [{ key: 'q', product: 'q' }], 1)
    expect(await received(q)).toBe('y')
    const p = await enter(broker, [{ key: 'p', product: 'p' }])
    expect(await received(p)).toBe('')
  })

  test('that one connection draws are pushed to another that waits for them', async () => {
    const rare = [...events('x'.repeat(2500), 'p'), ...events('y', 'q')]
    const broker = await start({ events: rare })
    const waiting = await enter(broker, [{ key: 'q', product: 'q' }])
    expect(await received(waiting)).toBe('')
    const drawing = await enter(broker, [{ key: 'p', product: 'p' }], 5000)
    expect((await received(drawing)).length).toBe(1500)
    expect(await received(waiting)).toBe('y')
  })

  test('that a connection does not want do not block the broker', async () => {
    const broker = await start({ events: events('x'), count: Number.MAX_SAFE_INTEGER })
    const client = await enter(broker, [{ key: 'k', product: 'none' }])
    for (let i = 0; i < 3; i++) {
      expect(await received(client)).toBe('')
      broker.clock.advance(100)
    }
    for (const name of 'yz') {
      broker.broker.publish(events(name, 'none'))
      expect(await received(client)).toBe(name)
    }
    // Nothing was drawn between the two.
    const [y, z] = broker.ledger.events.map(({ sequence }) => sequence)
    expect(z).toBe(y! + 1)
    // No pause after a request for others.
    client.send(more([{ key: 'p', product: 'p' }]))
    expect((await received(client)).length).toBe(98)
  })

  test('are drawn again after a pause, if they are rare', async () => {
    const rare = [...events('x'.repeat(1500), 'p'), ...events('y', 'q')]
    const broker = await start({ events: rare })
    const client = await enter(broker, [{ key: 'q', product: 'q' }])
    expect(await received(client)).toBe('')
    broker.clock.advance(99)
    expect(await received(client)).toBe('')
    broker.clock.advance(1)
    expect(await received(client)).toBe('y')
  })

  test('are not drawn beyond what a slow connection has waiting', async () => {
    const broker = await start({ events: events('x'), count: Number.MAX_SAFE_INTEGER })
    const slow = await enter(broker, [{ key: 'slow' }], 1)
    expect(await received(slow)).toBe('x')
    const fast = await enter(broker, [{ key: 'fast' }], 32_767)
    expect((await untilQuiet(fast)).length).toBe(10_000)
    slow.send(acksOf(['{"delivery_id":1}']))
    expect(await received(slow)).toBe('x')
    broker.clock.advance(100)
    expect((await untilQuiet(fast)).length).toBe(1)
    for (let id = 2; id < 6; id++) {
      broker.clock.advance(6000)
      slow.send(acksOf([`{"delivery_id":${id}}`]))
      expect(await received(slow)).toBe('x')
    }
    expect(broker.ledger.events.some(({ expired }) => expired)).toBe(false)
  })

  test('are drawn again when a connection has taken none for ten seconds, and its oldest are dropped', async () => {
    const broker = await start({ events: events('x'), count: Number.MAX_SAFE_INTEGER })
    const stuck = await enter(broker, [{ key: 'stuck' }], 1)
    expect(await received(stuck)).toBe('x')
    const other = await enter(broker, [{ key: 'other' }], 32_767)
    expect((await untilQuiet(other)).length).toBe(10_000)
    broker.clock.advance(9900)
    expect(await untilQuiet(other)).toEqual([])
    broker.clock.advance(200)
    expect((await untilQuiet(other)).length).toBe(22_767)
    const expired = broker.ledger.events.filter(event => event.expired)
    expect(expired.length).toBe(22_767)
    expect([expired[0]!.queue, expired[0]!.sequence]).toEqual(['stuck', 2])
    stuck.send(acksOf(['{"delivery_id":1}']))
    expect(await received(stuck)).toBe('x')
    expect(broker.ledger.pushes.at(-1)!.event.sequence).toBe(22_769)
  })

  test('at a rate stop when nobody takes any', async () => {
    const broker = await start({ events: events('x'), count: Number.MAX_SAFE_INTEGER, rate: 1000 })
    const clients = [await enter(broker, [{ key: 'a' }], 1), await enter(broker, [{ key: 'b' }], 1)]
    broker.clock.advance(60_000)
    for (const client of clients) expect((await untilQuiet(client)).length).toBe(1)
    expect(broker.ledger.events.length).toBe(2 * 10_001)
    expect(broker.ledger.events.some(({ expired }) => expired)).toBe(false)
  })

  test('are not held back by a queue that nobody reads, which drops its oldest when it is full', async () => {
    const broker = await start({ events: events('x'), count: 12_000 })
    const client = await enter(broker, [{ key: 'left' }], 3)
    expect(await received(client)).toBe('xxx')
    client.destroy()
    await until(() => broker.log.some(line => line.includes('3 un-acked events go back')))
    const other = await enter(broker, [{ key: 'read' }], 32_767)
    expect((await untilQuiet(other)).length).toBe(11_997)
    const expired = broker.ledger.events.filter(event => event.expired)
    expect(expired.map(({ queue, sequence }) => queue + sequence).slice(0, 5)).toEqual(
      [1, 2, 3, 4, 5].map(sequence => `left${sequence}`),
    )
    expect(expired.length).toBe(2000)
    expect(broker.log.filter(line => line.includes('dropped'))).toEqual([
      'queue left: full, and nobody takes its events: the oldest are dropped',
    ])
    const back = await enter(broker, [{ key: 'left' }], 32_767)
    expect((await untilQuiet(back)).length).toBe(10_000)
    expect(broker.ledger.unacked().length).toBe(10_000 + 11_997)
  })
})

test.each(scenarioNames)('scenario %s speaks the words of the dialect', async name => {
  const broker = await startWorld({ scenarios: [name], count: 60 })
  const client = await broker.dial()
  client.send(login([{ key: 'k' }]))
  let over = false
  client.closed.then(() => {
    over = true
  })
  // Time goes on, for delayed logins and for faults that wait for acks.
  for (let turn = 0; turn < 200 && !over; turn++) {
    await new Promise(resolve => setImmediate(resolve))
    broker.clock.advance(100)
  }
  expect(client.chunks.length).toBeGreaterThan(0)
  expect(Buffer.concat(client.chunks).toString('latin1')).not.toMatch(/enterprise_|invalid_msg/)
})

test('at the end, nothing is pushed from one connection that ends to another', async () => {
  const broker = await start()
  const clients = [await enter(broker, [{ key: 'k' }]), await enter(broker, [{ key: 'k' }])]
  broker.broker.publish(events('wxyz'))
  for (const client of clients) expect((await received(client)).length).toBe(2)
  await broker.broker.close()
  const ends = broker.log.filter(line => line.includes('shutting down'))
  expect(ends).toEqual(
    [1, 2].map(n => `client ${n}: closed by the broker: shutting down; 2 un-acked events go back`),
  )
})
