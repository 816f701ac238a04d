import { describe, expect, test } from 'vitest'
import { Failure } from '../src/base/failure.ts'
import type { Batch } from '../src/session/delivery.ts'
import type { Policy } from '../src/session/policy.ts'
import { Session } from '../src/session/session.ts'
import type { Status } from '../src/session/status.ts'
import type { InvalidMeaning } from '../src/wire/dialect.ts'
import { noti1 } from '../src/wire/noti1/noti1.ts'
import { fakeDial } from './support/fake-dial.ts'
import { eventLine } from './support/lines.ts'
import { ManualClock } from './support/manual-clock.ts'

const policy: Policy = {
  pingInterval: 60_000,
  pongTimeout: 10_000,
  connectTimeout: 10_000,
  maxRetries: Number.POSITIVE_INFINITY,
  firstRetries: Number.POSITIVE_INFINITY,
}

function setUp(
  over: {
    policy?: Partial<Policy>
    maxLine?: number
    random?: () => number
    defer?: (run: () => void) => void
    onStatus?: (status: Status) => void
    invalid?: InvalidMeaning
  } = {},
) {
  const clock = new ManualClock()
  const net = fakeDial()
  const reported: Status[] = []
  const traced: string[] = []
  const session = new Session(
    {
      dialect: { ...noti1, invalid: () => over.invalid ?? noti1.invalid() },
      login: noti1.login({ id: 'the-id', secret: 'hush' }, 5),
      policy: { ...policy, ...over.policy },
      maxLine: over.maxLine ?? 1 << 20,
    },
    {
      dial: net.dial,
      clock,
      defer: over.defer ?? queueMicrotask,
      random: over.random ?? (() => 1),
      report: status => {
        reported.push(status)
        over.onStatus?.(status)
      },
      trace: (direction, line) => traced.push(`${direction} ${line}`),
    },
  )
  const reader = session[Symbol.asyncIterator]()
  const next = async () => (await reader.next()).value as Batch | undefined
  /** Begins to read, and plays the login. */
  const connected = () => {
    const first = next()
    net.last().login()
    return first
  }
  const kinds = () => reported.map(status => status.kind)
  return { clock, net, reported, traced, session, reader, next, connected, kinds }
}

test('dials when first read, sends the document’s login once secure, and hands out what comes', async () => {
  const { net, next, kinds } = setUp()
  expect(net.connections).toHaveLength(0)
  const first = next()
  const connection = net.last()
  expect(connection.sent).toBe('')
  connection.open()
  expect(connection.messages).toEqual([
    {
      cmd: 'enterprise_login_req',
      data: { enterprise_id: 'the-id', enterprise_secret: 'hush', prefetch_count: 5 },
    },
  ])
  connection.receive(
    `{"cmd":"enterprise_login_res","data":{"result":true,"msg":"ok"}}\n${eventLine(1)}\n${eventLine(2)}\n`,
  )
  const batch = await first
  expect(batch!.deliveries.map(d => d.deliveryId)).toEqual(['1', '2'])
  expect(batch!.deliveries[0]!.line).toBe(eventLine(1))
  expect(kinds()).toEqual(['dialing', 'phase', 'phase', 'secured', 'connected'])
})

