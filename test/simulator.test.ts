import { X509Certificate } from 'node:crypto'
import { connect as connectTcp } from 'node:net'
import { describe, expect, onTestFinished, test } from 'vitest'
import { type Broker, type BrokerOptions, startBroker } from '../src/simulator/broker.ts'
import { localNamesWith, makeCertificate } from '../src/simulator/certificate.ts'
import type { Ledger } from '../src/simulator/ledger.ts'
import { dialects } from '../src/wire/dialects.ts'
import { BareClient } from './support/bare-client.ts'
import { allProducts, type ByHand, byHand, handProduct } from './support/by-hand.ts'
import { ManualClock } from './support/manual-clock.ts'
import { dial, TestBroker, until } from './support/test-broker.ts'

let clock: ManualClock
let ledger: Ledger
let said: string[]

/** Brokers of a dialect, and their clients. */
function brokersOf(hand: ByHand) {
  /** A broker that serves given lines: none by default. */
  function start(options: Partial<BrokerOptions> = {}): Promise<Broker> {
    return startWorld({ events: [], ...options })
  }

  async function startWorld(options: Partial<BrokerOptions>): Promise<Broker> {
    const started = await TestBroker.start({ dialect: dialects[hand.name].server, ...options })
    ;({ clock, ledger, log: said } = started)
    return started.broker
  }

  async function enter(broker: Broker, prefetch = 5, products?: readonly string[]): Promise<BareClient> {
    const client = await dial(broker)
    client.send(hand.login(prefetch, { products }))
    expect(await client.take(1)).toEqual([hand.accepted])
    return client
  }

  return { start, startWorld, enter }
}

