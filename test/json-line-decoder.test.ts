import { describe, expect, test } from 'vitest'
import { otherService } from '../src/wire/dialects.ts'
import type { Message, SkippedLine } from '../src/wire/message.ts'
import { noti1 } from '../src/wire/noti1/noti1.ts'
import { skippedEventCounter } from '../src/wire/skipped-event-counter.ts'
import { pushOf } from './support/lines.ts'

function read(line: string): Message {
  const bytes = Buffer.from(`${line}\n`)
  return noti1.decoder.read(bytes, 0, bytes.length - 1)
}

/** A skipped line that no event was lost with. */
function skipped(kind: SkippedLine['kind'], text: string, more: Partial<SkippedLine> = {}): SkippedLine {
  return { kind, text, events: 0, ...more }
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
  ['{"cmd":"enterprise_pong"}', { kind: 'pong' }],
  ['{ "cmd" : "\\u0065nterprise_pong" }\r', { kind: 'pong' }],
  ['{"cmd":"invalid_msg","msg":"what?"}', skipped('invalid', 'what?', { cmd: 'invalid_msg' })],
  [
    '{"cmd":"invalid_msg","error_code":4001,"msg":"\u001b[31m"}',
    skipped('malformed', '{"cmd":"invalid_msg","error_code":4001,"msg":"\\u001b[31m"}'),
  ],
  [
    '{"cmd":"invalid_msg","error_code":4001,"msg":"\\u001b[31m"}',
    skipped('invalid', '\\u001b[31m (error_code 4001)', { cmd: 'invalid_msg', code: 4001 }),
  ],
  [
    '{"cmd":"enterprise_event_pushed"}',
    skipped('unknown', '{"cmd":"enterprise_event_pushed"}', { cmd: 'enterprise_event_pushed' }),
  ],
  ['{"cmd":7}', skipped('unknown', '{"cmd":7}')],
  ['{}', skipped('unknown', '{}')],
  [
    `{"cmd":"invalid_msg","msg":${'['.repeat(50_000)}${']'.repeat(50_000)}}`,
    skipped('invalid', '(not text)', { cmd: 'invalid_msg' }),
  ],
  [
    `{"cmd":"enterprise_login_res","data":{"result":false,"msg":${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}}}`,
    { kind: 'login-reply', accepted: false, text: '(not text)' },
  ],
  [
    '{"cmd":"invalid_msg","msg":7,"error_code":null}',
    skipped('invalid', '7 (error_code null)', { cmd: 'invalid_msg' }),
  ],
  ['No Heartbeat!', { kind: 'no-heartbeat' }],
  [' No Heartbeat!\r', { kind: 'no-heartbeat' }],
  ['', { kind: 'blank' }],
  [' \t\r', { kind: 'blank' }],
  ['[1]', skipped('malformed', '[1]')],
  ['<html>\u001b]0;x\u0007', skipped('malformed', '<html>\\u001b]0;x\\u0007')],
  [`{"a":"${'x'.repeat(500)}`, skipped('malformed', `{"a":"${'x'.repeat(74)}… (426 more bytes)`)],
])('%s', (line, message) => expect(read(line)).toEqual(message))

describe('a login reply whose result is not a boolean', () => {
  test.each<[result: string, accepted: boolean, oddResult: string | undefined]>([
    ['true', true, undefined],
    ['false', false, undefined],
    ['"true"', true, 'result:"true"'],
    ['1', true, 'result:1'],
    ['1.0', true, 'result:1.0'],
    ['"ok"', false, 'result:"ok"'],
    ['"True"', false, 'result:"True"'],
    ['"\\u001b[2J"', false, 'result:"\\u001b[2J"'],
    ['0', false, 'result:0'],
    ['2', false, 'result:2'],
    ['null', false, 'result:null'],
    ['[true]', false, 'result:(not text)'],
    [`"${'x'.repeat(1000)}"`, false, `result:"${'x'.repeat(52)}…`],
  ])('%s', (result, accepted, oddResult) => {
    const reply = { kind: 'login-reply', accepted, text: 'ok' }
    expect(read(`{"cmd":"enterprise_login_res","data":{"result":${result},"msg":"ok\\r\\n"}}`)).toEqual(
      oddResult === undefined ? reply : { ...reply, oddResult },
    )
  })

  test.each(['', ',"data":null', ',"data":{}', ',"data":[]', ',"data":"true"', ',"result":true'])(
    'is missing: %s',
    rest =>
      expect(read(`{"cmd":"enterprise_login_res"${rest}}`)).toEqual({
        kind: 'login-reply',
        accepted: false,
        text: '',
        oddResult: 'no result',
      }),
  )
})