describe('acks', () => {
  test('carry the raw token, in one write a batch, once', async () => {
    const { net, connected } = setUp()
    const first = connected()
    const ids = ['1', '9007199254740993', '"d-7"', '1.0', '"\\u4e2d"', '"中"']
    net.last().receive(ids.map(id => `${eventLine(id)}\n`).join(''))
    const batch = (await first)!
    expect(net.last().acks).toEqual([])
    expect(batch.ack()).toBe(6)
    expect(net.last().acks).toEqual(ids.map(id => Buffer.from(id).toString('latin1')))
    expect(batch.ack()).toBe(0)
    expect(batch.deliveries[0]!.ack()).toBe(false)
    await Promise.resolve()
    expect(net.last().acks).toHaveLength(6)
  })

  test('given one by one in a turn go out together, in their order', async () => {
    const { net, connected } = setUp()
    const first = connected()
    net.last().receive(`${eventLine(1)}\n${eventLine(2)}\n${eventLine(3)}\n`)
    const { deliveries } = (await first)!
    const before = net.last().sent.length
    expect(deliveries[2]!.ack()).toBe(true)
    expect(deliveries[0]!.ack()).toBe(true)
    expect(deliveries[0]!.ack()).toBe(false)
    expect(net.last().sent).toHaveLength(before)
    await Promise.resolve()
    expect(net.last().acks).toEqual(['3', '1'])
  })

  test('of a lost connection go nowhere, neither there nor on the next', async () => {
    const { net, connected, clock } = setUp()
    const first = connected()
    net.last().receive(`${eventLine(1)}\n${eventLine(2)}\n`)
    const batch = (await first)!
    batch.deliveries[0]!.ack()
    net.last().close()
    clock.advance(1000)
    net.last().login()
    expect(net.connections).toHaveLength(2)
    expect(batch.ackable).toBe(false)
    expect(batch.ack()).toBe(0)
    expect(batch.deliveries[1]!.ack()).toBe(false)
    await Promise.resolve()
    expect(net.connections.flatMap(one => one.acks)).toEqual([])
  })

  test('are not sent for an event without delivery_id, which is told', async () => {
    const { net, connected, reported } = setUp()
    const first = connected()
    net.last().receive('{"cmd":"enterprise_event_push","event_type":"device_online"}\n')
    expect((await first)!.ack()).toBe(0)
    expect(reported.at(-1)).toMatchObject({ kind: 'protocol-warning', warning: 'no-delivery-id' })
  })
})

describe('acked', () => {
  const two = `${eventLine(1)}\n${eventLine(2)}\n`

  test('is true from the moment its ack was handed to the connection', async () => {
    const { net, connected } = setUp()
    const first = connected()
    net.last().receive(two)
    const batch = (await first)!
    const [one, other] = batch.deliveries
    expect(one!.acked).toBe(false)
    one!.ack()
    expect([one!.acked, net.last().acks]).toEqual([false, []])
    await Promise.resolve()
    expect([one!.acked, net.last().acks]).toEqual([true, ['1']])
    expect(batch.ack()).toBe(1)
    expect([other!.acked, net.last().acks]).toEqual([true, ['1', '2']])
  })

  test('stays false where the connection was lost in the turn of the ack', async () => {
    const { net, connected } = setUp()
    const first = connected()
    net.last().receive(two)
    const batch = (await first)!
    expect(batch.deliveries[0]!.ack()).toBe(true)
    net.last().close()
    expect(batch.ack()).toBe(0)
    await Promise.resolve()
    expect(batch.deliveries.map(delivery => delivery.acked)).toEqual([false, false])
    expect(net.last().acks).toEqual([])
  })

  test('stays false without a delivery_id', async () => {
    const { net, connected } = setUp()
    const first = connected()
    net.last().receive('{"cmd":"enterprise_event_push","delivery_id":null}\n')
    const batch = (await first)!
    expect(batch.ack()).toBe(0)
    expect(batch.deliveries[0]!.acked).toBe(false)
  })

  test('is not for a batch to give to the deliveries of another connection', async () => {
    const { net, connected, next, clock } = setUp()
    const first = connected()
    net.last().receive(two)
    const old = (await first)!
    net.last().close()
    const second = next()
    clock.advance(1000)
    net.last().login()
    net.last().receive(two)
    const fresh = (await second)!
    expect(old.ack(fresh.deliveries)).toBe(0)
    expect(fresh.ack(old.deliveries)).toBe(0)
    expect(fresh.deliveries[0]!.acked).toBe(false)
    expect(fresh.ack()).toBe(2)
  })
})

describe('acks and stop in one turn of the event loop', () => {
  async function handedOut() {
    const all = setUp({ defer: setImmediate })
    const first = all.connected()
    all.net.last().receive([1, 2, 3].map(id => `${eventLine(id)}\n`).join(''))
    return { ...all, batch: (await first)!, turn: () => new Promise(resolve => setImmediate(resolve)) }
  }

  test('acks given before it, after it, and by what waits on a promise go out before the goodbye', async () => {
    const { net, session, batch, turn } = await handedOut()
    const [one, two, three] = batch.deliveries
    one!.ack()
    const stopped = session.stop()
    two!.ack()
    void Promise.resolve()
      .then(() => {})
      .then(() => three!.ack())
    await turn()
    expect([net.last().acks, net.last().ended]).toEqual([['1', '2', '3'], true])
    expect(batch.deliveries.every(delivery => delivery.acked)).toBe(true)
    net.last().close()
    await stopped
  })

  test('an ack given after the goodbye is nothing to send', async () => {
    const { net, session, batch, turn } = await handedOut()
    void session.stop()
    await turn()
    expect(net.last().ended).toBe(true)
    expect(batch.ackable).toBe(false)
    expect([batch.ack(), batch.deliveries[0]!.ack(), batch.deliveries[0]!.acked]).toEqual([0, false, false])
  })

  test('a goodbye in the very turn in which acks wait sends them first', async () => {
    // Here nothing is put off: the goodbye is said while acks still wait for the end of the turn.
    const { net, connected, session } = setUp({ defer: run => run() })
    const first = connected()
    net.last().receive(`${eventLine(1)}\n`)
    const batch = (await first)!
    const stopped = session.stop()
    batch.deliveries[0]!.ack()
    await Promise.resolve()
    expect(net.last().acks).toEqual(['1'])
    expect(batch.deliveries[0]!.acked).toBe(true)
    net.last().close()
    await stopped
  })
})

