import { describe, expect, test } from 'vitest'
import { ackLines } from '../src/wire/ack-lines.ts'
import { type Message, readMessage } from '../src/wire/message.ts'
import { loginLine, pingLine } from '../src/wire/noti1.ts'
import { pushOf } from './support/lines.ts'

function read(line: string): Message {
  const bytes = Buffer.from(`${line}\n`)
  return readMessage(bytes, 0, bytes.length - 1)
}

test.each<[line: string, message: Message]>([
  [
    '{"cmd":"enterprise_login_res","data":{"result":true,"msg":"ok"}}',
    { kind: 'login-reply', accepted: true, text: 'ok' },
  ],
  [
    '{"data":{"msg":"no","result":false},"cmd":"enterprise_login_res"}',
    { kind: 'login-reply', accepted: false, text: 'no' },
  ],
  ['{"cmd":"enterprise_login_res"}', { kind: 'login-reply', accepted: false, text: '' }],
  ['{"cmd":"enterprise_login_res","data":null}', { kind: 'login-reply', accepted: false, text: '' }],
  [
    '{"cmd":"enterprise_login_res","data":{"result":"true"}}',
    { kind: 'login-reply', accepted: false, text: '' },
  ],
  ['{"cmd":"enterprise_pong"}', { kind: 'pong' }],
  ['{ "cmd" : "\\u0065nterprise_pong" }\r', { kind: 'pong' }],
  ['{"cmd":"invalid_msg","msg":"what?"}', { kind: 'invalid', text: 'what?' }],
  [
    '{"cmd":"invalid_msg","error_code":4001,"msg":"\u001b[31m"}',
    { kind: 'malformed', text: '{"cmd":"invalid_msg","error_code":4001,"msg":"\\u001b[31m"}' },
  ],
  [
    '{"cmd":"invalid_msg","error_code":4001,"msg":"\\u001b[31m"}',
    { kind: 'invalid', text: '\\u001b[31m (error_code 4001)' },
  ],
  ['{"cmd":"enterprise_event_pushed"}', { kind: 'unknown', text: '{"cmd":"enterprise_event_pushed"}' }],
  ['{"cmd":7}', { kind: 'unknown', text: '{"cmd":7}' }],
  ['{}', { kind: 'unknown', text: '{}' }],
  [
    `{"cmd":"invalid_msg","msg":${'['.repeat(50_000)}${']'.repeat(50_000)}}`,
    { kind: 'invalid', text: '(not text)' },
  ],
  [
    `{"cmd":"enterprise_login_res","data":{"result":false,"msg":${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}}}`,
    { kind: 'login-reply', accepted: false, text: '(not text)' },
  ],
  ['{"cmd":"invalid_msg","msg":7,"error_code":null}', { kind: 'invalid', text: '7 (error_code null)' }],
  ['No Heartbeat!', { kind: 'no-heartbeat' }],
  [' No Heartbeat!\r', { kind: 'no-heartbeat' }],
  ['', { kind: 'blank' }],
  [' \t\r', { kind: 'blank' }],
  ['[1]', { kind: 'malformed', text: '[1]' }],
  ['<html>\u001b]0;x\u0007', { kind: 'malformed', text: '<html>\\u001b]0;x\\u0007' }],
  [`{"a":"${'x'.repeat(500)}`, { kind: 'malformed', text: `{"a":"${'x'.repeat(74)}…` }],
])('%s', (line, message) => expect(read(line)).toEqual(message))

test('half a letter at the end of a line is no reason to fail', () => {
  const bytes = Buffer.concat([Buffer.from('é').subarray(0, 1), Buffer.from('\n')])
  expect(readMessage(bytes, 0, 1)).toEqual({ kind: 'malformed', text: '\ufffd' })
})

describe('a push', () => {
  test('knows its id, type and time without being parsed', () => {
    const push = pushOf(
      '{"data":{"delivery_id":7},"event_type":"attr_alert","created_at":1.5e9,"delivery_id":18446744073709551615}',
    )
    expect([push.deliveryId, push.eventType, push.createdAt]).toEqual([
      '18446744073709551615',
      'attr_alert',
      1.5e9,
    ])
  })

  test.each([
    ['', undefined],
    ['"created_at":1.48940174618700003624e+09', 1489401746.187],
    ['"created_at":1499843747.79399991035', 1499843747.794],
    ['"created_at":1499844000', 1499844000],
    ['"created_at":"1499844000"', undefined],
    ['"created_at":null', undefined],
    ['"created_at":[1]', undefined],
    ['"created_at":1e999', undefined],
  ])('created_at: %s', (member, seconds) => {
    const { createdAt } = pushOf(`{"a":1${member ? `,${member}` : ''}}`)
    if (seconds === undefined) expect(createdAt).toBeUndefined()
    else expect(createdAt).toBeCloseTo(seconds, 6)
  })

  test.each([
    ['"event_type":"device_online"', 'device_online'],
    ['"event_type":"\\u0061ttr_fault"', 'attr_fault'],
    ['"event_type":"重启"', '重启'],
    ['"event_type":""', ''],
    ['"event_type":5', undefined],
    ['"x":5', undefined],
  ])('event_type: %s', (member, type) => expect(pushOf(`{${member}}`).eventType).toBe(type))

  test('is one whatever the order of its members and the spelling of its cmd', () => {
    expect(read('{"delivery_id":1,"cmd":"enterprise\\u005fevent_push"}').kind).toBe('push')
    expect(read('\t{"delivery_id":1 , "cmd" : "enterprise_event_push" }\r').kind).toBe('push')
  })

  test('without delivery_id says so', () => {
    expect(pushOf('{"event_type":"x"}').hasDeliveryId).toBe(false)
    expect(pushOf('{"event_type":"x"}').deliveryId).toBeUndefined()
  })
})

test('what we send is the document’s, ended by \\n', () => {
  expect(JSON.parse(loginLine({ id: 'é"', secret: 'a\nb' }, 5))).toEqual({
    cmd: 'enterprise_login_req',
    data: { enterprise_id: 'é"', enterprise_secret: 'a\nb', prefetch_count: 5 },
  })
  expect(loginLine({ id: 'é', secret: 'a\nb' }, 5).match(/\n/g)).toHaveLength(1)
  expect(pingLine).toBe('{"cmd":"enterprise_ping"}\n')
  const pushes = ['1.0', '18446744073709551615', '"中\\u4e2d"'].map(id => pushOf(`{"delivery_id":${id}}`))
  expect(String(ackLines(pushes))).toBe(
    '{"cmd":"enterprise_event_ack","delivery_id":1.0}\n' +
      '{"cmd":"enterprise_event_ack","delivery_id":18446744073709551615}\n' +
      '{"cmd":"enterprise_event_ack","delivery_id":"中\\u4e2d"}\n',
  )
})