describe('a server of SNoti 2.x is known by', () => {
  test.each<[line: string, kind: Message['kind']]>([
    ['{"cmd":"login_res","data":{"result":true,"msg":"ok"}}', 'unknown'],
    ['{"cmd":"event_push","delivery_id":1}', 'unknown'],
    ['{"cmd":"invalid_msg","error_code":4000,"msg":"?"}', 'invalid'],
    ['{"msg":"?","error_code":4003}', 'unknown'],
  ])('%s', (line, kind) => {
    const message = read(line)
    expect(message).toMatchObject({ kind })
    expect(otherService(noti1, message as SkippedLine)?.title).toBe('SNoti 2.x')
  })

  test.each([
    '{"cmd":"invalid_msg","msg":"?"}',
    '{"cmd":"x"}',
    'login_res',
    '{"cmd":["login_res"]}',
    '{"error_code":"4001"}',
  ])('but not by %s', line => expect(otherService(noti1, read(line) as SkippedLine)).toBeUndefined())
})

describe('how many events a skipped line was', () => {
  const push = '"cmd":"enterprise_event_push"'
  const long = 'x'.repeat(200_000)
  test.each<[name: string, line: string, events: number]>([
    ['no event', 'hello', 0],
    ['another message, cut', '{"cmd":"enterprise_pong"', 0],
    ['cmd first', `{${push},"delivery_id":1,`, 1],
    ['cmd late', `{"data":{"a":"${long}"},"delivery_id":1,${push},}`, 1],
    ['spaces', '{"data" : [1,] , "cmd" : "enterprise_event_push" }', 1],
    ['escapes', '{"cmd":"\\u0065nterprise\\u005Fevent\\u005fpus\\u0068",}', 1],
    ['single quotes', "{'cmd':'enterprise_event_push'}", 1],
    ['a byte order mark', `\ufeff{${push},"delivery_id":1}`, 1],
    ['in an array', `[{${push},"delivery_id":1}]`, 1],
    ['the line end between two lost', `{${push},"delivery_id":1}{${push},"delivery_id":2}`, 2],
    ['the cmd cut, an id', '{"delivery_id":1,"event_type":"x","cmd":"enterprise_ev', 1],
    ['the cmd cut, an id with escapes', '{"d\\u0065livery_id":1,', 1],
    ['JSON of an unknown cmd, with an id', '{"cmd":"enterprise_event_push2","delivery_id":"a"}', 1],
    ['JSON without cmd, with an id', '{"delivery_id":1}', 1],
    ['JSON of an unknown cmd', '{"cmd":"enterprise_party_req"}', 0],
  ])('%s', (_, line, events) => expect(read(line)).toMatchObject({ events }))

  test('none is missed or counted twice wherever pieces of 64 KB meet', () => {
    const count = skippedEventCounter('enterprise_event_push')
    for (const word of ['enterprise_event_push', escaped('enterprise_event_push')])
      for (let at = 65_536 - word.length - 2; at <= 65_536 + 1; at++)
        expect(count(Buffer.from(`${'x'.repeat(at)}${word}`), 0, at + word.length), `${at}`).toBe(1)
  })

  test('only its own bytes count', () => {
    const bytes = Buffer.from(`{${push}\nno event\n{${push}\n`)
    const start = bytes.indexOf('\n') + 1
    expect(noti1.decoder.read(bytes, start, bytes.indexOf('\n', start))).toMatchObject({ events: 0 })
  })
})

/** Every character as its escape. */
function escaped(text: string): string {
  return [...text].map(char => `\\u00${char.charCodeAt(0).toString(16)}`).join('')
}