describe('heartbeat', () => {
  test('goes out after the interval without sending, and any byte is a sign of life', () => {
    const { net, connected, clock, kinds } = setUp()
    void connected()
    clock.advance(59_999)
    expect(net.last().messages).toHaveLength(1)
    clock.advance(1)
    expect(net.last().messages.at(-1)).toEqual({ cmd: 'enterprise_ping' })
    clock.advance(9_999)
    net.last().receive('{"cmd":"enterprise_po')
    clock.advance(10_000)
    expect(net.connections).toHaveLength(1)
    expect(kinds().slice(-2)).toEqual(['ping', 'pong'])
    clock.advance(40_001)
    expect(net.last().messages.filter(m => m.cmd === 'enterprise_ping')).toHaveLength(2)
  })

  test('is put off by an ack, for that is data sent', async () => {
    const { net, connected, clock } = setUp()
    const first = connected()
    net.last().receive(`${eventLine(1)}\n`)
    const batch = await first
    clock.advance(50_000)
    batch!.ack()
    clock.advance(59_999)
    expect(net.last().messages.filter(m => m.cmd === 'enterprise_ping')).toHaveLength(0)
    clock.advance(1)
    expect(net.last().messages.filter(m => m.cmd === 'enterprise_ping')).toHaveLength(1)
  })

  test('without an answer in time, the connection is dead and another is made', () => {
    const { net, connected, clock, reported } = setUp()
    void connected()
    clock.advance(70_001)
    expect(net.connections[0]!.destroyed).toBe(true)
    expect(reported.at(-1)).toMatchObject({
      kind: 'lost',
      wasConnected: true,
      failure: { message: 'nothing was received for 10s after a ping' },
    })
    clock.advance(500)
    expect(net.connections).toHaveLength(2)
    net.last().login()
    expect(reported.at(-1)).toEqual({ kind: 'connected', gap: 500 })
  })

  test('an answer that lies unread when the deadline passes is read before it is believed', () => {
    const { net, connected, clock } = setUp()
    void connected()
    clock.advance(70_000)
    net.last().receive('{"cmd":"enterprise_pong"}\n')
    clock.advance(1000)
    expect(net.connections[0]!.destroyed).toBe(false)
  })

  test('a machine that slept while it waited for an answer asks again', () => {
    const { net, connected, clock } = setUp()
    void connected()
    clock.advance(62_000)
    clock.jumpWall(3_600_000)
    clock.advance(9000)
    expect(net.last().messages.filter(m => m.cmd === 'enterprise_ping')).toHaveLength(2)
    expect(net.connections[0]!.destroyed).toBe(false)
  })

  test('goes out at once when the wall clock jumped', () => {
    const { net, connected, clock, reported } = setUp()
    void connected()
    clock.advance(7_000)
    clock.jumpWall(3_600_000)
    clock.advance(5_000)
    expect(net.last().messages.at(-1)).toEqual({ cmd: 'enterprise_ping' })
    expect(reported).toContainEqual({ kind: 'slept', ms: 3_600_000 })
  })

  test('a clock that is set back or a little ahead is no sleep', () => {
    const { net, connected, clock } = setUp()
    void connected()
    clock.jumpWall(-3_600_000)
    clock.advance(10_000)
    clock.jumpWall(4_000)
    clock.advance(10_000)
    expect(net.last().messages).toHaveLength(1)
  })

  test('“No Heartbeat!” means that the server has given us up', () => {
    const { net, connected, reported, clock } = setUp()
    void connected()
    net.last().receive('No Heartbeat!\n')
    expect(net.connections[0]!.destroyed).toBe(true)
    expect(reported.at(-1)).toMatchObject({
      kind: 'lost',
      failure: { message: 'the server ended the session: No Heartbeat!' },
    })
    clock.advance(500)
    expect(net.connections).toHaveLength(2)
  })
})