describe.each(Object.values(byHand))('in $name', hand => {
  const { start, startWorld, enter } = brokersOf(hand)
  const { accepted, refused, invalid, ack, ping, pong, login } = hand
  const event = (id: number | string, n = id) =>
    `{"cmd":"${hand.push}","delivery_id":${id},"event_type":"device_online","did":"d${n}","product_key":"${handProduct}"}`
  const events = (count: number) => Array.from({ length: count }, (_, i) => event(i + 1))

  /** What came before the answer to a ping: all there was to say. */
  const untilQuiet = (client: BareClient) => client.takeUntil(ping, pong)

  describe('login', () => {
    test('is accepted from anybody, where nothing is demanded', async () => {
      const broker = await start()
      const client = await dial(broker)
      client.send(login(5, { id: 'anybody', secret: 'anything' }))
      expect(await client.take(1)).toEqual([accepted])
      expect(broker.stats()).toMatchObject({ connections: 1, logins: 1, refusals: 0 })
    })

    test.each([
      ['wrong', 's3cret'],
      ['e1', 'wrong'],
    ])('with %s/%s is refused and closed, where other credentials are demanded', async (id, secret) => {
      const broker = await start({ credentials: { id: 'e1', secret: 's3cret' }, events: events(1) })
      const client = await dial(broker)
      client.send(login(5, { id, secret }))
      expect(await client.take(1)).toEqual([refused(hand.wrongCredentials)])
      expect(await client.closed).toBe('end')
      expect(client.left).toEqual([])
      expect(await (await enter(broker)).take(1)).toEqual(events(1))
    })

    test.each([
      ['0', '0'],
      ['32768', '32768'],
      ['"5"', 'a string'],
      ['2.5', '2.5'],
    ])('with prefetch_count %s is refused', async (prefetch, given) => {
      const client = await dial(await start())
      client.send(login(prefetch))
      const reason = `prefetch_count must be a whole number from 1 to 32767, not ${given}`
      expect(await client.take(1)).toEqual([refused(reason)])
      expect(await client.closed).toBe('end')
      expect(said).toContain(`client 1: closed by the broker: login refused: ${reason}`)
    })

    test('without prefetch_count is accepted with a window of 50, and the log says so', async () => {
      const client = await dial(await start({ events: events(60) }))
      client.send(login())
      expect(await client.take(51)).toEqual([accepted, ...events(50)])
      expect(await untilQuiet(client)).toEqual([])
      expect(said.join('\n')).toMatch(
        /^client 1: logged in as .*, at most 50 un-acked \(no prefetch_count given\)$/m,
      )
    })

    test('must come before anything else', async () => {
      const broker = await start({ events: events(1) })
      const client = await dial(broker)
      client.send(ping + ack(1) + login(5))
      const answers = [
        invalid('not logged in', 'log in first'),
        invalid('not logged in', 'log in first'),
        accepted,
        event(1),
      ]
      expect(await client.take(4)).toEqual(answers)
      expect(ledger.violations).toEqual([])
    })

    test('a second time is not understood, and changes nothing', async () => {
      const client = await enter(await start({ events: events(3) }), 1)
      expect(await client.take(1)).toEqual([event(1)])
      client.send(login(5))
      expect(await untilQuiet(client)).toEqual([invalid('logged in already', 'logged in already')])
    })

    test('must come within 30 s', async () => {
      const broker = await start()
      const client = await dial(broker)
      client.send('\n')
      await until(() => broker.stats().connections === 1)
      clock.advance(29_999)
      client.send(ping)
      expect(await client.take(1)).toEqual([invalid('not logged in', 'log in first')])
      clock.advance(1)
      expect(await client.closed).toBe('end')
    })

    test('may arrive in pieces, and with the first ack behind it', async () => {
      const client = await dial(await start({ events: events(2) }))
      const bytes = login(1)
      client.send(bytes.slice(0, 30))
      client.send(`${bytes.slice(30)}${ping}`)
      expect(await client.take(3)).toEqual([accepted, pong, event(1)])
    })

    test('the secret is never told, whatever goes wrong', async () => {
      const broker = await start({ credentials: { id: 'e1', secret: 'hidden' } })
      for (const line of [
        login(5),
        login(0),
        login(5, { secret: 'hidden' }),
        '{"enterprise_secret":"hidden"\n',
        '{"auth_secret":"hidden"\n',
      ]) {
        const client = await dial(broker)
        client.send(line)
        await client.take(1)
        client.destroy()
      }
      expect(said.length).toBeGreaterThan(6)
      expect(said.join()).not.toMatch(/s3cret|hidden/)
    })
  })

  describe('window', () => {
    test('prefetch is kept to the event, and an ack frees one place', async () => {
      const client = await enter(await start({ events: events(10) }), 3)
      expect(await client.take(3)).toEqual([event(1), event(2), event(3)])
      expect(await untilQuiet(client)).toEqual([])
      client.send(ack(2))
      expect(await client.take(1)).toEqual([event(4)])
      expect(await untilQuiet(client)).toEqual([])
      client.send(ack(1) + ack(4))
      expect(await client.take(2)).toEqual([event(5), event(6)])
      expect(await untilQuiet(client)).toEqual([])
      expect(ledger.acked().map(({ sequence }) => sequence)).toEqual([1, 2, 4])
    })

    test.each([
      ['unknown id', ack(99)],
      ['acked twice', ack(1) + ack(1)],
      ['unknown id', ack('1.0')],
      ['unknown id', ack('"1"')],
    ] as const)('a wrong ack (%s) ends all pushing, but not the answers', async (what, acks) => {
      const broker = await start({ events: events(10) })
      const client = await enter(broker, 1)
      await client.take(1)
      client.send(acks)
      const before = await untilQuiet(client)
      client.send(ack(2))
      expect(await untilQuiet(client)).toEqual([])
      expect(before.length).toBe(0)
      expect(ledger.violations[0]).toMatchObject({ connection: 1, what })
      expect(broker.stats().violations).toBeGreaterThan(1)
      expect(said.filter(line => line.includes('gets no more events')).length).toBe(1)
    })

    test('an id of another connection is a wrong ack', async () => {
      const broker = await start({ events: events(3) })
      const first = await enter(broker, 3)
      await first.take(3)
      const second = await enter(broker, 3)
      second.send(ack(2))
      await untilQuiet(second)
      expect(ledger.violations).toEqual([{ connection: 2, token: '2', what: 'id of another connection' }])
      expect(ledger.acked()).toEqual([])
    })

    test('ids are told apart by their bytes', async () => {
      const tokens = [
        '9007199254740993',
        '9007199254740992',
        '18446744073709551615',
        '"a\\u4e2d"',
        '"a中"',
        '1.0',
        '1',
      ]
      const client = await enter(await start({ events: tokens.map((token, i) => event(token, i)) }), 10)
      expect(await client.take(tokens.length)).toEqual(tokens.map((token, i) => event(token, i)))
      client.send(tokens.map(ack).join(''))
      await untilQuiet(client)
      expect(ledger.violations).toEqual([])
      expect(ledger.unacked()).toEqual([])
    })
  })

  describe('events that were given', () => {
    test('keep their own id, unless the connection has seen it', async () => {
      const given = [event(2, 'a'), event('"x"', 'b'), event(2, 'c'), event(7, 'd'), event(1, 'e')]
      const client = await enter(await start({ events: given }), 10)
      expect(await client.take(5)).toEqual([
        event(2, 'a'),
        event('"x"', 'b'),
        event(1, 'c'),
        event(7, 'd'),
        event(3, 'e'),
      ])
    })

    test('go out byte for byte around the id, and what is no event goes out once and needs no ack', async () => {
      const spaced = `{ "data" : {"delivery_id":5}, "delivery_id" :  8 ,"cmd":"${hand.push}","n":1.50, "product_key" :"${handProduct}" } `
      const given = ['not JSON', spaced, '', `{"cmd":"${hand.push}"}`, '中文\r', event(1)]
      const broker = await start({ events: given })
      const client = await enter(broker, 5)
      expect(await client.take(6)).toEqual(given)
      client.destroy()
      const again = await enter(broker, 5)
      expect(await again.take(2)).toEqual([spaced.replace(' 8 ', ' 1 '), event(2, 1)])
      expect(await untilQuiet(again)).toEqual([])
      expect(ledger.asides.map(text => Buffer.from(text, 'latin1').toString())).toEqual([
        'not JSON',
        '',
        `{"cmd":"${hand.push}"}`,
        '中文\r',
      ])
    })

    test('may be bytes that are no UTF-8', async () => {
      const line = Buffer.concat([
        Buffer.from(`{"cmd":"${hand.push}","delivery_id":1,"product_key":"${handProduct}","x":"`),
        Buffer.from([0xff, 0xe4]),
        Buffer.from('"}'),
      ])
      const client = await enter(await start({ events: [line] }))
      await client.take(1)
      expect(Buffer.concat(client.chunks).includes(line)).toBe(true)
    })

    test('are served round and round up to a count above theirs, and cut off at one below', async () => {
      const client = await enter(await start({ events: events(2), count: 5 }), 10)
      expect(await client.take(5)).toEqual([event(1), event(2), event(3, 1), event(4, 2), event(5, 1)])
      expect(await untilQuiet(client)).toEqual([])
      const few = await enter(await start({ events: events(9), count: 4 }), 10)
      expect(await few.take(4)).toEqual(events(4))
      expect(await untilQuiet(few)).toEqual([])
    })

    test('can be published later, beyond count', async () => {
      const broker = await start({ events: events(1), count: 1 })
      const client = await enter(broker)
      expect(await client.take(1)).toEqual([event(1)])
      broker.publish([event(6, 'late')])
      expect(await client.take(1)).toEqual([event(6, 'late')])
    })
  })

  describe('after a connection', () => {
    test.each(['end', 'destroy'] as const)(
      'its un-acked events (%s) come again, first and under new ids',
      async how => {
        const broker = await start({ events: ['a', 'b', 'c', 'd'].map((n, i) => event(i + 10, n)) })
        const first = await enter(broker, 3)
        expect(await first.take(3)).toEqual([event(10, 'a'), event(11, 'b'), event(12, 'c')])
        first.send(ack(11))
        expect(await first.take(1)).toEqual([event(13, 'd')])
        first.socket[how]()
        await first.closed
        await until(() => said.some(line => line.includes('3 un-acked events go back')))
        const second = await enter(broker, 5)
        expect(await second.take(3)).toEqual([event(1, 'a'), event(2, 'c'), event(3, 'd')])
        second.send(ack(1) + ack(2) + ack(3))
        await untilQuiet(second)
        expect(ledger.unacked()).toEqual([])
        expect(ledger.violations).toEqual([])
        expect(ledger.pushes.map(push => [push.connection, ledger.lineOf(push)])).toEqual([
          [1, event(10, 'a')],
          [1, event(11, 'b')],
          [1, event(12, 'c')],
          [1, event(13, 'd')],
          [2, event(1, 'a')],
          [2, event(2, 'c')],
          [2, event(3, 'd')],
        ])
      },
    )

    test('they go to another one at once, if it has room', async () => {
      const broker = await start({ events: events(3) })
      const first = await enter(broker, 3)
      await first.take(3)
      const second = await enter(broker, 2)
      expect(await untilQuiet(second)).toEqual([])
      first.destroy()
      expect(await second.take(2)).toEqual([event(1), event(2)])
      second.send(ack(1))
      expect(await second.take(1)).toEqual([event(3)])
    })

    test('several connections get events in turn', async () => {
      const broker = await start()
      const clients = [await enter(broker, 3), await enter(broker, 3), await enter(broker, 1)]
      broker.publish(Array.from({ length: 4 }, (_, i) => event('"p"', i)))
      broker.publish(Array.from({ length: 2 }, (_, i) => event('"q"', i + 4)))
      const counts = []
      for (const client of clients) counts.push((await untilQuiet(client)).length)
      expect(counts.sort()).toEqual([1, 2, 3])
      expect(ledger.pushes.map(({ connection }) => connection)).toEqual([1, 2, 3, 1, 2, 1])
      for (const { pushes } of ledger.events) expect(pushes.length).toBe(1)
    })
  })

  describe('heartbeat', () => {
    test('a ping is answered', async () => {
      const client = await enter(await start())
      client.send(ping + ping)
      expect(await client.take(2)).toEqual([pong, pong])
    })

    test('five minutes without a byte, and the client is given up', async () => {
      const client = await enter(await start())
      clock.advance(299_000)
      client.send(ping)
      expect(await client.take(1)).toEqual([pong])
      clock.advance(299_999)
      expect(await untilQuiet(client)).toEqual([])
      clock.advance(300_000)
      expect(await client.take(1)).toEqual(['No Heartbeat!'])
      expect(await client.closed).toBe('end')
    })
  })

  describe('what is not understood', () => {
    test.each([
      ['text', 'hello', 'not one JSON object on a line'],
      ['a strange cmd', '{"cmd":"enterprise_party"}', 'unknown cmd "enterprise_party"'],
      ['an ack of nothing', `{"cmd":"${hand.ackCmd}"}`, `${hand.ackCmd} without delivery_id`],
      ['a long line', 'x'.repeat(65_537), 'a line of more than 65536 bytes'],
    ])('%s is answered with invalid_msg, and all goes on', async (_, line, msg) => {
      const client = await enter(await start({ events: events(2) }), 1)
      await client.take(1)
      client.send(`${line}\n\n\r\n`)
      expect(await client.take(1)).toEqual([invalid('not understood', msg)])
      client.send(ack(1))
      expect(await client.take(1)).toEqual([event(2)])
    })

    test('what a client says cannot reach the log raw', async () => {
      const broker = await start()
      const client = await dial(broker)
      client.send(login(5, { id: '\\u001b[2J\\u202e', products: ['\\u001b[2J\\u202e'] }))
      await client.take(1)
      client.send('{"cmd":"\\u001b]0;x\\u0007"}\n')
      await client.take(1)
      client.send(Buffer.from(ack('"\u009b2J"'), 'latin1'))
      await untilQuiet(client)
      expect(said.length).toBe(4)
      expect(said.join()).not.toMatch(/[\p{Cc}\p{Cf}]/u)
    })
  })

  describe('pace', () => {
    test('the opening comes with the login, the rest at the rate', async () => {
      const broker = await startWorld({ rate: 10, devices: 4 })
      const client = await enter(broker, 1000, allProducts)
      const first = await untilQuiet(client)
      expect(first.length).toBe(8)
      expect(first.filter(line => line.includes('device_online')).length).toBe(4)
      let came = 0
      for (let second = 0; second < 20; second++) {
        clock.advance(1000)
        came += (await untilQuiet(client)).length
      }
      expect(came).toBeGreaterThan(185)
      expect(came).toBeLessThan(215)
    })

    test('given lines have no opening, and count ends them', async () => {
      const client = await enter(await start({ rate: 2, events: events(3), count: 7 }), 50)
      expect(await untilQuiet(client)).toEqual([])
      clock.advance(1000)
      const early = await untilQuiet(client)
      expect(early.length).toBeGreaterThanOrEqual(1)
      expect(early.length).toBeLessThanOrEqual(3)
      clock.advance(60_000)
      expect(early.length + (await untilQuiet(client)).length).toBe(7)
    })

    test('at rate 0 the world gives what the window takes, and the same for the same seed', async () => {
      const serve = async () => {
        const client = await enter(await startWorld({ devices: 3, count: 40, seed: 5 }), 100, allProducts)
        return untilQuiet(client)
      }
      const once = await serve()
      expect(once.length).toBe(40)
      expect(await serve()).toEqual(once)
    })
  })

  test('a client that does not read is not written to without bound', async () => {
    const line = event(1).replace('}', `,"x":"${'y'.repeat(100_000)}"}`)
    const broker = await start({ events: [line], count: 500 })
    const client = await enter(broker, 500)
    client.socket.pause()
    await until(() => broker.stats().pushes > 5)
    let before = -1
    for (let turns = 0; turns < 200 || before !== broker.stats().pushes; turns++) {
      before = broker.stats().pushes
      await new Promise(resolve => setImmediate(resolve))
    }
    expect(before).toBeLessThan(250)
    client.socket.resume()
    expect((await client.take(500)).length).toBe(500)
  })
})