const huge = 'x'.repeat(1_000_000)
test.each<[name: string, line: string, message: Message]>([
  [
    'invalid_msg',
    `{"msg":"${huge}","cmd":"invalid_msg","error_code":7}`,
    skipped('invalid', `${'x'.repeat(599)}… (999,401 more bytes) (error_code 7)`, {
      cmd: 'invalid_msg',
      code: 7,
    }),
  ],
  [
    'login reply',
    `{"cmd":"enterprise_login_res","data":{"${huge}":["${huge}"],"result":true,"msg":"ok"}}`,
    { kind: 'login-reply', accepted: true, text: 'ok' },
  ],
  [
    'cmd',
    `{"cmd":"enterprise_event_push${huge}"}`,
    skipped('unknown', `{"cmd":"enterprise_event_push${'x'.repeat(51)}… (999,951 more bytes)`, {
      cmd: `enterprise_event_push${'x'.repeat(578)}`,
    }),
  ],
  [
    'line that is no JSON',
    `<html>${huge}`,
    skipped('malformed', `<html>${'x'.repeat(74)}… (999,926 more bytes)`),
  ],
])('of a huge %s the beginning is shown, and how much is left out', (_, line, message) => {
  expect(read(line)).toEqual(message)
})

test('half a letter at the end of a line is no reason to fail', () => {
  const bytes = Buffer.concat([Buffer.from('é').subarray(0, 1), Buffer.from('\n')])
  expect(noti1.decoder.read(bytes, 0, 1)).toEqual(skipped('malformed', '\ufffd'))
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
    [`"created_at":${'1'.repeat(300_000)}`, undefined],
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
    [`"event_type":"${'x'.repeat(300_000)}"`, 'x'.repeat(262_143)],
    ['"event_type":5', undefined],
    ['"x":5', undefined],
  ])('event_type: %s', (member, type) => expect(pushOf(`{${member}}`).eventType).toBe(type))

  test('is one whatever the order of its members and the spelling of its cmd', () => {
    expect(read('{"delivery_id":1,"cmd":"enterprise\\u005fevent_push"}').kind).toBe('push')
    expect(read(`{"delivery_id":1,"cmd":"${escaped('enterprise_event_push')}"}`).kind).toBe('push')
    expect(read('\t{"delivery_id":1 , "cmd" : "enterprise_event_push" }\r').kind).toBe('push')
  })

  test.each(['{"event_type":"x"}', '{"delivery_id":null}', '{"delivery_id":1,"delivery_id": null }'])(
    'without delivery_id says so: %s',
    line => {
      expect(pushOf(line).hasDeliveryId).toBe(false)
      expect(pushOf(line).deliveryId).toBeUndefined()
    },
  )

  test('with two delivery_ids has the last, as in JSON.parse', () => {
    expect(pushOf('{"delivery_id":1,"delivery_id":"b"}').deliveryId).toBe('"b"')
  })
})

test('an id of any length goes back as it came, among others', () => {
  const ids = ['1', '2', `"${'x'.repeat(100_000)}\\u4e2d"`, '3', '"d-7"', '7'.repeat(33), '8'.repeat(32)]
  const acks = String(noti1.acks(ids.map(id => pushOf(`{"delivery_id":${id}}`))))
  expect(acks).toBe(ids.map(id => `{"cmd":"enterprise_event_ack","delivery_id":${id}}\n`).join(''))
})

test('what we send is the document’s, ended by \\n', () => {
  const { bytes, shown } = noti1.login({ id: 'é"', secret: 'a\nb' }, 5)
  const message = (secret: string) => ({
    cmd: 'enterprise_login_req',
    data: { enterprise_id: 'é"', enterprise_secret: secret, prefetch_count: 5 },
  })
  expect(JSON.parse(String(bytes))).toEqual(message('a\nb'))
  expect(JSON.parse(String(shown))).toEqual(message('***'))
  for (const line of [bytes, shown]) expect(line.indexOf('\n')).toBe(line.length - 1)
  expect(String(noti1.ping.bytes)).toBe('{"cmd":"enterprise_ping"}\n')
  expect(noti1.ping.shown).toEqual(noti1.ping.bytes)
})

test.each([
  { id: '', secret: 's' },
  { id: 'i', secret: '' },
])('a login needs an id and a secret: %j', credentials => {
  expect(() => noti1.login(credentials, 5)).toThrow('id and secret must both be given')
})