test('what one turn of the event loop reads is one batch, in however many records it came', async () => {
  const turns: (() => void)[] = []
  const { net, connected, next } = setUp({ defer: run => turns.push(run) })
  const first = connected()
  for (const id of [1, 2, 3]) net.last().receive(`${eventLine(id)}\n`)
  expect(turns).toHaveLength(1)
  turns[0]!()
  expect((await first)!.deliveries.map(delivery => delivery.deliveryId)).toEqual(['1', '2', '3'])
  // What came while nobody waited is there at once.
  net.last().receive(`${eventLine(4)}\n`)
  expect(turns).toHaveLength(1)
  expect((await next())!.deliveries).toHaveLength(1)
})

describe('back-pressure', () => {
  const big = `${eventLine(1, { note: 'x'.repeat(50_000) })}\n`

  test('reading pauses when a quarter of a megabyte waits, and goes on when it is taken', async () => {
    const { net, connected, next } = setUp()
    await Promise.all([connected(), net.last().receive(big)])
    for (let i = 0; i < 5; i++) net.last().receive(big)
    expect(net.last().paused).toBe(false)
    net.last().receive(big)
    expect(net.last().paused).toBe(true)
    expect((await next())!.deliveries).toHaveLength(6)
    expect(net.last().paused).toBe(false)
  })

  test('a connection that a chunk filled and ended is not paused any more', async () => {
    const { net, connected } = setUp()
    await Promise.all([connected(), net.last().receive(big)])
    net.last().receive(`${big.repeat(7)}No Heartbeat!\n`)
    expect([net.last().destroyed, net.last().paused]).toEqual([true, false])
  })

  test('heartbeats go on while nobody takes, and no answer is missed that could not be heard', async () => {
    const { net, connected, clock, next } = setUp()
    await Promise.all([connected(), net.last().receive(big)])
    for (let i = 0; i < 6; i++) net.last().receive(big)
    clock.advance(3_600_000)
    expect(net.connections).toHaveLength(1)
    expect(net.last().messages.filter(m => m.cmd === 'enterprise_ping')).toHaveLength(60)
    await next()
    net.last().receive('{"cmd":"enterprise_pong"}\n')
    clock.advance(120_000)
    expect(net.connections[0]!.destroyed).toBe(true)
  })

  test('a peer that does not take our acks gets no more read from it', async () => {
    const { net, connected } = setUp()
    const first = connected()
    net.last().receive(`${eventLine(1)}\n`)
    net.last().takesMore = false
    ;(await first)!.ack()
    net.last().receive(`${eventLine(2)}\n`)
    expect(net.last().paused).toBe(true)
    net.last().handler.drained()
    expect(net.last().paused).toBe(false)
  })

  test('a peer that takes nothing at all is dead, like one that says nothing', async () => {
    const { net, connected, clock } = setUp()
    const first = connected()
    net.last().receive(`${eventLine(1)}\n`)
    net.last().takesMore = false
    ;(await first)!.ack()
    net.last().receive(`${eventLine(2)}\n`)
    clock.advance(70_001)
    expect(net.connections[0]!.destroyed).toBe(true)
  })

  test('what came before a loss is handed out, and only then dialed again', async () => {
    const { net, connected, clock, next, kinds } = setUp()
    await Promise.all([connected(), net.last().receive(`${eventLine(1)}\n`)])
    net.last().receive(`${eventLine(2)}\n${eventLine(3)}\n`)
    net.last().close()
    clock.advance(600_000)
    expect(net.connections).toHaveLength(1)
    expect(kinds().at(-1)).toBe('draining')
    const late = await next()
    expect(late!.deliveries.map(d => d.deliveryId)).toEqual(['2', '3'])
    expect(late!.ack()).toBe(0)
    expect(net.connections).toHaveLength(2)
  })
})

