import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { SecretMask } from '../src/cli/secret-mask.ts'
import { PayloadDecoder } from '../src/datapoints/payload-decoder.ts'
import { RawEvent } from '../src/datapoints/raw-event.ts'
import { DeviceTable } from '../src/devices/device-table.ts'
import { Event } from '../src/event/event.ts'
import { eventTypeNames } from '../src/event/event-types.ts'
import { KnownBytes } from '../src/format/bytes/known-bytes.ts'
import { longestNumber, writeNumber } from '../src/format/bytes/number-bytes.ts'
import type { Format, FormatContext } from '../src/format/formats.ts'
import { createPretty } from '../src/format/pretty.ts'
import { noMask } from '../src/format/text-mask.ts'
import { createTheme } from '../src/format/theme.ts'
import { WriteBuffer } from '../src/output/write-buffer.ts'
import { dialects } from '../src/wire/dialects.ts'
import type { Push } from '../src/wire/push.ts'
import { formattedText } from './support/formatted-text.ts'
import { pushOf } from './support/lines.ts'
import { fixtureDefinitions, products, report } from './support/raw-events.ts'

/** 2026-11-23 04:30:00 UTC, in seconds. */
const noon = 1795408200
const secret = 'c4n4ry-s3cr3t/9Zq'
const mask = new SecretMask([secret])
const usual = { theme: createTheme(0), time: 'local', timeZone: 'Asia/Shanghai', mask } as const
const common = {
  delivery_id: 1,
  product_key: 'a1f0c3d2e4b5968778695a4b3c2d1e01',
  did: 'Dn4tUq8sXw2yBz6cEf3gHj',
  mac: '02005e0000a1',
  group_id: null,
  created_at: noon,
}

/** The format that makes bytes, and the one that makes text of the same lines, for a terminal of unknown width. */
async function bothFormats(context: Partial<FormatContext> = {}): Promise<readonly [Format, Format]> {
  const made = { ...usual, wall: () => (noon + 60) * 1000, ...context }
  return [
    await createPretty({ ...made, columns: () => undefined }),
    await createPretty({ ...made, columns: () => 0 }),
  ]
}

/** The push that a line is, in which `\ue000` stands for a byte that is no UTF-8. */
function pushOfBytes(line: string, dialect: keyof typeof dialects = 'noti1'): Push {
  const bytes = Buffer.from(
    Buffer.from(`${line}\n`).toString('latin1').replaceAll('\xee\x80\x80', '\xff'),
    'latin1',
  )
  const message = dialects[dialect].decoder.read(bytes, 0, bytes.length - 1)
  if (message.kind !== 'push') throw new Error(`not a push: ${line}`)
  return message
}

