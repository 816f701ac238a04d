import { afterEach, describe, expect, test } from 'vitest'
import { Failure, type Snoti2Options, type Status, tail } from '../src/index.ts'
import { allEventNames } from '../src/wire/snoti2/event-names.ts'
import { HandServer, loginAccepted, type Visitor } from './support/hand-server.ts'

let server: HandServer
afterEach(() => server?.close().catch(() => {}))

const products = [{ productKey: 'pk1', authId: 'id1', authSecret: 'c4n4ry-secret' }]
const loginLine = `{"cmd":"login_req","prefetch_count":50,"data":[{"product_key":"pk1","auth_id":"id1","auth_secret":"c4n4ry-secret","subkey":"gizwits_tail","events":${JSON.stringify(allEventNames)}}]}`
const push = (id: number, more = '') =>
  `{"cmd":"event_push",${more}"delivery_id":${id},"event_type":"device_online","did":"d1","product_key":"pk1","created_at":1568700000.25}\n`

async function serve(visit: (visitor: Visitor, number: number) => unknown): Promise<Snoti2Options> {
  server = await HandServer.start(visit)
  return { dialect: 'snoti2', products, host: '127.0.0.1', port: server.port, ca: server.ca }
}

/** Takes `count` events, acking each, and ends. */
async function take(options: Snoti2Options, count: number): Promise<string[]> {
  const lines: string[] = []
  for await (const delivery of tail(options)) {
    lines.push(delivery.line)
    expect(delivery.ack()).toBe(true)
    if (lines.length === count) break
  }
  return lines
}

test('logs in with its rows, and echoes msg_id and delivery_id as they came', async () => {
  const options = await serve(async visitor => {
    await visitor.login('snoti2')
    visitor.socket.write(push(1) + push(2, '"msg_id":"a\\u003d",'))
  })
  expect(await take(options, 2)).toEqual([push(1), push(2, '"msg_id":"a\\u003d",')].map(line => line.trim()))
  await server.visitors[0]!.until(({ closed }) => closed)
  expect(server.visitors[0]!.lines).toEqual([
    loginLine,
    '{"cmd":"event_ack","delivery_id":1}',
    '{"cmd":"event_ack","msg_id":"a\\u003d","delivery_id":2}',
  ])
})

test('takes its bytes however they are cut', async () => {
  const bytes = Buffer.from(loginAccepted.snoti2 + push(1, '"msg_id":"中",') + push(2))
  for (let cut = 1; cut < bytes.length; cut += 7) {
    const options = await serve(async visitor => {
      await visitor.until(({ lines }) => lines.length > 0)
      visitor.socket.write(bytes.subarray(0, cut), () =>
        setImmediate(() => visitor.socket.write(bytes.subarray(cut))),
      )
    })
    expect(await take(options, 2)).toHaveLength(2)
    await server.close()
  }
})

test.each([4000, 4001, 4003])('error_code %s: logs in again, on a new connection', async code => {
  const options = await serve(async (visitor, number) => {
    await visitor.login('snoti2')
    if (number === 1) visitor.socket.write(`{"cmd":"invalid_msg","error_code":${code},"msg":"gone"}\n`)
    else visitor.socket.write(push(7))
  })
  await take(options, 1)
  expect(server.visitors.map(({ lines }) => lines[0])).toEqual([loginLine, loginLine])
})

test('error_code 4009 and others are reported, and the stream goes on', async () => {
  const options = await serve(async visitor => {
    await visitor.login('snoti2')
    visitor.socket.write(
      '{"cmd":"invalid_msg","error_code":4009,"msg":"already"}\n{"cmd":"invalid_msg","msg":"x"}\n',
    )
    visitor.socket.write('{"cmd":"subscribe_res","result":true,"msg":"ok","data":[]}\n')
    visitor.socket.write(push(1))
  })
  const warnings: string[] = []
  const onStatus = (status: Status) => status.kind === 'protocol-warning' && warnings.push(status.text)
  await take({ ...options, onStatus }, 1)
  expect(warnings).toEqual(['already (error_code 4009)', 'x'])
  expect(server.visitors).toHaveLength(1)
})

test('a trace shows the login without its secrets', async () => {
  const options = await serve(async visitor => {
    await visitor.login('snoti2')
    visitor.socket.write(push(1))
  })
  const sent: string[] = []
  await take({ ...options, onLine: (direction, line) => direction === 'sent' && sent.push(line) }, 1)
  expect(sent[0]).toBe(loginLine.replace('c4n4ry-secret', '***'))
})

describe('the wrong service is named', () => {
  const failureOf = async (options: Parameters<typeof tail>[0]) => {
    try {
      for await (const _ of tail(options)) break
    } catch (error) {
      return error as Failure
    }
    return undefined
  }

  test.each([
    ['{"cmd":"enterprise_login_res","data":{"result":false,"msg":"?"}}'],
    ['{"cmd":"invalid_msg","msg":"unknown cmd"}'],
  ])('message proxy 1.0, by %s', async reply => {
    const failure = await failureOf(await serve(visitor => visitor.socket.write(`${reply}\n`)))
    expect(failure).toBeInstanceOf(Failure)
    expect(failure!.message).toContain('message proxy 1.0')
  })

  test.each([
    ['{"cmd":"login_res","data":{"result":false,"msg":"?"}}'],
    ['{"cmd":"invalid_msg","error_code":4001,"msg":"not logged in"}'],
  ])('SNoti 2.x, by %s', async reply => {
    const { dialect: _, products: __, ...where } = await serve(visitor => visitor.socket.write(`${reply}\n`))
    const failure = await failureOf({ ...where, id: 'i', secret: 's' })
    expect(failure!.message).toContain('SNoti 2.x')
  })
})

test('options that cannot be are refused before anything is dialed', () => {
  expect(() => tail({ dialect: 'snoti2', products: [] })).toThrow('no product')
  expect(() => tail({ dialect: 'snoti2' } as never)).toThrow('no product')
  expect(() => tail({ dialect: 'snoti3' } as never)).toThrow('dialect snoti3: it must be noti1 or snoti2')
  expect(() => tail({ dialect: 'snoti2', products, prefetch: 32768 })).toThrow('prefetch: 32768')
})