describe('events before the answer to the login', () => {
  const accepted = '{"cmd":"enterprise_login_res","data":{"result":true}}\n'
  const early = (...ids: number[]) => ids.map(id => `${eventLine(id)}\n`).join('')

  test('are kept until it accepts, then handed out in order with what follows, and can be acked', async () => {
    const { net, next, reported, kinds } = setUp()
    const first = next()
    net.last().open()
    net.last().receive(early(1, 2))
    net.last().receive(early(3, 4, 5))
    expect(reported.at(-1)).toMatchObject({
      kind: 'protocol-warning',
      warning: 'early-event',
      skippedEvents: 0,
    })
    expect(kinds()).not.toContain('connected')
    await Promise.resolve()
    expect(net.last().acks).toEqual([])
    net.last().receive(`${accepted}${early(6)}`)
    const batch = (await first)!
    expect(batch.deliveries.map(d => d.deliveryId)).toEqual(['1', '2', '3', '4', '5', '6'])
    expect(batch.ack()).toBe(6)
    expect(net.last().acks).toEqual(['1', '2', '3', '4', '5', '6'])
  })

  test('are handed out when the answer comes alone', async () => {
    const { net, next } = setUp()
    const first = next()
    net.last().open()
    net.last().receive(early(1))
    net.last().receive(accepted)
    expect((await first)!.deliveries).toHaveLength(1)
  })

  test('are not handed out to a reader who comes before the answer, but with it', async () => {
    const { net, connected, next, clock } = setUp()
    const first = connected()
    net.last().receive(early(1))
    await first
    net.last().close()
    clock.advance(1000)
    net.last().open()
    net.last().receive(early(2))
    let handedOut = 0
    const second = next().then(batch => {
      handedOut++
      return batch
    })
    await new Promise(resolve => setImmediate(resolve))
    expect(handedOut).toBe(0)
    net.last().receive(accepted)
    expect((await second)!.deliveries.map(d => d.deliveryId)).toEqual(['2'])
  })

  test.each([
    ['refused', '{"cmd":"enterprise_login_res","data":{"result":false,"msg":"no"}}\n'],
    ['of another protocol', '{"cmd":"login_res","data":{"result":true}}\n'],
  ])('are forgotten un-acked when it is %s', async (_, answer) => {
    const { net, next } = setUp()
    const first = next()
    net.last().open()
    net.last().receive(`${early(1, 2)}${answer}`)
    await expect(first).rejects.toBeInstanceOf(Failure)
    expect(net.last().acks).toEqual([])
  })

  test('are forgotten un-acked when the connection is lost, and hold no reconnect back', async () => {
    const { net, next, clock } = setUp()
    const first = next()
    net.last().open()
    net.last().receive(early(1, 2))
    net.last().close()
    clock.advance(1000)
    expect(net.connections).toHaveLength(2)
    net.last().open()
    net.last().receive(`${early(3)}${accepted}`)
    expect((await first)!.deliveries.map(d => d.deliveryId)).toEqual(['3'])
  })

  test('are read past the high water and whatever the prefetch, for the answer is behind them', async () => {
    const { net, next } = setUp()
    const first = next()
    net.last().open()
    for (let id = 0; id < 30; id++) net.last().receive(`${eventLine(id, { note: 'x'.repeat(50_000) })}\n`)
    expect(net.last().paused).toBe(false)
    net.last().receive(accepted)
    expect(net.last().paused).toBe(true)
    expect((await first)!.deliveries).toHaveLength(30)
    expect((await Promise.race([next(), Promise.resolve('none')])) as unknown).toBe('none')
    expect(net.last().paused).toBe(false)
  })

  test.each([
    ['over 16 MiB', 16, 1 << 20],
    ['over 32767 of them', 32_768, 0],
  ])('are the end of the connection when they are more than is kept: %s', (_, count, size) => {
    const { net, next, reported } = setUp({ maxLine: 2 << 20 })
    void next()
    net.last().open()
    const line = `${eventLine(1, { note: 'x'.repeat(size) })}\n`
    for (let i = 1; i < count; i++) net.last().receive(line)
    expect(net.last().destroyed).toBe(false)
    net.last().receive(line)
    expect(net.last().destroyed).toBe(true)
    expect(reported.at(-1)).toMatchObject({
      kind: 'lost',
      failure: {
        code: 'unreachable',
        message:
          'the server sent more than 16 MiB of events, or more than 32767 of them, before it answered the login',
      },
    })
  })
})

