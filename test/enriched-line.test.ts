import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { SecretMask } from '../src/cli/secret-mask.ts'
import { Event } from '../src/event/event.ts'
import type { EventHistory } from '../src/event/event-history.ts'
import { type FormatContext, formats } from '../src/format/formats.ts'
import { createTheme } from '../src/format/theme.ts'
import type { Push } from '../src/wire/push.ts'
import { pushOf } from './support/lines.ts'
import { base64, fixtureReader, products, rawPush, report } from './support/raw-events.ts'

const createdAt = 1499843747.794
const received = 1499843748.25

async function enricher(more: Partial<FormatContext> = {}) {
  const format = await formats.json.create({
    theme: createTheme(0),
    columns: () => undefined,
    time: 'local',
    timeZone: undefined,
    wall: () => received * 1000,
    enrich: true,
    ...more,
  })
  return (event: Event): Buffer => {
    const line = format(event)
    return typeof line === 'string' ? Buffer.from(line) : line.bytes.subarray(line.start, line.end + 1)
  }
}

function lineOf({ bytes, start, end }: Push): Buffer {
  return bytes.subarray(start, end + 1)
}

async function tailOf(event: Event, more: Partial<FormatContext> = {}) {
  return JSON.parse((await enricher(more))(event).toString())._tail
}

const { read } = fixtureReader()

describe('_tail', () => {
  test('says when the event came, and how late', async () => {
    const kv = new Event(rawPush({ Switch: 1 }, { event_type: 'device_status_kv' }))
    expect(await tailOf(kv)).toEqual({ received_at: received, lag_ms: 456 })
  })

  test.each([
    ['none', undefined],
    ['in milliseconds', createdAt * 1000],
    ['too old', createdAt - 5 * 86_400],
    ['in the far future', createdAt + 86_400],
    ['no number', 'yesterday'],
  ])('has no lag where created_at is %s', async (_name, created_at) => {
    const event = new Event(rawPush({}, { event_type: 'device_status_kv', created_at }))
    expect(await tailOf(event)).toEqual({ received_at: received, lag_ms: null })
  })

  test('has the values of a payload', async () => {
    const { decoded, flags } = await tailOf(read(rawPush(base64(report))))
    expect(decoded).toMatchObject({
      Relay: 1,
      Mode: '强劲',
      Setpoint: 21.5,
      Outdoor: -7,
      Energy: 42949672.95,
    })
    expect(flags).toBeUndefined()
  })

  test.each([
    [`${report} 0a`, ['trailing_bytes'], true],
    ['04 980315', ['truncated'], true],
    ['ee 01', ['unknown_action'], false],
  ])('has what is wrong with %s', async (hex, flags, has) => {
    const tail = await tailOf(read(rawPush(base64(hex))))
    expect(tail.flags).toEqual(flags)
    expect('decoded' in tail).toBe(has)
  })

  test('says that there is no definition, or no base64', async () => {
    const { flags } = await tailOf(read(rawPush(base64(report), { product_key: 'p' })))
    expect(flags).toEqual(['no_definition'])
    expect((await tailOf(read(rawPush('!')))).flags).toEqual(['not_hex_or_base64'])
  })

  test('has no values where nothing decodes', async () => {
    expect(await tailOf(new Event(rawPush(base64(report))))).toEqual({ received_at: received, lag_ms: 456 })
  })

  test('has what earlier events say', async () => {
    const event = read(rawPush(base64('06 01')))
    const changes: EventHistory['changes'] = {
      values: [
        { name: 'PM25', before: 141, now: 147, at: -1 },
        { name: 'Mode', before: undefined, now: '自动 "x"', at: -1 },
      ],
      unchanged: 3,
    }
    event.history = { repeat: true, changes }
    expect(await tailOf(event)).toMatchObject({
      changes: { PM25: [141, 147], Mode: [null, '自动 "x"'] },
      repeat: true,
    })
    event.history = { changes: { values: [], unchanged: 3 } }
    expect(await tailOf(event)).toEqual({ received_at: received, lag_ms: 456 })
  })

  test('is in the order of the contract, after everything else', async () => {
    const event = read(rawPush(base64(`${report} 0a`)))
    event.history = {
      repeat: true,
      changes: { values: [{ name: 'a', before: 1, now: 2, at: -1 }], unchanged: 0 },
    }
    const all = JSON.parse((await enricher())(event).toString())
    expect(Object.keys(all).at(-1)).toBe('_tail')
    const order = ['received_at', 'lag_ms', 'decoded', 'flags', 'changes', 'repeat']
    expect(Object.keys(all._tail)).toEqual(order)
  })
})

