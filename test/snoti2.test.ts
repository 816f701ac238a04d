import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Failure } from '../src/base/failure.ts'
import { noti1 } from '../src/wire/noti1/noti1.ts'
import type { Push } from '../src/wire/push.ts'
import { allEventNames, eventNameOf, eventNames } from '../src/wire/snoti2/event-names.ts'
import type { ProductLogin } from '../src/wire/snoti2/login.ts'
import { snoti2 } from '../src/wire/snoti2/snoti2.ts'

const product: ProductLogin = { productKey: 'pk1', authId: 'id1', authSecret: 's3cret-1' }

function pushes(lines: readonly string[]): Push[] {
  const bytes = Buffer.from(lines.map(line => `${line}\n`).join(''))
  return snoti2.decoder.readAll(bytes, 0, bytes.length).map(message => {
    if (message.kind !== 'push') throw new Error(`not a push: ${message.kind}`)
    return message
  })
}

describe('login', () => {
  test('has a row per product, all events, and the subkey of this program', () => {
    const second = { productKey: 'pk2', authId: 'id2', authSecret: 's3cret-2', subkey: 'Mine_2' }
    const { bytes, shown } = snoti2.login(
      [product, { ...second, events: ['device_online', 'device.reset'] }],
      7,
    )
    const all = JSON.stringify(allEventNames)
    expect(allEventNames).toHaveLength(17)
    const line = (first: string, other: string) =>
      `{"cmd":"login_req","prefetch_count":7,"data":[{"product_key":"pk1","auth_id":"id1","auth_secret":"${first}","subkey":"gizwits_tail","events":${all}},` +
      `{"product_key":"pk2","auth_id":"id2","auth_secret":"${other}","subkey":"Mine_2","events":["device.online","device.reset"]}]}\n`
    expect(String(bytes)).toBe(line('s3cret-1', 's3cret-2'))
    expect(String(shown)).toBe(line('***', '***'))
  })

  test.each<[what: string, products: ProductLogin[], message: RegExp]>([
    ['no product', [], /no product/],
    ['no product key', [{ ...product, productKey: '' }], /no product key/],
    ['no auth id', [{ ...product, authId: '' }], /product pk1: no auth id/],
    ['no secret', [{ ...product, authSecret: '' }], /product pk1: no auth secret/],
    ['an empty subkey', [{ ...product, subkey: '' }], /subkey '' is not valid: it must be 1 to 32 letters/],
    ['a subkey of 33', [{ ...product, subkey: 'a'.repeat(33) }], /is not valid/],
    ['a subkey with a dash', [{ ...product, subkey: 'a-b' }], /subkey 'a-b' is not valid/],
    ['a subkey with a line end', [{ ...product, subkey: 'ab\n' }], /is not valid/],
    [
      'one queue twice',
      [product, { ...product, authId: 'x' }],
      /pk1 with the subkey gizwits_tail is given twice/,
    ],
  ])('%s is an error of usage', (_, products, message) => {
    expect(() => snoti2.login(products, 50)).toThrow(message)
    expect(() => snoti2.login(products, 50)).toThrow(Failure)
  })

  test('the longest subkey, and two queues of one product', () => {
    const rows = [product, { ...product, subkey: `${'Z9_'.repeat(10)}ab` }]
    expect(JSON.parse(String(snoti2.login(rows, 1).bytes)).data[1].subkey).toHaveLength(32)
  })

  test('an unknown event names the nearest one, or all', () => {
    const hintFor = (event: string) => {
      try {
        snoti2.login([{ ...product, events: [event] }], 1)
      } catch (error) {
        return (error as Failure).hint
      }
      return undefined
    }
    expect(hintFor('device.onlin')).toBe('Did you mean device.online?')
    expect(hintFor('something else')).toMatch(/^There are: device\.online, .*datapoints\.changed$/)
  })

  test('events are taken in every spelling in use', () => {
    for (const [name, type] of Object.entries(eventNames)) {
      expect(eventNameOf(name)).toBe(name)
      expect(eventNameOf(type)).toBe(name)
      expect(eventNameOf(name.replaceAll('.', '_'))).toBe(name)
    }
    expect(eventNameOf('toString')).toBeUndefined()
  })
})

