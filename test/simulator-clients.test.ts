import { describe, expect, test } from 'vitest'
import type { BrokerOptions } from '../src/simulator/broker.ts'
import { snoti2 } from '../src/wire/snoti2/snoti2.ts'
import type { BareClient } from './support/bare-client.ts'
import { byHand } from './support/by-hand.ts'
import { TestBroker, until } from './support/test-broker.ts'

// The requests of public clients of SNoti 2.x, as they write them, over real connections.

const { accepted, ping, pong, ack, refused, invalid } = byHand.snoti2

const start = (options: Partial<BrokerOptions> = {}) =>
  TestBroker.start({ dialect: snoti2.server, events: [], ...options })

const rowOf = (subkey: string, more = '', secret = 's') =>
  `{"product_key":"pk","auth_id":"a","auth_secret":"${secret}","subkey":"${subkey}"${more}}`
const loginOf = (rows: string, more = ',"prefetch_count":50') =>
  `{"cmd":"login_req"${more},"data":[${rows}]}\n`
const subscribe = (row: string) => `{"cmd":"subscribe_req","msg_id":"m1","data":[${row}]}\n`
const event = (id: number | string, more = '', type = 'device_online', key = 'pk') =>
  `{"cmd":"event_push","delivery_id":${id}${more},"event_type":"${type}","product_key":"${key}","did":"d1"}`

async function enter(broker: TestBroker, login: string): Promise<BareClient> {
  const client = await broker.dial()
  client.send(login)
  expect(await client.take(1)).toEqual([accepted])
  return client
}

const untilQuiet = (client: BareClient) => client.takeUntil(ping, pong)

describe('a login', () => {
  test('without rows, and a subscription to each product after it', async () => {
    const broker = await start()
    const client = await enter(broker, loginOf(''))
    client.send(subscribe(rowOf('q', ',"events":["device.online"]')))
    expect(await client.take(1)).toEqual([
      '{"cmd":"subscribe_res","result":true,"msg":"ok","data":[{"product_key":"pk","subkey":"q","events":["device.online"]}],"msg_id":"m1"}',
    ])
    broker.broker.publish([event(1), event(2, '', 'device_offline'), event(3, '', 'device_online', 'other')])
    expect(await untilQuiet(client)).toEqual([event(1)])
    client.send(`{"cmd":"unsubscribe_req","data":[{"product_key":"pk","auth_id":"a","subkey":"q"}]}\n`)
    expect(await client.json()).toMatchObject({ cmd: 'unsubscribe_res', result: true })
    broker.broker.publish([event(4)])
    expect(await untilQuiet(client)).toEqual([])
  })

  test('without prefetch_count gets 50 un-acked events', async () => {
    const broker = await start()
    const client = await enter(broker, loginOf(rowOf('q'), ''))
    broker.broker.publish(Array.from({ length: 60 }, (_, i) => event(i + 1)))
    expect(await untilQuiet(client)).toHaveLength(50)
  })

  test('names events that nobody knows, and gets the others', async () => {
    const broker = await start()
    const events = ',"events":["device.attrs_fault","device.attr_fault"]'
    const client = await enter(broker, loginOf(rowOf('q', events)))
    broker.broker.publish([event(1), event(2, '', 'attr_fault')])
    expect(await untilQuiet(client)).toEqual([event(2, '', 'attr_fault')])
  })

  test('has its members in any order and spacing', async () => {
    const broker = await start()
    const row = '{ "subkey" : "q", "auth_secret":"s" ,"auth_id": "a", "product_key":\t"pk" }'
    const client = await enter(broker, `{ "prefetch_count" : 1, "data": [ ${row} ], "cmd":"login_req" }\r\n`)
    broker.broker.publish([event(1), event(2)])
    expect(await untilQuiet(client)).toEqual([event(1)])
  })

  test('with one wrong row of several is refused and closed', async () => {
    const broker = await start({ credentials: { secret: 's' } })
    const client = await broker.dial()
    client.send(loginOf(`${rowOf('q')},${rowOf('r', '', 'wrong')}`))
    expect(await client.take(1)).toEqual([refused('auth_id or auth_secret is wrong')])
    expect(await client.closed).toBe('end')
    expect(broker.log.join()).not.toContain('wrong"')
  })
})

test('acks may have the msg_id or not, and members in any order', async () => {
  const broker = await start()
  const client = await enter(broker, loginOf(rowOf('q')))
  broker.broker.publish([event(1, ',"msg_id":"a="'), event('"d-2"', ',"msg_id":"b"'), event(3), event(4)])
  expect(await untilQuiet(client)).toEqual([
    event(1, ',"msg_id":"a="'),
    event('"d-2"', ',"msg_id":"b"'),
    event(3),
    event(4),
  ])
  client.send('{"cmd":"event_ack","msg_id":"a=","delivery_id":1}\n')
  client.send('{ "delivery_id":"d-2", "cmd":"event_ack" }\n')
  client.send('{"delivery_id":3,"msg_id":null,"cmd":"event_ack"}\n')
  client.send(ack(4))
  await untilQuiet(client)
  expect(broker.ledger.unacked()).toEqual([])
  expect(broker.ledger.violations).toEqual([])
})