describe('the line of the server', () => {
  test.each([
    [
      'odd white space, duplicates, digits',
      ' {"cmd" :"enterprise_event_push","a":1.0,"a":1e3, "n":18446744073709551615 } \t\r',
    ],
    ['braces at the end of a string', '{"a":"}}"}'],
    ['an object at the end', '{"cmd":"enterprise_event_push","a":{"b":{}}}'],
    ['a _tail of its own', '{"_tail":7,"a":1}'],
  ])('stays as it came: %s', async (_name, text) => {
    const push = pushOf(text)
    const bytes = (await enricher())(new Event(push))
    const server = lineOf(push)
    const at = server.lastIndexOf(0x7d)
    expect(bytes.subarray(0, at)).toEqual(server.subarray(0, at))
    expect(bytes.subarray(at - server.length)).toEqual(server.subarray(at))
    expect(bytes.toString().slice(at, at + 10)).toBe(',"_tail":{')
  })

  test('bytes that are no UTF-8 stay too', async () => {
    const push = rawPush('x')
    const bytes = Buffer.from(lineOf(push))
    bytes[bytes.indexOf('d1')] = 0xff
    const event = new Event(Object.assign(Object.create(push), { bytes, start: 0, end: bytes.length - 1 }))
    expect((await enricher())(event).includes(0xff)).toBe(true)
  })

  test('parsed without _tail, it equals what the server sent', async () => {
    const format = await enricher()
    await fc.assert(
      fc.asyncProperty(
        fc.dictionary(fc.string({ unit: 'grapheme' }), fc.jsonValue()),
        fc.uint8Array({ maxLength: 40 }),
        fc.constantFrom(...Object.values(products), 'p'),
        async (members, bytes, product_key) => {
          const payload = Buffer.from(bytes).toString('base64')
          const push = rawPush(payload, {
            ...members,
            event_type: 'device_status_raw',
            product_key,
            data: payload,
          })
          const line = format(read(push)).toString()
          expect(line.endsWith('}\n')).toBe(true)
          const { _tail, ...rest } = JSON.parse(line)
          expect(_tail.received_at).toBe(received)
          const { _tail: _, ...server } = JSON.parse(push.text)
          expect(rest).toEqual(server)
        },
      ),
      { numRuns: 300 },
    )
  })

  test('on a terminal means the same, and holds nothing that a terminal obeys', async () => {
    const push = rawPush(base64(report), { x: '\u009b2J\u202e' })
    const event = read(push)
    event.history = {
      changes: { values: [{ name: '\u202e', before: '\u009b', now: 1, at: -1 }], unchanged: 0 },
    }
    const line = (await enricher({ columns: () => 80 }))(event).toString()
    expect(line.slice(0, -1)).not.toMatch(/[\p{Cc}\p{Cf}]/u)
    expect(JSON.parse(line)).toMatchObject({
      x: '\u009b2J\u202e',
      _tail: { changes: { '\u202e': ['\u009b', 1] } },
    })
  })

  test('a long line is enriched, too', async () => {
    const push = rawPush(base64(report), { filler: '中'.repeat(100_000) })
    for (const columns of [undefined, 80]) {
      const line = (await enricher({ columns: () => columns }))(read(push)).toString()
      expect(JSON.parse(line)).toMatchObject({
        filler: '中'.repeat(100_000),
        _tail: { decoded: { Relay: 1 } },
      })
    }
  })
})

test('what was decoded does not show the secret, as text, in hex or as a number', async () => {
  const serial = Buffer.from('c4n4ry').toString('hex')
  const hex = report.replace('0011223344ff', serial)
  for (const [secret, hidden] of [
    ['c4n4ry', { Serial: '***', Energy: 42949672.95 }],
    ['42949672.95', { Serial: serial, Energy: '***' }],
    ['强劲', { Mode: '***' }],
  ] as const) {
    const tail = await tailOf(read(rawPush(base64(hex))), { mask: new SecretMask([secret]) })
    expect(tail.decoded).toMatchObject(hidden)
  }
})

test('without --enrich a line is the push itself', async () => {
  const push = rawPush(base64(report))
  const format = await formats.json.create({
    theme: createTheme(0),
    columns: () => undefined,
    time: 'local',
    timeZone: undefined,
    wall: () => 0,
  })
  const { read, decodes } = fixtureReader()
  expect(format(read(push))).toBe(push)
  expect(decodes()).toBe(0)
})