describe('acks', () => {
  /** As one would write it who has never heard of speed. */
  const naive = (ids: readonly (readonly [msgId: string | undefined, id: string])[]) =>
    ids
      .map(
        ([msgId, id]) =>
          `{"cmd":"event_ack",${msgId === undefined ? '' : `"msg_id":${msgId},`}"delivery_id":${id}}\n`,
      )
      .join('')
  const lineOf = ([msgId, id]: readonly [string | undefined, string]) =>
    `{"cmd":"event_push",${msgId === undefined ? '' : `"msg_id":${msgId},`}"delivery_id":${id},"event_type":"device_online"}`

  test('batches of 1 to 200, with and without msg_id, byte for byte', () => {
    for (let count = 1; count <= 200; count++) {
      for (const every of [1, 2, 3, 65]) {
        const ids = Array.from(
          { length: count },
          (_, i) => [i % every ? undefined : `"M${i}="`, String(i * 7)] as const,
        )
        const written = String(snoti2.acks(pushes(ids.map(lineOf))))
        if (written !== naive(ids)) expect(written, `${count} acks, ${every}`).toBe(naive(ids))
      }
    }
  })

  test('whatever the ids are, they go back as the bytes that came', () => {
    const raw = fc.oneof(
      fc.constantFrom('1', '9007199254740993', '"d-7"', '1.0', '"\\u4e2d"', '-0', '1e3', '""', '{"a":[1]}'),
      fc.string({ maxLength: 60 }).map(text => JSON.stringify(text)),
    )
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.option(raw, { nil: undefined }), raw), { minLength: 1, maxLength: 90 }),
        ids => {
          expect(String(snoti2.acks(pushes(ids.map(lineOf))))).toBe(naive(ids))
        },
      ),
    )
  })

  test('of two msg_ids the last counts, as for a JSON parser; null is none', () => {
    const both = pushes(['{"cmd":"event_push","msg_id":"a","delivery_id":1,"msg_id":"b"}'])
    expect(String(snoti2.acks(both))).toBe('{"cmd":"event_ack","msg_id":"b","delivery_id":1}\n')
    const none = pushes(['{"cmd":"event_push","msg_id":null,"delivery_id":1}'])
    expect(String(snoti2.acks(none))).toBe('{"cmd":"event_ack","delivery_id":1}\n')
  })
})

describe('what the server says', () => {
  const read = (line: string) => {
    const bytes = Buffer.from(`${line}\n`)
    return snoti2.decoder.read(bytes, 0, bytes.length - 1)
  }

  test.each([
    [
      '{"cmd":"login_res","data":{"result":true,"msg":"ok"}}',
      { kind: 'login-reply', accepted: true, text: 'ok' },
    ],
    ['{"cmd":"pong"}', { kind: 'pong' }],
    ['{"cmd":"subscribe_res","result":true,"msg":"ok","data":[]}', { kind: 'other-reply' }],
    ['{"cmd":"remote_control_v2_res","msg_id":"a","result":{"succeed":[]}}', { kind: 'other-reply' }],
    ['{"cmd":"remote_control_res","result":{"succeed":[]}}', { kind: 'other-reply' }],
    ['{"cmd":"enterprise_pong"}', { kind: 'unknown', cmd: 'enterprise_pong' }],
    [
      '{"cmd":"invalid_msg","error_code":4001,"msg":"m"}',
      { kind: 'invalid', code: 4001, text: 'm (error_code 4001)' },
    ],
  ])('%s', (line, message) => expect(read(line)).toMatchObject(message))

  test.each([
    [4000, 'reconnect'],
    [4001, 'reconnect'],
    [4003, 'reconnect'],
    [4009, 'note'],
    [4002, 'note'],
    [undefined, 'note'],
  ])('error_code %s means %s', (code, meaning) => expect(snoti2.invalid(code)).toBe(meaning))

  test('each service knows the other by what it says, and not itself', () => {
    const from1 = [
      '{"cmd":"enterprise_login_res"}',
      '{"cmd":"enterprise_event_push"}',
      '{"cmd":"invalid_msg","msg":"x"}',
    ]
    const from2 = [
      '{"cmd":"login_res"}',
      '{"cmd":"event_push"}',
      '{"cmd":"invalid_msg","error_code":4001,"msg":"x"}',
    ]
    const skipped = (dialect: typeof noti1 | typeof snoti2, line: string) => {
      const message = dialect.decoder.read(Buffer.from(`${line}\n`), 0, Buffer.byteLength(line))
      return message.kind === 'invalid' || message.kind === 'unknown' ? message : undefined
    }
    for (const line of from1) expect(noti1.recognises(skipped(snoti2, line)!), line).toBe(true)
    for (const line of from2) expect(snoti2.recognises(skipped(noti1, line)!), line).toBe(true)
  })
})

