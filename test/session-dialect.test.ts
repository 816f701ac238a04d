import { describe, expect, test } from 'vitest'
import type { Batch } from '../src/session/delivery.ts'
import { Session } from '../src/session/session.ts'
import { sessionConfig } from '../src/session/settings.ts'
import type { Status } from '../src/session/status.ts'
import { fakeDial } from './support/fake-dial.ts'
import { fakeDialect } from './support/fake-dialect.ts'
import { ManualClock } from './support/manual-clock.ts'

const accepted = '{"cmd":"login_done","data":{"result":true,"msg":"ok"}}\n'

/** A session in a dialect with other words, on connections played by hand. */
function setUp() {
  const clock = new ManualClock()
  const net = fakeDial()
  const reported: Status[] = []
  const traced: string[] = []
  const config = sessionConfig({}, fakeDialect, prefetch =>
    fakeDialect.login({ secret: 'hush', queues: [{ key: 'q' }] }, prefetch),
  )
  const session = new Session(config, {
    dial: net.dial,
    clock,
    defer: queueMicrotask,
    random: () => 1,
    report: status => reported.push(status),
    trace: (direction, line) => traced.push(`${direction} ${line}`),
  })
  const reader = session[Symbol.asyncIterator]()
  const next = async () => (await reader.next()).value as Batch | undefined
  return { clock, net, reported, traced, next }
}

test('a session logs in, acks and pings in the words of its dialect, and shows no secret', async () => {
  const { clock, net, traced, next } = setUp()
  const first = next()
  net.last().open()
  net
    .last()
    .receive(
      `${accepted}{"cmd":"news","delivery_id":1,"ref":"r-1"}\n{"ref":null,"cmd":"news","delivery_id":2}\n`,
    )
  const batch = (await first)!
  expect(batch.deliveries.map(delivery => delivery.deliveryId)).toEqual(['1', '2'])
  expect(batch.ack()).toBe(2)
  clock.advance(60_000)
  net.last().receive('{"cmd":"tock"}\n')
  const login = (secret: string) =>
    `{"cmd":"login_please","secret":"${secret}","queues":[{"key":"q"}],"prefetch":10}`
  const rest = [
    '{"cmd":"got_it","ref":"r-1","delivery_id":1}',
    '{"cmd":"got_it","delivery_id":2}',
    '{"cmd":"tick"}',
  ]
  expect(net.last().sent).toBe([login('hush'), ...rest].map(line => `${line}\n`).join(''))
  expect(traced.filter(line => line.startsWith('sent'))).toEqual(
    [login('***'), ...rest].map(line => `sent ${line}`),
  )
})

test('the prefetch is within the bounds of the dialect', () => {
  const configFor = (prefetch: number) => sessionConfig({ prefetch }, fakeDialect, () => fakeDialect.ping)
  expect(() => configFor(1000)).not.toThrow()
  expect(() => configFor(1001)).toThrow(/prefetch: 1001 was given/)
})

describe('an invalid message', () => {
  test.each([2, 3, 9, 4711])('with code %i is reported when logged in', async code => {
    const { net, reported, next } = setUp()
    void next()
    net.last().open()
    net.last().receive(`${accepted}{"cmd":"what","error_code":${code},"msg":"no"}\n`)
    expect(reported).toContainEqual({
      kind: 'protocol-warning',
      warning: 'invalid-msg',
      text: `no (error_code ${code})`,
      skippedEvents: 0,
    })
  })

  test('that means to reconnect ends the connection, and another one logs in', () => {
    const { clock, net, reported, next } = setUp()
    void next()
    net.last().open()
    net.last().receive(`${accepted}{"cmd":"what","error_code":2,"msg":"who are you"}\n`)
    expect(reported.at(-1)).toMatchObject({
      kind: 'lost',
      failure: { code: 'unreachable', message: expect.stringContaining('who are you (error_code 2)') },
      wasConnected: true,
    })
    expect(net.last().destroyed).toBe(true)
    clock.advance(500)
    expect(net.connections).toHaveLength(2)
    net.last().open()
    expect(net.last().messages).toMatchObject([{ cmd: 'login_please' }])
  })

  test('that means a refused login is the end at the first one, with the hint of the dialect', async () => {
    const { net, next } = setUp()
    const first = next()
    net.last().open()
    net.last().receive('{"cmd":"what","error_code":9,"msg":"not you"}\n')
    await expect(first).rejects.toMatchObject({
      code: 'refused',
      message: expect.stringContaining('not you (error_code 9)'),
      hint: 'Check the fake secret.',
    })
  })

  test.each([9, 3])('of any other kind leaves the connection as it is: %i', code => {
    const { net, reported, next } = setUp()
    void next()
    net.last().open()
    net.last().receive(`${accepted}{"cmd":"what","error_code":${code},"msg":"hm"}\n`)
    expect(reported.at(-1)).toMatchObject({ kind: 'protocol-warning' })
    expect(net.last().destroyed).toBe(false)
  })
})

test('a login without a reply has the hint of the dialect', () => {
  const { clock, net, reported, next } = setUp()
  void next()
  net.last().open()
  net.last().close()
  expect(reported.at(-1)).toMatchObject({ failure: { hint: 'Check the fake host.' } })
  clock.advance(500)
  net.last().open()
  clock.advance(10_000)
  expect(reported.at(-1)).toMatchObject({ kind: 'lost', failure: { hint: 'Check the fake host.' } })
})

test.each([
  [
    '{"cmd":"enterprise_login_res","data":{"result":true}}',
    'message proxy 1.0',
    'the enterprise’s id and secret, --id ID and --secret-file PATH',
  ],
  [
    '{"cmd":"login_res","data":{"result":true}}',
    'SNoti 2.x',
    'a product with its auth id and secret, --product PRODUCT_KEY:AUTH_ID and --secret-file PATH',
  ],
])('a server of another service is named: %s', async (line, title, takes) => {
  const { net, next } = setUp()
  const first = next()
  net.last().open()
  net.last().receive(`${line}\n`)
  await expect(first).rejects.toMatchObject({
    code: 'unreachable',
    message: `this is a ${title} server: it answered the login with ${line}; the login is for the fake service`,
    hint: `A login to ${title} takes ${takes}. If you meant the fake service: it is at fake.example:4711 (--host, --port).`,
  })
})