test('a login reply with "true" for a result is taken for true, and told', async () => {
  const { net, next, reported, kinds } = setUp()
  void next()
  net.last().open()
  net.last().receive('{"cmd":"enterprise_login_res","data":{"result":"true","msg":"ok"}}\n')
  expect(kinds().slice(-2)).toEqual(['protocol-warning', 'connected'])
  expect(reported.at(-2)).toMatchObject({ warning: 'odd-login-reply', text: 'result:"true"' })
})

test.each([
  ['{"cmd":"login_res","data":{"result":true}}', '{"cmd":"login_res","data":{"result":true}}'],
  ['{"cmd":"event_push","delivery_id":1}', '{"cmd":"event_push","delivery_id":1}'],
  ['{"cmd":"invalid_msg","error_code":4001,"msg":"not login"}', 'not login (error_code 4001)'],
])('a SNoti 2.x server is told by name and not tried again: %s', async (line, said) => {
  const { net, next, clock } = setUp()
  const first = next()
  net.last().open()
  net.last().receive(`${line}\n`)
  await expect(first).rejects.toMatchObject({
    code: 'unreachable',
    message: `this is a SNoti 2.x server: it answered the login with ${said}; the login is for message proxy 1.0`,
    hint: expect.stringContaining('noti.gizwitsapi.com:2015'),
  })
  clock.advance(600_000)
  expect(net.connections).toHaveLength(1)
})

describe('an invalid_msg', () => {
  const line = '{"cmd":"invalid_msg","error_code":4000,"msg":"what"}\n'

  test.each(['note', 'refused'] as const)('that means “%s” changes nothing once logged in', async invalid => {
    const { net, connected, reported } = setUp({ invalid })
    const first = connected()
    net.last().receive(`${line}${eventLine(1)}\n`)
    expect((await first)!.ack()).toBe(1)
    expect(reported.at(-1)).toMatchObject({ kind: 'protocol-warning', warning: 'invalid-msg' })
  })

  test('that means “reconnect” ends the connection', () => {
    const { net, connected, reported, clock } = setUp({ invalid: 'reconnect' })
    void connected()
    net.last().receive(line)
    expect(net.last().destroyed).toBe(true)
    const message = 'the server rejected a message: what (error_code 4000)'
    expect(reported.at(-1)).toMatchObject({ kind: 'lost', wasConnected: true, failure: { message } })
    clock.advance(500)
    net.last().login()
    expect(net.connections).toHaveLength(2)
  })

  test('that means “refused” is the reply to a login', async () => {
    const { net, next } = setUp({ invalid: 'refused' })
    const first = next()
    net.last().open()
    net.last().receive('{"cmd":"invalid_msg","msg":"who"}\n')
    await expect(first).rejects.toMatchObject({
      code: 'refused',
      message: 'login refused by the server: who',
    })
  })
})

describe('lines that are not as they must be', () => {
  test.each([
    ['hello', 'malformed', 'hello', 0],
    ['[]', 'malformed', '[]', 0],
    ['{"cmd" : "enterprise_event_push",', 'malformed', '{"cmd" : "enterprise_event_push",', 1],
    ['{"cmd":"reboot"}', 'unknown-cmd', '{"cmd":"reboot"}', 0],
    ['{"cmd":"event_push","delivery_id":1}', 'unknown-cmd', '{"cmd":"event_push","delivery_id":1}', 1],
    ['{"cmd":"invalid_msg","msg":"what"}', 'invalid-msg', 'what', 0],
    ['{"cmd":"invalid_msg","msg":"what","error_code":1}', 'invalid-msg', 'what (error_code 1)', 0],
    ['{"cmd":"enterprise_login_res","data":{"result":true,"msg":"again"}}', 'stray-login-reply', 'again', 0],
    ['{"cmd":"enterprise_login_res","data":{"result":false,"msg":"no"}}', 'stray-login-reply', 'no', 0],
    ['x'.repeat(2000), 'too-long', `2000 bytes: ${'x'.repeat(68)}…`, 1],
  ])('%s', async (line, warning, text, skippedEvents) => {
    const { net, connected, reported } = setUp({ maxLine: 1024 })
    const first = connected()
    net.last().receive(`${line}\n${eventLine(1)}\n`)
    expect((await first)!.deliveries).toHaveLength(1)
    expect(reported.at(-1)).toEqual({ kind: 'protocol-warning', warning, text, skippedEvents })
    expect(net.connections).toHaveLength(1)
  })

  test('blank lines, CRLF and pongs nobody asked for are nothing to speak of', async () => {
    const { net, connected, kinds } = setUp()
    const first = connected()
    net.last().receive(`\n\r\n{"cmd":"enterprise_pong"}\r\n${eventLine(1)}\r\n`)
    expect((await first)!.deliveries[0]!.line).toBe(`${eventLine(1)}\r`)
    expect(kinds().at(-1)).toBe('connected')
  })
})