describe('requests', () => {
  const read = (message: unknown) => {
    const bytes = Buffer.from(typeof message === 'string' ? message : JSON.stringify(message))
    return snoti2.server.readRequest(bytes, 0, bytes.length)
  }
  const row = {
    product_key: 'pk1',
    auth_id: 'id1',
    auth_secret: 's3cret',
    subkey: 'q',
    events: ['device.online'],
  }
  const queue = { key: 'pk1/q', productKey: 'pk1', eventTypes: new Set(['device_online']) }
  const credentials = [{ id: 'id1', secret: 's3cret' }]

  test('our own login is read back', () => {
    const request = read(String(snoti2.login([product], 9).bytes).trim())
    const eventTypes = new Set(Object.values(eventNames))
    expect(request).toEqual({
      kind: 'login',
      who: 'pk1:id1',
      credentials: [{ id: 'id1', secret: 's3cret-1' }],
      queues: [{ key: 'pk1/gizwits_tail', productKey: 'pk1', eventTypes }],
      prefetch: 9,
      prefetchMissing: false,
    })
  })

  test('members in any order and spacing, no prefetch_count, names that nobody knows', () => {
    const events = '[ "device.attrs_fault", "device.online", 7 ]'
    const line = `{ "data" : [ { "events" : ${events}, "subkey":"q","auth_secret":"s3cret" , "auth_id":"id1","product_key":"pk1","x":1 } ] , "cmd" : "login_req" }`
    expect(read(line)).toMatchObject({
      kind: 'login',
      prefetch: 50,
      prefetchMissing: true,
      queues: [queue],
      credentials,
    })
  })

  test('no rows: the products come later, by subscriptions', () => {
    expect(read({ cmd: 'login_req', prefetch_count: 5, data: [] })).toMatchObject({
      kind: 'login',
      queues: [],
      credentials: [],
    })
    expect(read({ cmd: 'subscribe_req', data: [row] })).toMatchObject({
      kind: 'subscribe',
      queues: [queue],
      credentials,
    })
    expect(read({ cmd: 'subscribe_req', data: row })).toMatchObject({ kind: 'subscribe', queues: [queue] })
    for (const auth_secret of [undefined, 's3cret']) {
      expect(read({ cmd: 'unsubscribe_req', data: [{ ...row, auth_secret }] })).toMatchObject({
        kind: 'unsubscribe',
        keys: ['pk1/q'],
      })
    }
  })

  test('the secret of an unsubscription is not looked at', () => {
    const auth_secret = { toString: 1, valueOf: 1 }
    expect(read({ cmd: 'unsubscribe_req', data: [{ ...row, auth_secret }] })).toMatchObject({
      keys: ['pk1/q'],
    })
  })

  test('a subscription is answered at the top level, with its rows and without their secrets', () => {
    const request = read({ cmd: 'subscribe_req', msg_id: 'm', data: [row] })
    if (request.kind !== 'subscribe') throw new Error(request.kind)
    expect(request.reply(true, 'ok')).toBe(
      '{"cmd":"subscribe_res","result":true,"msg":"ok","data":[{"product_key":"pk1","subkey":"q","events":["device.online"]}],"msg_id":"m"}\n',
    )
  })

  test.each<[what: string, data: unknown, reason: string]>([
    ['no rows at all', undefined, 'data must be an array'],
    ['an object', {}, 'data must be an array'],
    ['a row that is no object', ['x'], 'data[0].product_key must be a string'],
    ['a row without a secret', [{ ...row, auth_secret: undefined }], 'data[0].auth_secret must be a string'],
    ['a second row with an odd id', [row, { ...row, auth_id: 7 }], 'data[1].auth_id must be a string'],
    [
      'a subkey of 33',
      [{ ...row, subkey: 'a'.repeat(33) }],
      'data[0].subkey must be 1 to 32 letters, digits and _',
    ],
  ])('%s is refused with a reason that quotes nothing', (_, data, reason) => {
    expect(read({ cmd: 'login_req', data })).toEqual({ kind: 'bad-login', reason })
  })

  test('a subscription that cannot be is answered, and changes nothing', () => {
    expect(read({ cmd: 'subscribe_req', data: [{}] })).toEqual({
      kind: 'reply',
      line: '{"cmd":"subscribe_res","result":false,"msg":"data[0].product_key must be a string","data":[{}]}\n',
    })
  })

  test('acks with and without msg_id', () => {
    for (const line of [
      '{"cmd":"event_ack","delivery_id":17}',
      '{"cmd":"event_ack","msg_id":"a","delivery_id":17}',
      '{ "delivery_id": 17, "cmd": "event_ack", "msg_id": "a" }',
    ])
      expect(read(line)).toEqual({ kind: 'ack', token: '17' })
    expect(read('{"cmd":"event_ack","msg_id":"a"}')).toMatchObject({ kind: 'invalid' })
  })

  test('remote control is answered in both versions, so that no client waits for ever', () => {
    const data = [
      {
        cmd: 'write_attrs',
        source: 'noti',
        data: { did: 'd1', mac: 'm', product_key: 'pk1', attrs: { a: 1 } },
      },
      { cmd: 'write', data: {} },
    ]
    expect(read({ cmd: 'remote_control_v2_req', msg_id: 'x', data })).toEqual({
      kind: 'reply',
      line: '{"cmd":"remote_control_v2_res","result":{"succeed":[{"did":"d1"}],"failed":[{"did":null,"reason":"no did"}]},"msg_id":"x"}\n',
    })
    expect(read({ cmd: 'remote_control_req', data })).toEqual({
      kind: 'reply',
      line: '{"cmd":"remote_control_res","result":{"succeed":["d1"],"failed":[{"null":"no did"}]}}\n',
    })
  })

  test('every rejection has an integer error_code', () => {
    for (const reason of ['not-understood', 'not-logged-in', 'logged-in-already'] as const) {
      const { cmd, error_code, msg } = JSON.parse(snoti2.server.replies.invalid(reason, 'why'))
      expect({ cmd, msg }).toEqual({ cmd: 'invalid_msg', msg: 'why' })
      expect(Number.isInteger(error_code)).toBe(true)
    }
    expect(JSON.parse(snoti2.server.replies.invalid('not-logged-in', '')).error_code).toBe(4001)
    expect(JSON.parse(snoti2.server.replies.invalid('logged-in-already', '')).error_code).toBe(4009)
  })
})