test('every invalid_msg has an integer error_code', async () => {
  const broker = await start()
  const client = await broker.dial()
  const answer = async (line: string) => {
    client.send(line)
    const { cmd, error_code } = await client.json()
    return [cmd, error_code]
  }
  expect(await answer(ping)).toEqual(['invalid_msg', 4001])
  expect(await answer(ack(1))).toEqual(['invalid_msg', 4001])
  expect(await answer(subscribe(rowOf('q')))).toEqual(['invalid_msg', 4001])
  client.send(loginOf(''))
  expect(await client.take(1)).toEqual([accepted])
  expect(await answer(loginOf(''))).toEqual(['invalid_msg', 4009])
  for (const line of ['no JSON', '{}', '{"cmd":7}', '{"cmd":"enterprise_ping"}', '{"cmd":"event_ack"}'])
    expect(await answer(`${line}\n`), line).toEqual(['invalid_msg', 4002])
  client.send(`${'x'.repeat(70_000)}\n`)
  expect(await client.take(1)).toEqual([invalid('not understood', 'a line of more than 65536 bytes')])
})

describe('remote control is answered', () => {
  const command = (data: string) => `{"cmd":"write_attrs","source":"noti","data":${data}}`
  const device = '{"did":"d1","mac":"m","product_key":"pk","attrs":{"Switch":1}}'

  test.each([
    [
      `{"cmd":"remote_control_v2_req","msg_id":"x","data":[${command(device)},${command('{}')}]}`,
      '{"cmd":"remote_control_v2_res","result":{"succeed":[{"did":"d1"}],"failed":[{"did":null,"reason":"no did"}]},"msg_id":"x"}',
    ],
    [
      `{"cmd":"remote_control_req","data":[${command(device)}]}`,
      '{"cmd":"remote_control_res","result":{"succeed":["d1"],"failed":[]}}',
    ],
    [
      `{"cmd":"remote_control_v2_req","data":[{"cmd":"write_v1","source":"noti","data":{"did":"d2","raw":[1,2],"binary_coding":"base64"}}]}`,
      '{"cmd":"remote_control_v2_res","result":{"succeed":[{"did":"d2"}],"failed":[]}}',
    ],
  ])('%s', async (request, reply) => {
    const client = await enter(await start(), loginOf(''))
    client.send(`${request}\n`)
    expect(await client.take(1)).toEqual([reply])
  })
})

describe('two clients', () => {
  const six = [1, 2, 3, 4, 5, 6].map(id => event(id))

  test('with different subkeys get a copy each', async () => {
    const broker = await start()
    const clients = [await enter(broker, loginOf(rowOf('q'))), await enter(broker, loginOf(rowOf('Q')))]
    broker.broker.publish(six)
    for (const client of clients) expect(await untilQuiet(client)).toEqual(six)
  })

  test('with the same subkey get the events in turn; one at its prefetch gets no more, the other goes on', async () => {
    const broker = await start()
    const few = await enter(broker, loginOf(rowOf('q'), ',"prefetch_count":1'))
    const many = await enter(broker, loginOf(rowOf('q')))
    broker.broker.publish(six)
    expect([await untilQuiet(few), (await untilQuiet(many)).length]).toEqual([[event(1)], 5])
    few.send(ack(1))
    broker.broker.publish([event(7), event(8)])
    expect((await untilQuiet(few)).length + (await untilQuiet(many)).length).toBe(2)
    expect(broker.ledger.pushes).toHaveLength(8)
  })

  test('give un-acked events back to their own queue only, where they are pushed again', async () => {
    const broker = await start()
    const gone = await enter(broker, loginOf(`${rowOf('q')},${rowOf('other')}`, ',"prefetch_count":4'))
    broker.broker.publish([event(1), event(2)])
    expect(await untilQuiet(gone)).toHaveLength(4)
    gone.destroy()
    await until(() => broker.log.some(line => line.includes('4 un-acked events go back')))
    const [same, third] = [
      await enter(broker, loginOf(rowOf('q'))),
      await enter(broker, loginOf(rowOf('new'))),
    ]
    expect(await untilQuiet(same)).toEqual([event(1), event(2)])
    expect(await untilQuiet(third)).toEqual([])
    expect(await untilQuiet(await enter(broker, loginOf(rowOf('other'))))).toEqual([event(1), event(2)])
  })
})

test('a client of products that nobody made up gets events of them', async () => {
  const broker = await TestBroker.start({ dialect: snoti2.server, devices: 1 })
  const client = await enter(broker, loginOf(rowOf('q')))
  const lines = await client.take(20)
  for (const line of lines) expect(JSON.parse(line)).toMatchObject({ cmd: 'event_push', product_key: 'pk' })
})