const oddTexts = [
  '',
  'null',
  'true',
  'false',
  'nullable',
  'a b',
  'a=b',
  '"',
  '自动',
  '全 角',
  '\u3000',
  'x\t',
  '優\u202e',
  '👨‍👩‍👧',
  secret,
  `x${secret}`,
  secret.slice(0, 9),
  Buffer.from(secret).toString('base64'),
  '%63',
  '\ue000',
  '\u{e0001}',
  '-',
  '…',
  '\\',
  '\\u0041',
  '\u0000',
  '\u001b[31m',
  '\u2028',
  '\ud83d',
  'd8b08860',
  '{"child_passcode":"x"}',
]
const texts = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...oddTexts) },
  fc.string({ maxLength: 12 }),
  fc.string({ unit: 'binary', maxLength: 6 }),
)
const numbers = fc.constantFrom(
  '0',
  '1',
  '-0',
  '27.5',
  '27.0',
  '1e3',
  '-1.25',
  '18446744073709551615',
  '0.0000001',
  '1795408200.5',
)
const escapeOf = (c: string) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`
/** JSON with each character escaped, some, or none. */
const written = fc.tuple(texts, fc.constantFrom('none', 'all', 'other')).map(([text, escaped]) => {
  const json = JSON.stringify(text)
  if (escaped === 'none') return json
  return escaped === 'other'
    ? json.replace(/[\u0080-\uffff]/g, escapeOf)
    : `"${text.split('').map(escapeOf).join('')}"`
})
const scalars = fc.oneof(written, numbers, fc.constantFrom('true', 'false', 'null'))
const nested = fc.oneof(
  fc.constantFrom('{}', '[]', '[1,2]', '{"a": [1.50]}', '[ ]'),
  scalars.map(json => `{"child_passcode":${json},"x":[${json}]}`),
)
const values = fc.oneof({ weight: 6, arbitrary: scalars }, { weight: 1, arbitrary: nested })
const names = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.constantFrom('"temp"', '"Switch"', '"Mode"', '"PM25"', '"室温"', '"Room_Temp"', '"value"'),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      '"7"',
      '"__proto__"',
      '"constructor"',
      '"a b"',
      '""',
      '"te\\u006dp"',
      '"child_passcode"',
      '"\ue000"',
    ),
  },
  { weight: 1, arbitrary: written },
)
const members = (name: fc.Arbitrary<string>) => fc.array(fc.tuple(name, values), { maxLength: 6 })
const payloads = fc.oneof(
  fc.uint8Array({ maxLength: 40 }).map(bytes => Buffer.from(bytes)),
  fc
    .constantFrom('0000000307000091040102', '04', '', '00000003', '0400000003')
    .map(hex => Buffer.from(hex, 'hex')),
  fc
    .constantFrom(secret, `ab${secret}`, Buffer.from(secret).toString('hex'), 'gizwits raw')
    .map(text => Buffer.from(`\u0004${text}`)),
)
const base64 = payloads.chain(bytes => {
  const digits = bytes.toString('base64')
  return fc.constantFrom(
    digits,
    bytes.toString('base64url'),
    digits.replace(/=+$/, ''),
    digits.replace('/', '\\/'),
    `${digits}=`,
    `${digits}A`,
  )
})
/** What alarms say: mostly both names and a value as documented, in any order, and sometimes more. */
const alarms = fc
  .tuple(
    fc.oneof({ weight: 3, arbitrary: fc.constantFrom('"Alert_Dry"', '"土壤干旱 🌵"') }, values),
    fc.oneof({ weight: 3, arbitrary: fc.constantFrom('"Alert_Dry"', '"土壤干旱 🌵"', '""') }, values),
    fc.oneof({ weight: 3, arbitrary: fc.constantFrom('0', '1', 'true', 'false', '"1"', '0.0') }, values),
    members(fc.constantFrom('"level"', '"x"', '"value"', '"at\\u0074r_name"', '"7"')),
    fc.integer({ min: 0, max: 3 }),
  )
  .map(([name, display, value, more, first]) => {
    const own = [`"attr_name":${name}`, `"attr_displayname":${display}`, `"value":${value}`]
    const all = [...own, ...more.map(([key, json]) => `${key}:${json}`)]
    return `{${[...all.slice(first), ...all.slice(0, first)].join(',')}}`
  })
const data = fc.oneof(
  { weight: 3, arbitrary: alarms },
  {
    weight: 4,
    arbitrary: members(names).map(all => `{${all.map(([name, value]) => `${name}:${value}`).join(',')}}`),
  },
  { weight: 2, arbitrary: base64.map(digits => `"${digits}"`) },
  { weight: 2, arbitrary: base64.map(digits => `{"raw":"${digits}"}`) },
  { weight: 1, arbitrary: base64.map(digits => `{"raw": "${digits}", "more": 1}`) },
  { weight: 1, arbitrary: values },
)
const ordinary: readonly (readonly [string, fc.Arbitrary<string>])[] = [
  [
    'event_type',
    fc
      .constantFrom(
        ...eventTypeNames,
        'device_status_kv',
        'device_status_kv',
        'device_status_raw',
        'attr_alert',
        'attr_fault',
        'device_online',
        'device_offline',
        'device_renamed',
      )
      .map(type => `"${type}"`),
  ],
  [
    'did',
    fc.oneof(
      {
        weight: 4,
        arbitrary: fc.constantFrom(
          '"Dn4tUq8sXw2yBz6cEf3gHj"',
          '"Kp7rMv5nWb9dQs3fTg2hYx123"',
          '"d1"',
          '"设备"',
        ),
      },
      { weight: 1, arbitrary: values },
    ),
  ],
  [
    'created_at',
    fc.oneof(
      {
        weight: 4,
        arbitrary: fc
          .integer({ min: 0, max: 120_000 })
          .map(ms => `${noon}.${String(ms).padStart(3, '0').slice(-3)}`),
      },
      {
        weight: 1,
        arbitrary: fc.constantFrom(
          '1.795408201017E9',
          '1795408201.01600003242',
          '1795494600',
          '-12.75',
          '"x"',
          '1795408200000',
        ),
      },
    ),
  ],
  ['data', data],
]
/** Further members, with names of their own. */
const others = fc.array(
  fc.tuple(
    fc.constantFrom(
      'product_key',
      'mac',
      'group_id',
      'msg_id',
      'event_id',
      'iccid',
      'imsi',
      'ip',
      'city',
      'region',
      'country',
      'latitude',
      'longitude',
      'x',
      '7',
      '__proto__',
      'mac',
      'child_passcode',
    ),
    values,
  ),
  { maxLength: 5 },
)
const gaps = fc.constantFrom([',', ':'], [', ', ': '], [',', ': '], [' , ', ' :'], [',', ':'])

const lines = fc
  .tuple(fc.record(Object.fromEntries(ordinary)), others, fc.integer(), gaps, fc.boolean())
  .map(([main, more, seed, [comma, colon], isLast]) => {
    const own = Object.entries(main).map(([name, value]) => [name, value] as const)
    const all = [...own, ...more.map(([name, value]) => [name, value] as const)]
    // Some servers write members in another order.
    const turned = seed % 3 === 0 ? all.reverse() : all
    const id = ['delivery_id', String(Math.abs(seed))] as const
    return (cmd: string) =>
      `{${[...(isLast ? [...turned, id] : [id, ...turned]), ['cmd', `"${cmd}"`]].map(([name, value]) => `"${name}"${colon}${value}`).join(comma)}}`
  })

const settings = fc.record({
  level: fc.constantFrom(0, 1, 2),
  time: fc.constantFrom('local', 'iso', 'relative', 'delta', 'epoch', 'none'),
  timeZone: fc.constantFrom('Asia/Shanghai', 'UTC'),
  glyphs: fc.constantFrom('unicode', 'ascii'),
  diff: fc.boolean(),
  live: fc.boolean(),
  masked: fc.boolean(),
  dialect: fc.constantFrom('noti1', 'snoti2'),
  statuses: fc.constantFrom('none', 'order', 'compare'),
} as const)

/** What `names` have as values, in any order, and names that are written in another way. */
const onlineLines = [
  '"ip":"203.0.113.9","country":"China","region":"Zhejiang","city":"Hangzhou"',
  '"city":"Hangzhou","region":"Zhejiang","country":"China","ip":"203.0.113.9"',
  '"city": "Hangzhou", "ip": "203.0.113.9", "country": "China"',
  // The same bytes from the first value on, which is that of another member.
  '"city":"A","region":"B"',
  '"country":"A","region":"B"',
  '"cit\\u0079":"A","region":"B"',
  '"countr\\u0079":"A","region":"B"',
  '"city"  :  "A","region":"B"',
  '"country"  :  "A","region":"B"',
  '"region":"A","city":"B"',
  '"country":"A","city":"B"',
  '"city":"A","country":"C"',
  '"region":"A","country":"C"',
  // Places that repeat, are empty, or are no text.
  '"city":"Beijing","region":"Beijing","country":"China"',
  '"city":"A","region":"B","country":"A"',
  '"city":"","region":"B","country":""',
  '"city":"","region":"","country":""',
  '"city":null,"region":"B","country":7',
  '"city":7,"region":7.0,"country":{"a": 1}',
  '"city":" A","region":"B ","country":"C"',
  '"city":"A \\"B\\"","country":"C"',
  '"city":"\\u676d\\u5dde","region":"浙江"',
  '"city":"c4n4ry-s3cr3t/9Zq","region":"B","ip":"c4n4ry-s3cr3t/9Zq"',
  // One that is found before it is overwritten.
  '"city":"A","region":"B","city":"C"',
  '"ip":"203.0.113.9","ip":"203.0.113.10"',
  // Addresses that are no ordinary text.
  '"ip":"","city":"A"',
  '"ip":null',
  '"ip":7',
  '"ip":"null"',
  '"ip":" 203.0.113.9 "',
  '"ip":"a=b \\u0031"',
  '"ip":"全"',
  '"ip":"{\\"child_passcode\\":1}"',
  // Positions, whole or not.
  '"latitude":23.125,"longitude":113.250',
  '"longitude":"113.25","latitude":"-23.125","ip":"203.0.113.9"',
  '"latitude":23.125',
  '"longitude":"east","latitude":1',
  '"latitude":null,"longitude":""',
  '"latitude":0.0000001,"longitude":1e3',
  // Others.
  '"mac":""',
  '"mac":null',
  '"mac":{"x":[1]}',
  '"iccid":"1","city":"A","x":2,"imsi":"3"',
  '"x":1,"country":"China"',
  '"group_id":"g1","msg_id":"m1","data":{"a":1},"event_id":"e1"',
]

/** The `data` of alarms, and what follows it. */
const alarmLines = [
  '{"attr_name":"Alert_Dry","attr_displayname":"干旱","value":1}',
  '{"attr_name":"Alert_Dry","attr_displayname":"干旱","value":0}',
  '{"attr_name":"Alert_Dry","attr_displayname":"干旱","value":1},"iccid":"1"',
  '{"attr_name":"Alert_Dry","attr_displayname":"干旱","value":true,"level":2},"iccid":"1"',
  '{"attr_name":"Dry","attr_displayname":"Dry","value":"0"},"x":1',
  '{"attr_name":"Dry","attr_displayname":"Dry","value":1,"level":2},"x":1',
  '{"value": 1, "attr_displayname": "Dry", "attr_name": ""}',
  '{"attr_displayname":"Dry","value":1}',
  '{"attr_name":null,"attr_displayname":"Dry","value":1}',
  '{"attr_name":7,"attr_displayname":"Dry","value":1}',
  '{"attr_name":"Dry","value":1}',
  '{"attr_name":"Dry","attr_displayname":"","value":1}',
  '{"attr_name":"Dry","attr_displayname":7,"value":1}',
  '{"attr_name":"Dry","attr_displayname":"Too dry","value":2}',
  '{"attr_name":"Dry","attr_displayname":"Too dry"}',
  '{"attr_name":"Dry","attr_displayname":"Too dry","value":0.0}',
  '{"attr_name":"Dry","attr_displayname":"Too dry","value":1,"level":27.0}',
  '{"attr_name":"Dry","attr_displayname":"Too dry","value":1,"__proto__":{"x":1}}',
  '{"attr_name":"Dry","attr_displayname":"Too dry","value":1,"__proto__":{"x":1}},"x":1.0',
  '{"attr_name":"Dry","attr_displayname":"Too dry","value":1,"value":0}',
  '{"attr_name":"Dry","attr_displayname":" Too \\u5e72 ","value":1}',
  '{"attr_name":"c4n4ry-s3cr3t/9Zq","attr_displayname":"c4n4ry-s3cr3t/9Zq!","value":1}',
  '{"attr_name":"Dry","attr_displayname":"Too dry","value":1,"child_passcode":"p"}',
  `{"attr_name":"Dry","attr_displayname":"${'x'.repeat(300)}","value":1}`,
  '{}',
  '[]',
]

describe('a line in bytes is the one in text', () => {
  test.each([
    ['device_online', 0, onlineLines],
    ['device_online', 1, onlineLines],
    ['attr_alert', 0, alarmLines.map(line => `"data":${line}`)],
    ['attr_alert', 1, alarmLines.map(line => `"data":${line}`)],
    ['attr_fault', 2, alarmLines.map(line => `"data":${line}`)],
  ] as const)('of %s, colours %i, whatever it says', async (type, level, lines) => {
    const theme = createTheme(level)
    const [bytes, text] = await bothFormats({ theme, live: false })
    const devices = new DeviceTable({ statuses: 'order', wall: () => noon * 1000 })
    // What was remembered is put again, after other lines and with another history.
    for (const [i, members] of [...lines, ...lines, ...lines.toReversed()].entries()) {
      const { mac, ...rest } = common
      const line = JSON.stringify({
        cmd: 'enterprise_event_push',
        event_type: type,
        ...rest,
        created_at: noon + i,
      })
      const own = members.includes('"mac"') ? members : `"mac":"${mac}",${members}`
      const event = new Event(pushOfBytes(`${line.slice(0, -1)},${own}}`))
      if (i % 3 === 2) {
        const members = { ...common, event_type: 'device_offline', created_at: noon + i - 0.5 }
        devices.read(new Event(pushOf(JSON.stringify(members))))
      }
      if (i % 3 > 0) devices.read(event)
      expect(formattedText(bytes(event))).toBe(formattedText(text(event)))
    }
  })

  test.each([
    ['none', false],
    ['compare', true],
  ] as const)('of payloads that begin with any byte, compared: %s', async (statuses, diff) => {
    const [bytes, text] = await bothFormats({ live: false, diff, theme: createTheme(1) })
    const devices = statuses === 'none' ? undefined : new DeviceTable({ statuses, wall: () => noon * 1000 })
    const bare = Array.from({ length: 256 }, (_, first) =>
      ['', '00', '0003', '000003', 'ff67697a7769'].map(rest => first.toString(16).padStart(2, '0') + rest),
    )
    const enveloped = [
      '00000003',
      '0000000303000091',
      '000000030700009104',
      '0000000304000091040000000304000091',
    ]
    const payloads = ['', ...bare.flat(), ...enveloped.flatMap(one => [one, `${one}02`])]
    for (const [i, hex] of [...payloads, ...payloads].entries()) {
      const data = Buffer.from(hex, 'hex').toString('base64')
      const members = { ...common, created_at: noon + i, event_type: 'device_status_raw', data }
      // The first of two, with nothing to compare it with, is that of another device.
      if (i % 2 === 0) members.did = `d${i}`
      const event = new Event(pushOf(JSON.stringify(members)))
      devices?.read(event)
      expect(formattedText(bytes(event))).toBe(formattedText(text(event)))
    }
  })

  test('whatever the events are', async () => {
    await fc.assert(
      fc.asyncProperty(settings, fc.array(lines, { minLength: 1, maxLength: 8 }), async (setting, events) => {
        const { level, masked, dialect, statuses, ...context } = setting
        const cmd = dialects[dialect].server.words.push
        const [bytes, text] = await bothFormats({
          ...context,
          theme: createTheme(level),
          mask: masked ? mask : noMask,
        })
        const devices =
          statuses === 'none' ? undefined : new DeviceTable({ statuses, wall: () => (noon + 60) * 1000 })
        // Names and values are remembered from earlier events: each comes again, as others do.
        for (const line of [...events, ...events, ...events.toReversed()]) {
          const push = pushOfBytes(line(cmd), dialect)
          const event = new Event(push)
          devices?.read(event)
          const again = new Event(push)
          again.history = event.history
          expect(formattedText(bytes(event))).toBe(formattedText(text(again)))
        }
      }),
      { numRuns: 300 },
    )
  })

  test('whatever decoded payloads are', async () => {
    const whole = report.replaceAll(' ', '')
    const size = whole.length / 2 - 1
    const body = fc.oneof(
      { weight: 3, arbitrary: fc.uint8Array({ minLength: size, maxLength: size }) },
      { weight: 1, arbitrary: fc.uint8Array({ maxLength: size + 6 }) },
    )
    const payload = fc.tuple(
      fc.constantFrom(
        '04',
        '04',
        '04',
        '03',
        '14',
        '06',
        '77',
        '',
        '00000003170000910004',
        '0000000317000091',
      ),
      body.map(bytes => Buffer.from(bytes).toString('hex')),
    )
    const settings = fc.record({
      level: fc.constantFrom(0, 2),
      diff: fc.boolean(),
      statuses: fc.constantFrom('order', 'compare'),
      form: fc.constantFrom('bare', 'raw', 'more'),
    } as const)
    const wall = () => (noon + 60) * 1000
    const definitions = fixtureDefinitions()
    const decoder = new PayloadDecoder(definitions, () => {})
    await fc.assert(
      fc.asyncProperty(settings, fc.array(payload, { maxLength: 8 }), async (setting, payloads) => {
        const { level, diff, statuses, form } = setting
        const [bytes, text] = await bothFormats({ theme: createTheme(level), diff, definitions })
        const devices = new DeviceTable({ statuses, wall })
        for (const [i, hex] of [whole, ...payloads.map(parts => parts.join(''))].entries()) {
          const digits = Buffer.from(hex, 'hex').toString('base64')
          const data = { bare: digits, raw: { raw: digits }, more: { raw: digits, x: 1 } }[form]
          const members = { ...common, event_type: 'device_status_raw', product_key: products.meter }
          const push = pushOf(JSON.stringify({ ...members, created_at: noon + i, data }))
          const event = new RawEvent(push, decoder)
          devices.read(event)
          const again = new RawEvent(push, decoder)
          again.history = event.history
          expect(formattedText(bytes(event))).toBe(formattedText(text(again)))
        }
      }),
      { numRuns: 300 },
    )
  })

  test.each([0, 2] as const)(
    'at all lengths of values, and wherever the memory of lines ends, colours %s',
    async level => {
      const context = { theme: createTheme(level), live: false }
      const [bytes, text] = await bothFormats(context)
      const buffer = new WriteBuffer()
      let expected = ''
      let next = 0
      const flush = () => {
        expect(buffer.take()?.toString() ?? '').toBe(expected)
        expected = ''
      }
      const put = (data: unknown, event_type = 'device_status_kv') => {
        const push = pushOf(JSON.stringify({ ...common, event_type, data }))
        buffer.put(bytes(new Event(push)))
        expected += formattedText(text(new Event(push)))
      }
      for (let length = 0; length < 700; length++) {
        put({ v: 'x'.repeat(length), n: length, 模式: '自'.repeat(length % 50) })
        put(Buffer.alloc(length, 'ab').toString('base64'), 'device_status_raw')
        if (length === next) {
          flush()
          next = length + 1 + (length % 37)
        }
      }
      for (const around of [16_384, 32_768, 65_536, 131_072, 262_144])
        for (let length = around - 300; length < around + 60; length += 13) {
          put({ v: 'x'.repeat(length) })
          put({ o: ['自'.repeat(60)] })
          put({ n: 1 })
          put({ v: '自'.repeat(Math.floor(length / 3)) })
          if (length % 5 === 0) flush()
        }
      flush()
    },
  )

  test.each([noMask, mask])('for every odd value, escaped or not', async mask => {
    const [bytes, text] = await bothFormats({ mask })
    for (const odd of [...oddTexts, ...oddTexts.map(one => `${one}${one}`)]) {
      const json = JSON.stringify(odd)
      const line = JSON.stringify({
        ...common,
        event_type: 'device_status_kv',
        iccid: odd,
        data: { odd, n: 1 },
      })
      const escaped = line.replaceAll(json, `"${odd.split('').map(escapeOf).join('')}"`)
      for (const one of [line, escaped, line, escaped]) {
        const push = pushOfBytes(one.replace('"cmd"', '"x"').replace('{', '{"cmd":"enterprise_event_push",'))
        expect(formattedText(bytes(new Event(push)))).toBe(formattedText(text(new Event(push))))
      }
    }
  })

  test.each(['local', 'iso', 'relative', 'delta', 'epoch', 'none'] as const)(
    'at any time, shown as %s',
    async time => {
      const [bytes, text] = await bothFormats({ time, glyphs: 'ascii' })
      for (const at of [
        '1795408200.5',
        '1795408200.017',
        '1795408201',
        '-12.75',
        '-0.001',
        '0',
        '1795494600',
        '1e3',
        '"x"',
      ])
        for (const type of ['device_status_kv', 'device_status_kv', 'device_status_raw', 'device_online']) {
          const line = JSON.stringify({ ...common, event_type: type, data: { n: 1 }, created_at: 0 })
          const push = pushOf(line.replace('"created_at":0', `"created_at":${at}`))
          expect(formattedText(bytes(new Event(push)))).toBe(formattedText(text(new Event(push))))
        }
    },
  )

  test('whatever numbers and words change into', async () => {
    const plain = fc.oneof(
      fc.integer({ min: -12, max: 12 }).map(tenths => String(tenths / 10)),
      fc.integer({ min: -300, max: 300 }).map(hundredths => String(hundredths / 100)),
      fc.integer({ min: -2000, max: 2000 }).map(String),
      fc.double({ noNaN: true, noDefaultInfinity: true }).map(value => JSON.stringify(value)),
      fc.constantFrom('99999999.9', '100000000', '100000000.1', '0.05', '4294967295', '9007199254740993'),
    )
    const value = fc.oneof({ weight: 4, arbitrary: plain }, values)
    const status = fc.tuple(value, value, value)
    const settings = fc.record({
      level: fc.constantFrom(0, 2),
      glyphs: fc.constantFrom('unicode', 'ascii'),
      // The last one is written in numbers, and the arrow between two.
      masked: fc.constantFrom(noMask, mask, new SecretMask(['100000000.1']), new SecretMask(['1200->-1'])),
    } as const)
    await fc.assert(
      fc.asyncProperty(
        settings,
        fc.array(status, { minLength: 2, maxLength: 6 }),
        async (setting, statuses) => {
          const { level, glyphs, masked } = setting
          const context = { theme: createTheme(level), glyphs, mask: masked, diff: true }
          const [bytes, text] = await bothFormats(context)
          const devices = new DeviceTable({ statuses: 'compare', wall: () => noon * 1000 })
          const fixed = [
            ['1200', '"a b"', '"自"'],
            ['-1', '"x"', '27'],
          ]
          for (const [i, [a, b, c]] of [...fixed, ...statuses].entries()) {
            const members = { ...common, created_at: noon + i, event_type: 'device_status_kv', data: 0 }
            const line = JSON.stringify(members).replace(
              '"data":0',
              () => `"data":{"a":${a},"child_passcode":${b},"室温":${c}}`,
            )
            const event = new Event(pushOfBytes(line.replace('{', '{"cmd":"enterprise_event_push",')))
            devices.read(event)
            expect(formattedText(bytes(event))).toBe(formattedText(text(event)))
          }
        },
      ),
      { numRuns: 300 },
    )
  })

  test.each([0, 1] as const)('with changes and other members in any order, colours %s', async level => {
    for (const diff of [false, true]) {
      const [bytes, text] = await bothFormats({ theme: createTheme(level), diff })
      const devices = new DeviceTable({ statuses: 'compare', wall: () => noon * 1000 })
      const statuses = [
        [1, 2, 3],
        [1, 2, 3],
        [4, 5, 3],
        [4, 6, 7],
        [8, 9, 10],
        [8, 9, 11],
      ] as const
      for (const [i, [a, b, c]] of statuses.entries()) {
        const card = { iccid: 'i', imsi: '1', event_id: 'e' }
        const turned = Object.fromEntries(Object.entries(card).reverse())
        const members = {
          ...common,
          created_at: noon + i,
          event_type: 'device_status_kv',
          data: { a, b, c, d: 'x' },
        }
        const more = i % 2 === 0 ? card : turned
        const line = JSON.stringify(i % 3 === 0 ? { ...more, ...members } : { ...members, ...more })
        const event = new Event(pushOf(line))
        devices.read(event)
        expect(formattedText(bytes(event))).toBe(formattedText(text(event)))
      }
    }
  })

  test('without the secret that a payload changed into', async () => {
    const [bytes, text] = await bothFormats({ diff: true })
    const devices = new DeviceTable({ statuses: 'compare', wall: () => noon * 1000 })
    for (const [i, payload] of ['\u0004', `\u0004${secret}`, `\u0004${secret}x`].entries()) {
      const data = Buffer.from(payload).toString('base64')
      const members = { ...common, created_at: noon + i, event_type: 'device_status_raw', data }
      const event = new Event(pushOf(JSON.stringify(members)))
      devices.read(event)
      const line = formattedText(bytes(event))
      expect(line).toBe(formattedText(text(event)))
      expect(line).not.toContain(Buffer.from(secret).toString('hex'))
    }
  })

  test('of a long event, where text is cut within the secret', async () => {
    const [bytes, text] = await bothFormats()
    for (let shown = 1; shown < secret.length; shown++) {
      const mac = `${'x'.repeat(65_536 - shown)}${secret}`
      const members = { ...common, mac, event_type: 'device_online', other: 'y'.repeat(300_000) }
      const event = new Event(pushOf(JSON.stringify(members)))
      const line = formattedText(bytes(event))
      expect(line).toBe(formattedText(text(event)))
      expect(line).not.toContain(secret.slice(0, 4))
    }
  })

  test.each([0, 1, 2, 3] as const)('of dids of all kinds: level %i of colours', async level => {
    const [bytes, text] = await bothFormats({ theme: createTheme(level) })
    const usualDids = [
      'd'.repeat(22),
      'd'.repeat(23),
      '设备'.repeat(5),
      '设备'.repeat(6),
      ' d',
      'd d',
      'd~',
      'd!',
    ]
    for (const did of [...oddTexts, ...usualDids, 7, null, ['d']])
      for (let times = 0; times < 2; times++) {
        const members = {
          cmd: 'enterprise_event_push',
          ...common,
          did,
          event_type: 'device_status_kv',
          data: { n: 1 },
        }
        const event = new Event(pushOfBytes(JSON.stringify(members)))
        expect(formattedText(bytes(event))).toBe(formattedText(text(event)))
      }
  })

  test.each([3, 4, 7, 22])('of dids of %i bytes or less, many more than are remembered', async length => {
    const [bytes, text] = await bothFormats({ theme: createTheme(2) })
    const digits = Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_')
    // They differ in their last bytes, and each is the beginning of others.
    const begin = 'x'.repeat(length - 2)
    const dids = digits.flatMap(one => [begin + one, ...digits.map(other => begin + one + other), begin])
    for (const did of dids) {
      const line = JSON.stringify({ ...common, did, event_type: 'device_status_kv', data: { n: 1 } })
      const event = new Event(pushOf(line))
      if (formattedText(bytes(event)) !== formattedText(text(event)))
        expect(formattedText(bytes(event))).toBe(formattedText(text(event)))
    }
  })

  test.each([0, 2] as const)(
    'of the most common events nothing is parsed, once their names are known: %i colours',
    async level => {
      const [bytes, text] = await bothFormats({ theme: createTheme(level) })
      class Unparsed extends Event {
        override get members(): never {
          throw new Error('parsed')
        }
      }
      const events = [
        { event_type: 'device_status_kv', data: { on: 1, Mode: '自动', temp: 27.5, s: 'd8b0' } },
        {
          event_type: 'device_status_kv',
          data: { on: 0, Mode: 'auto' },
          iccid: '89860000000065196435',
          other: [1],
        },
        { event_type: 'device_status_raw', data: 'BAECAw==' },
        { event_type: 'device_status_raw', data: { raw: 'BAECAw==' } },
        {
          event_type: 'attr_alert',
          event_id: 'e1',
          data: { attr_name: 'Alert_Dry', attr_displayname: '干旱', value: 1 },
        },
        {
          event_type: 'attr_fault',
          data: { value: false, attr_displayname: 'relay', attr_name: 'Relay', level: 2 },
        },
        {
          event_type: 'attr_alert',
          data: { attr_name: 'Alert_Dry', attr_displayname: '干旱', value: '0' },
          other: 'x',
        },
        { event_type: 'device_offline', mac: 'virtual:site' },
        { event_type: 'device_offline', iccid: '89860000000065196435' },
        { event_type: 'device_online', ip: '203.0.113.9', country: '中国', region: '浙江', city: '杭州' },
        { event_type: 'device_online', ip: '203.0.113.9', latitude: 23.125, longitude: '113.25' },
        { event_type: 'device_online', city: 'Beijing', region: 'Beijing', iccid: '1', other: [1] },
        { event_type: 'device_online' },
      ]
      for (const event of events) {
        const line = JSON.stringify({ ...common, ...event })
        const spaced = line.replace(/(?<=[^\\]"):|,(?=")/g, sign => `${sign} `)
        bytes(new Event(pushOf(line)))
        bytes(new Event(pushOf(line)))
        for (const one of [line, spaced])
          expect(formattedText(bytes(new Unparsed(pushOf(one))))).toBe(
            formattedText(text(new Event(pushOf(one)))),
          )
      }
      expect(() =>
        bytes(new Unparsed(pushOf(JSON.stringify({ ...common, event_type: 'device_bind' })))),
      ).toThrow()
    },
  )
})

test('of a name that occurs twice, the last value counts, however long it is', async () => {
  const [bytes] = await bothFormats({ time: 'none', mask: noMask, live: false })
  for (const name of ['n', 'n'.repeat(300)]) {
    const line = JSON.stringify({ ...common, event_type: 'device_status_kv', data: { [name]: 1, other: 2 } })
    const twice = line.replace('"other"', `"${name}"`)
    for (const one of [line, twice, line, twice])
      expect(formattedText(bytes(new Event(pushOf(one))))).toContain(
        one === twice ? `  ${name}=2\n` : `  ${name}=1 other=2\n`,
      )
  }
})

test('numbers are written as String writes them', () => {
  const number = fc.oneof(
    fc.integer().map(value => value / 10),
    fc.integer().map(value => value / 100),
    fc.integer({ min: -1200, max: 1200 }).map(value => value / 1000),
    fc.integer(),
    fc.maxSafeInteger(),
    fc.double(),
  )
  fc.assert(
    fc.property(number, fc.nat(3), (value, at) => {
      const out = Buffer.alloc(at + longestNumber)
      const end = writeNumber(value, out, at)
      const isShort = Math.abs(value) <= 1e8 && /^-?\d+(\.\d\d?)?$/.test(String(value))
      expect(end < 0 ? undefined : out.toString('latin1', at, end)).toBe(isShort ? String(value) : undefined)
    }),
    {
      numRuns: 2000,
      examples: [
        -0,
        0,
        9,
        10,
        0.1,
        -0.1,
        99.9,
        100,
        1e8,
        100000000.01,
        -1e8,
        -99999999.99,
        0.01,
        0.1 + 0.2,
        5e-324,
      ].map(one => [one, 1]),
    },
  )
})

test('values are found by bytes, as long as they are known', () => {
  const key = fc
    .string({ unit: fc.constantFrom('a', 'b', 'é'), maxLength: 6 })
    .map(text => Buffer.from(`x${text}y`))
  fc.assert(
    fc.property(fc.array(key, { maxLength: 60 }), keys => {
      const forgotten = new Set<string>()
      const known = new KnownBytes<string>(8, value => forgotten.add(value))
      const kept = new Set<string>()
      for (const bytes of keys) {
        const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
        const text = bytes.toString('latin1', 1, bytes.length - 1)
        const found = known.get(view, 1, bytes.length - 1)
        expect(found).toBe(kept.has(text) && !forgotten.has(text) ? text : undefined)
        if (found !== undefined) continue
        forgotten.delete(text)
        kept.add(known.add(view, 1, bytes.length - 1, text))
        expect(known.get(view, 1, bytes.length - 1)).toBe(text)
      }
    }),
    { numRuns: 500 },
  )
  const long = new DataView(new ArrayBuffer(300))
  const known = new KnownBytes<number>(4)
  known.add(long, 0, 201, 1)
  expect(known.get(long, 0, 201)).toBeUndefined()
  known.add(long, 0, 200, 2)
  expect(known.get(long, 0, 200)).toBe(2)
})

test('text that a mask changes is always suspected', () => {
  const forms = fc.constantFrom(
    secret,
    Buffer.from(secret).toString('hex'),
    'c4n%34ry-s3cr3t/9Zq',
    'c4n4ry-s3cr3t\\/9Zq',
  )
  const spelled = fc.constantFrom(
    Buffer.from(`xx${secret}`).toString('base64'),
    Buffer.from(secret)
      .toString('hex')
      .toUpperCase()
      .replace(/..(?=.)/g, '$&:'),
    [...Buffer.from(secret)].join(','),
  )
  fc.assert(
    fc.property(fc.array(fc.oneof(forms, spelled, fc.string()), { maxLength: 4 }), parts => {
      const text = parts.join('')
      const bytes = Buffer.from(text)
      const isChanged = mask.hideInWhole(text) !== text
      if (isChanged) expect(mask.mayHide(bytes, 0, bytes.length)).toBe(true)
    }),
    { numRuns: 2000 },
  )
  const harmless = Buffer.from('00000003 07000091 04010203 Guangzhou, Guangdong')
  expect(mask.mayHide(harmless, 0, harmless.length)).toBe(false)
})