describe('the end', () => {
  test('a refused first login is final', async () => {
    const { net, next } = setUp()
    const first = next()
    net.last().open()
    net.last().receive('{"cmd":"enterprise_login_res","data":{"result":false,"msg":"bad secret"}}\n')
    await expect(first).rejects.toMatchObject({
      code: 'refused',
      message: 'login refused by the server: bad secret',
    })
    expect(net.connections).toHaveLength(1)
    expect(net.last().destroyed).toBe(true)
  })

  test('a certificate that does not verify is final', async () => {
    const { net, next, clock } = setUp()
    const first = next()
    net.last().close(new Failure('untrusted', 'self-signed'))
    await expect(first).rejects.toMatchObject({ code: 'untrusted' })
    clock.advance(600_000)
    expect(net.connections).toHaveLength(1)
    expect(net.last().sent).toBe('')
  })

  test('halt ends the iteration and leaves the connection for the last acks; stop says goodbye', async () => {
    const { net, connected, session, reader } = setUp()
    const first = connected()
    net.last().receive(`${eventLine(1)}\n`)
    const batch = (await first)!
    session.halt()
    expect(await reader.next()).toEqual({ value: undefined, done: true })
    expect(batch.ack()).toBe(1)
    batch.deliveries[0]!.ack()
    const stopped = session.stop()
    await Promise.resolve()
    await Promise.resolve()
    expect(net.last().ended).toBe(true)
    expect(net.last().destroyed).toBe(false)
    net.last().receive(`${eventLine(2)}\n`)
    net.last().close()
    await stopped
    expect(net.last().acks).toEqual(['1'])
  })

  test('a peer that is gone already is not waited for', async () => {
    const { net, connected, session } = setUp()
    void connected()
    session.halt()
    net.last().close()
    await session.stop()
    expect(net.last().ended).toBe(false)
  })

  test('a peer that does not answer the goodbye is left after two seconds', async () => {
    const { net, connected, session, clock } = setUp()
    void connected()
    let over = false
    const stopped = session.stop().then(() => {
      over = true
    })
    await Promise.resolve()
    await Promise.resolve()
    clock.advance(1999)
    await Promise.resolve()
    expect(over).toBe(false)
    clock.advance(1)
    await stopped
    expect(net.last().destroyed).toBe(true)
    expect(clock.waiting).toBe(0)
  })

  test('while dialing or waiting, stop ends at once and nothing is dialed any more', async () => {
    for (const lose of [false, true]) {
      const { net, next, session, clock } = setUp()
      const first = next()
      if (lose) net.last().close()
      await session.stop()
      expect(await first).toBeUndefined()
      clock.advance(600_000)
      expect(net.connections).toHaveLength(1)
      expect(clock.waiting).toBe(0)
    }
  })

  test('the goodbye reads on where reading was paused, and no later look at what waits pauses it again', async () => {
    const { net, connected, session, reader } = setUp()
    const first = connected()
    net.last().receive(`${eventLine(1)}\n`)
    const batch = (await first)!
    net.last().takesMore = false
    batch.ack()
    net.last().receive(`${eventLine(2)}\n`)
    expect(net.last().paused).toBe(true)
    const stopped = session.stop()
    await Promise.resolve()
    await Promise.resolve()
    expect([net.last().ended, net.last().paused]).toEqual([true, false])
    expect(await reader.next()).toEqual({ value: undefined, done: true })
    expect(net.last().paused).toBe(false)
    net.last().close()
    await stopped
  })

  test('hanging up cuts the goodbye short', async () => {
    const { net, connected, session, clock } = setUp()
    void connected()
    const stopped = session.stop()
    await Promise.resolve()
    await Promise.resolve()
    expect([net.last().ended, net.last().destroyed]).toEqual([true, false])
    session.hangUp()
    await stopped
    expect([net.last().destroyed, clock.waiting]).toEqual([true, 0])
  })

  test('events that wait are handed out before a failure; halting forgets both', async () => {
    for (const halt of [false, true]) {
      const { net, connected, session, next, reader, clock } = setUp({ policy: { maxRetries: 0 } })
      await Promise.all([connected(), net.last().receive(`${eventLine(1)}\n`)])
      net.last().receive(`${eventLine(2)}\n`)
      net.last().close()
      expect(clock.waiting).toBe(0)
      if (halt) session.halt()
      else expect((await next())!.deliveries).toHaveLength(1)
      if (halt) expect(await reader.next()).toEqual({ value: undefined, done: true })
      else await expect(next()).rejects.toMatchObject({ message: 'closed by the test' })
    }
  })

  test.each(['dialing', 'phase', 'secured', 'connected', 'ping', 'pong', 'lost', 'draining'] as const)(
    'whoever hears of “%s” may stop the session, and nothing goes on',
    async kind => {
      let stopped: Promise<void> | undefined
      let sent = ''
      const all = setUp({
        onStatus: status => {
          if (status.kind !== kind) return
          sent = all.net.connections.at(-1)?.sent ?? ''
          stopped ??= all.session.stop()
        },
      })
      const { net, next, clock } = all
      const first = next()
      if (!stopped) net.last().open()
      if (!stopped) net.last().receive('{"cmd":"enterprise_login_res","data":{"result":true}}\n')
      if (!stopped) net.last().receive(`${eventLine(1)}\n`)
      if (!stopped) await first
      if (!stopped) clock.advance(60_000)
      if (!stopped) net.last().receive(`${eventLine(2)}\n`)
      if (!stopped) net.last().close()
      if (!stopped) clock.advance(500)
      expect(stopped).toBeDefined()
      const { length } = net.connections
      clock.advance(600_000)
      await Promise.resolve()
      await Promise.resolve()
      clock.advance(600_000)
      await stopped
      expect(net.connections).toHaveLength(length)
      expect(net.connections.every(one => one.destroyed)).toBe(true)
      if (net.connections.length > 0) expect(net.last().sent).toBe(sent)
      expect(await next()).toBeUndefined()
      expect(clock.waiting).toBe(0)
    },
  )

  test('leaving the loop stops the session', async () => {
    const { net, session } = setUp()
    const done = (async () => {
      for await (const batch of session) return batch.ack()
    })()
    net.last().login()
    net.last().receive(`${eventLine(1)}\n`)
    await Promise.resolve()
    await new Promise(resolve => setImmediate(resolve))
    expect(net.last().ended).toBe(true)
    net.last().close()
    expect(await done).toBe(1)
  })
})

