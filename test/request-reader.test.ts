import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { noti1 } from '../src/wire/noti1/noti1.ts'

function read(line: string | Buffer) {
  const bytes = Buffer.from(line)
  // With other bytes around it: only [start, end) may count.
  const around = Buffer.concat([Buffer.from('}{"'), bytes, Buffer.from('\n{"cmd":1}')])
  return noti1.server.readRequest(around, 3, 3 + bytes.length)
}

const login = (data: unknown) => read(JSON.stringify({ cmd: 'enterprise_login_req', data }))
const good = { enterprise_id: 'e', enterprise_secret: 's3cret', prefetch_count: 50 }

describe('login', () => {
  const asked = {
    kind: 'login',
    who: 'e',
    credentials: [{ id: 'e', secret: 's3cret' }],
    queues: [{ key: '', productKey: undefined }],
  }

  test('is read with its three members', () => {
    const wanted = { ...asked, prefetch: 20, prefetchMissing: false }
    expect(login({ ...good, prefetch_count: 20 })).toEqual(wanted)
  })

  test.each([1, 32767])('prefetch_count %s is within bounds', prefetch_count => {
    expect(login({ ...good, prefetch_count })).toMatchObject({ kind: 'login', prefetch: prefetch_count })
  })

  test.each([undefined, null])('prefetch_count %s means the default', prefetch_count => {
    const wanted = { ...asked, prefetch: 50, prefetchMissing: true }
    expect(login({ ...good, prefetch_count })).toEqual(wanted)
  })

  test.each([
    [0, '0'],
    [-1, '-1'],
    [32768, '32768'],
    [1.5, '1.5'],
    ['5', 'a string'],
    [true, 'a boolean'],
    [[5], 'an array'],
    [{}, 'an object'],
  ])('prefetch_count %j is refused', (prefetch_count, given) => {
    expect(login({ ...good, prefetch_count })).toEqual({
      kind: 'bad-login',
      reason: `prefetch_count must be a whole number from 1 to 32767, not ${given}`,
    })
  })

  test.each([
    ['enterprise_id', 5],
    ['enterprise_id', undefined],
    ['enterprise_secret', null],
    ['enterprise_secret', ['s']],
  ])('%s %j is refused', (name, value) => {
    expect(login({ ...good, [name]: value })).toEqual({
      kind: 'bad-login',
      reason: `${name} must be a string`,
    })
  })

  test.each([undefined, null, 'text', 7])('data %j is refused', data => {
    expect(login(data)).toEqual({ kind: 'bad-login', reason: 'data must be an object' })
  })

  test('no reason quotes the secret', () => {
    for (const line of [
      '{"cmd":"enterprise_login_req","data":{"enterprise_id":"e","enterprise_secret":"s","prefetch_count":"s3cret"}}',
      '{"cmd":"enterprise_login_req","data":{"enterprise_id":1,"enterprise_secret":"s3cret"}}',
      '{"cmd":"enterprise_login_req","data":{"enterprise_secret":"s3cret"',
      '{"cmd":"login","data":{"enterprise_secret":"s3cret"}}',
      '{"data":{"enterprise_secret":"s3cret"}}',
    ]) {
      expect(JSON.stringify(read(line))).not.toContain('s3cret')
    }
  })
})

describe('ack', () => {
  test.each([
    '1',
    '0',
    '123456789012345',
    '9007199254740993',
    '18446744073709551615',
    '-7',
    '1.0',
    '1E+3',
    '"d-7"',
    '"\\u4e2d"',
    '"a\\"b"',
    'null',
    '{"a":[1]}',
  ])('keeps the bytes of id %s', token => {
    expect(read(`{"cmd":"enterprise_event_ack","delivery_id":${token}}`)).toEqual({ kind: 'ack', token })
    expect(read(` { "delivery_id" : ${token} , "cmd" : "enterprise_event_ack" } \r`)).toEqual({
      kind: 'ack',
      token,
    })
  })

  test('gives bytes beyond ASCII as latin1', () => {
    const token = Buffer.from('"中"').toString('latin1')
    expect(read('{"cmd":"enterprise_event_ack","delivery_id":"中"}')).toEqual({ kind: 'ack', token })
  })

  test('the usual form is read as the scanner reads it, whatever stands for the id', () => {
    const bits = fc.constantFrom('0', '1', '9', '-', '.', 'e', '}', '{', ' ', '"', ',', 'true', '1234567')
    fc.assert(
      fc.property(fc.array(bits, { maxLength: 6 }), parts => {
        const id = parts.join('')
        const usual = read(`{"cmd":"enterprise_event_ack","delivery_id":${id}}`)
        const spaced = read(`{ "cmd":"enterprise_event_ack","delivery_id":${id}}`)
        expect(usual).toEqual(spaced)
      }),
      { examples: [[['0', '1']], [['0', '0']], [['0', '1234567']]] },
    )
  })

  test('without an id is invalid', () => {
    expect(read('{"cmd":"enterprise_event_ack"}')).toMatchObject({ kind: 'invalid' })
  })
})

test('ping', () => {
  expect(read('{"cmd":"enterprise_ping"}')).toEqual({ kind: 'ping' })
  expect(read('{"cmd":"enterprise_\\u0070ing"}\r')).toEqual({ kind: 'ping' })
})

test.each(['', '\r', ' \t\r'])('%j is blank', line => {
  expect(read(line)).toEqual({ kind: 'blank' })
})

test.each([
  ['hello', 'not one JSON object on a line'],
  ['[]', 'not one JSON object on a line'],
  ['{"cmd":"enterprise_ping"', 'not one JSON object on a line'],
  ['{}', 'no cmd'],
  ['{"cmd":5}', 'unknown cmd of a wrong type'],
  ['{"cmd":"enterprise_party"}', 'unknown cmd "enterprise_party"'],
  ['{"cmd":"\\u001b[2J"}', 'unknown cmd "\\u001b[2J"'],
])('%j is invalid: %s', (line, reason) => {
  expect(read(line)).toEqual({ kind: 'invalid', reason })
})

test('any bytes at all are read as something', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 80 }), bytes => {
      const start = Math.min(2, bytes.length)
      expect(noti1.server.readRequest(Buffer.from(bytes), start, bytes.length).kind).toBeTypeOf('string')
    }),
  )
})