const { start, startWorld, enter } = brokersOf(byHand.noti1)

test('events wait while nobody is there, and not without bound', async () => {
  const broker = await startWorld({ rate: 1000, devices: 2 })
  const client = await enter(broker, 1)
  client.destroy()
  await until(() => said.some(line => /goe?s? back/.test(line)))
  clock.advance(60_000)
  expect(ledger.events.length).toBeGreaterThanOrEqual(10_000)
  expect(ledger.events.length).toBeLessThan(10_010)
  const again = await enter(broker, 2000)
  expect((await again.takeUntil(byHand.noti1.ping, byHand.noti1.pong)).length).toBe(2000)
  expect(broker.stats().logins).toBe(2)
})

describe('certificate', () => {
  test.each(['127.0.0.1', 'localhost'])('verifies by default for %s, where it is trusted', async host => {
    const broker = await start()
    const client = await dial(broker, host)
    expect(client.socket.authorized).toBe(true)
  })

  test('is refused where it is not trusted, or another is', async () => {
    const broker = await start()
    const other = makeCertificate()
    await expect(BareClient.connect(broker.port, '')).rejects.toMatchObject({
      code: 'DEPTH_ZERO_SELF_SIGNED_CERT',
    })
    await expect(BareClient.connect(broker.port, other.cert)).rejects.toThrow()
  })

  test('is made for this machine and the host given, from an hour ago for some days', async () => {
    const { cert } = makeCertificate()
    const { subjectAltName, validFrom, validTo, ca } = new X509Certificate(cert)
    expect(subjectAltName).toBe('DNS:localhost, IP Address:127.0.0.1, IP Address:0:0:0:0:0:0:0:1')
    expect(ca).toBe(true)
    const ago = Date.now() - Date.parse(validFrom)
    expect(ago).toBeGreaterThan(3_590_000)
    expect(ago).toBeLessThan(3_700_000)
    expect(Date.parse(validTo) - Date.now()).toBeGreaterThan(2 * 86_400_000)
    expect(localNamesWith('127.0.0.1')).toEqual(['localhost', '127.0.0.1', '::1'])
    expect(localNamesWith('192.0.2.7')).toContain('192.0.2.7')
  })

  test('can be an expired one, or for another host', async () => {
    const hour = 3_600_000
    const expired = makeCertificate({
      notBefore: new Date(Date.now() - 2 * hour),
      notAfter: new Date(Date.now() - hour),
    })
    const one = await start({ certificate: expired })
    await expect(BareClient.connect(one.port, one.ca)).rejects.toMatchObject({ code: 'CERT_HAS_EXPIRED' })
    const two = await start({ certificate: makeCertificate({ names: ['example.test'] }) })
    await expect(BareClient.connect(two.port, two.ca)).rejects.toMatchObject({
      code: 'ERR_TLS_CERT_ALTNAME_INVALID',
    })
  })

  test('is made by the broker where none is given, for its host', async () => {
    const broker = await startBroker({
      port: 0,
      host: '127.0.0.2',
      rate: 0,
      devices: 1,
      seed: 1,
      scenarios: [],
      clock: new ManualClock(),
    })
    onTestFinished(() => broker.close())
    const client = await dial(broker, '127.0.0.2')
    expect(client.socket.authorized).toBe(true)
  })
})

describe('server', () => {
  test('says what is wrong with a port that is taken', async () => {
    const broker = await start()
    await expect(start({ port: broker.port })).rejects.toMatchObject({
      code: 'usage',
      message: `cannot listen on 127.0.0.1, port ${broker.port}: something else listens there`,
    })
  })

  test('close ends clients, timers and those who never spoke TLS', async () => {
    const broker = await startWorld({ rate: 5 })
    const client = await enter(broker)
    const raw = connectTcp(broker.port, '127.0.0.1')
    await new Promise(resolve => raw.once('connect', resolve))
    const rawClosed = new Promise(resolve => raw.once('close', resolve))
    raw.on('error', () => {})
    await broker.close()
    await client.closed
    await rawClosed
    expect(clock.waiting).toBe(0)
  })

  test('tells of clients that fail at TLS, and goes on', async () => {
    const broker = await start()
    const raw = connectTcp(broker.port, '127.0.0.1')
    raw.on('error', () => {})
    raw.end('GET / HTTP/1.1\r\n\r\n')
    await until(() => said.some(line => line.startsWith('a client failed at TLS')))
    await enter(broker)
  })
})