test('the trace has the beginning of a long line, and how much is left out', async () => {
  const { net, connected, traced } = setUp()
  const first = connected()
  net.last().receive(`${eventLine(`"${'i'.repeat(1_000_000)}"`)}\n`)
  const batch = await first
  expect(batch!.ack()).toBe(1)
  const [received, sent] = traced.slice(-2)
  expect(received).toMatch(
    /^received \{"cmd":"enterprise_event_push","delivery_id":"i{65000,}… \(934,\d{3} more bytes\)$/,
  )
  expect(sent).toMatch(
    /^sent \{"cmd":"enterprise_event_ack","delivery_id":"i{65000,}… \(934,\d{3} more bytes\)$/,
  )
  expect(net.last().acks[0]).toHaveLength(1_000_002)
})

test('the trace has every line, and not the secret', () => {
  const { net, connected, traced } = setUp()
  void connected()
  net.last().receive('No JSON\n')
  expect(traced).toEqual([
    'sent {"cmd":"enterprise_login_req","data":{"enterprise_id":"the-id","enterprise_secret":"***","prefetch_count":5}}',
    'received {"cmd":"enterprise_login_res","data":{"result":true,"msg":"ok"}}',
    'received No JSON',
  ])
})

test('ten thousand reconnects leave no timer behind, and one connection at a time', () => {
  const { net, connected, clock } = setUp({ random: () => 0 })
  void connected()
  for (let i = 0; i < 10_000; i++) {
    net.last().close()
    while (net.last().destroyed) clock.advance(1000)
    net.last().login()
    expect(clock.waiting).toBeLessThanOrEqual(1)
  }
  expect(net.connections.filter(one => !one.destroyed)).toHaveLength(1)
  expect(net.connections).toHaveLength(10_001)
})
