import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { alarmMembers } from '../src/event/alarm-members.ts'
import { alarmState } from '../src/event/alarm-state.ts'
import { type DeviceEvent, isKnownEvent, type OtherEvent } from '../src/event/device-event.ts'
import { Event } from '../src/event/event.ts'
import { documentedMembers, eventMembers } from '../src/event/event-members.ts'
import { eventTypeNames, eventTypes, typeOfShortName } from '../src/event/event-types.ts'
import { memberReader } from '../src/event/member-reader.ts'
import { type MemberPath, MemberTokens } from '../src/event/member-tokens.ts'
import { rawPayload } from '../src/event/raw-payload.ts'
import { dialects } from '../src/wire/dialects.ts'
import { ExactNumber } from '../src/wire/exact-json.ts'
import { eventLine, pushOf } from './support/lines.ts'

const eventOf = (line: string) => new Event(pushOf(line))

describe('a member by its path', () => {
  const event = eventOf(
    '{"data":{"temp":-10.50,"list":[{"a":1},"b"],"s":"text"},"__proto__":{"x":1},"n":null}',
  )

  test.each<[path: string[], value: unknown]>([
    [['data', 'temp'], new ExactNumber('-10.50')],
    [['data', 'list', '0', 'a'], 1],
    [['data', 'list', '1'], 'b'],
    [['n'], null],
    [['data', 'nothing'], undefined],
    [['n', 'x'], undefined],
    [['data', 's', 'length'], undefined],
    [['data', 's', '0'], undefined],
    [['data', 'list', 'length'], undefined],
    [['data', 'list', '2'], undefined],
    [['data', 'list', '-1'], undefined],
    [['data', 'temp', 'text'], undefined],
    [['constructor'], undefined],
    [['data', 'hasOwnProperty'], undefined],
    [['__proto__', 'x'], 1],
  ])('%j', (path, value) => expect(event.at(path)).toEqual(value))
})

describe('an event of more than 256 KB', () => {
  const points = Array.from({ length: 100_000 }, (_, i) => `"point_${i}":${i}.50`).join()
  const line = `{"data":{"temp":1,${points},"te\\u006dp":-10.50,"list":[${'0,'.repeat(100_000)}"last"]},"did":"d1","created_at":1499843747.79400000000}`
  const event = () => eventOf(line)

  test.each<[path: string[], value: unknown]>([
    [['data', 'temp'], new ExactNumber('-10.50')],
    [['data', 'point_99999'], new ExactNumber('99999.50')],
    [['data', 'list', '100000'], 'last'],
    [['data', 'list', '100001'], undefined],
    [['data', 'nothing'], undefined],
    [['data', '__proto__'], undefined],
    [['did'], 'd1'],
    [['did', 'length'], undefined],
    [['created_at'], new ExactNumber('1499843747.79400000000')],
  ])('has the member %j', (path, value) => {
    const its = event()
    expect(its.at(path)).toEqual(value)
    expect(its.cut).toBe(false)
    expect(memberReader(path).read(event())).toEqual(value)
  })

  test('has of a longer member its beginning, and says so', () => {
    const its = event()
    expect(its.at(['data'])).toMatchObject({ temp: 1, point_9999: new ExactNumber('9999.50') })
    expect(its.cut).toBe(true)
    expect([its.at(['did']), its.cut]).toEqual(['d1', false])
    its.at(['data'])
    expect([its.at(['none']), its.cut]).toEqual([undefined, false])
  })

  test('has all that the document names, wherever it stands, and says how much it lacks', () => {
    const { members, missing } = event()
    expect(members).toMatchObject({ did: 'd1', data: { temp: 1, point_0: new ExactNumber('0.50') } })
    expect([...missing!.cut]).toEqual(['data'])
    const { data, ...rest } = members
    expect(Object.keys(rest)).toEqual(['did', 'created_at', 'cmd'])
    expect(missing!.leftOut).toBeGreaterThan(line.length - 70_000)
    expect(missing!.leftOut).toBeLessThan(line.length - 64_000)
  })

  test('lacks nothing where no member is long', () => {
    const { members, missing } = eventOf(`{"did":"d1",${' '.repeat(300_000)}"n":1.0}`)
    expect(members).toMatchObject({ did: 'd1', n: new ExactNumber('1.0') })
    expect(missing).toBeUndefined()
  })

  test('has members of any name', () => {
    const { members } = eventOf(`{"__proto__":{"x":1},"constructor":2,"data":"${'x'.repeat(300_000)}"}`)
    expect(Object.keys(members)).toEqual(['__proto__', 'constructor', 'data', 'cmd'])
    expect(Object.getPrototypeOf(members)).toBe(Object.prototype)
  })
})

test('a type or a time that is none is none', () => {
  const event = eventOf('{"event_type":7,"created_at":"now"}')
  expect([event.type, event.createdAt]).toEqual(['', undefined])
})

test('a short name stands for one type, and is not itself a type', () => {
  const shortNames = eventTypeNames.map(type => eventTypes[type].shortName)
  expect(shortNames.slice(0, 6)).toEqual(['online', 'offline', 'status', 'raw', 'alert', 'fault'])
  expect(shortNames.map(typeOfShortName)).toEqual(eventTypeNames)
  // A narrow terminal shows no more.
  for (const name of shortNames) expect(name).toMatch(/^[a-z]{3,7}$/)
  for (const other of [...eventTypeNames, '', 'Alert', 'constructor'])
    expect(typeOfShortName(other)).toBeUndefined()
})

test('the type of a known event says what members it has', () => {
  const own = (event: DeviceEvent): unknown => {
    if (!isKnownEvent(event)) return event satisfies OtherEvent
    switch (event.event_type) {
      case 'device_online':
        return event.ip satisfies string | null | undefined
      case 'attr_alert':
      case 'attr_fault':
        return event.data.value satisfies 0 | 1
      case 'datapoints_changed':
        return event.did satisfies undefined
      case 'device_bind':
      case 'device_unbind':
        return [event.uid satisfies string, event.app_id satisfies string]
      case 'app2dev_kv':
        return Object.values(event.data)
      case 'device_gps_kv':
      case 'device_lbs_kv':
        return event.data.latitude satisfies number | string
      case 'sub_device_added':
      case 'sub_device_deleted':
        return event.child_did satisfies string
      default:
        return event.did satisfies string
    }
  }
  const other = { cmd: 'enterprise_event_push', event_type: 'toString', own: 1 } as const
  expect(own(JSON.parse('{"event_type":"attr_alert","data":{"value":1}}'))).toBe(1)
  expect(own(JSON.parse('{"event_type":"device_offline","did":"d1"}'))).toBe('d1')
  expect(own(other)).toBe(other)
})

test('the type of cmd has the word of each dialect', () => {
  const words: readonly DeviceEvent['cmd'][] = Object.values(dialects).map(({ server }) => server.words.push)
  expect(words).toEqual(['enterprise_event_push', 'event_push'])
})

test('the documented members are those of all types, and not those of data', () => {
  const some = ['cmd', 'delivery_id', 'event_type', 'did', 'created_at', 'ip', 'city', 'event_id', 'data']
  for (const name of some) expect(documentedMembers).toContain(name)
  for (const name of ['attr_name', 'value', 'raw']) expect(documentedMembers).not.toContain(name)
  for (const path of Object.keys(eventMembers)) expect(documentedMembers).toContain(path.split('.')[0])
})

describe('members that are found without parsing', () => {
  const names = ['did', 'mac', 'x"y', '', '__proto__', '0', '1', 'none']
  const name = fc.constantFrom(...names)
  const { value } = fc.letrec<{ value: unknown }>(tie => ({
    value: fc.oneof(
      { maxDepth: 4 },
      fc.oneof(fc.jsonValue(), fc.string({ unit: 'binary' }), fc.constantFrom('\\u0041', '"', '')),
      fc.array(tie('value'), { maxLength: 3 }),
      fc.dictionary(fc.oneof(name, fc.string()), tie('value'), { maxKeys: 4 }),
    ),
  }))
  const object = fc.dictionary(fc.oneof(name, fc.string()), value)
  const paths = fc.uniqueArray(fc.array(name, { minLength: 1, maxLength: 4 }), {
    minLength: 1,
    maxLength: 8,
    selector: path => JSON.stringify(path),
  })
  const spaced = fc.constantFrom(undefined, 1)

  test('are those of the parsed line', () => {
    fc.assert(
      fc.property(object, paths, spaced, (members, wanted, space) => {
        const line = JSON.stringify({ ...members, cmd: 'enterprise_event_push' }, undefined, space)
        const event = eventOf(line.replaceAll('\n', ' '))
        const { push } = event
        const tokens = new MemberTokens(wanted)
        tokens.find(push)
        for (const [i, path] of wanted.entries()) {
          const from = tokens.from[i]!
          const token = from < 0 ? undefined : JSON.parse(push.bytes.toString('utf8', from, tokens.to[i]))
          expect(token).toEqual(event.at(path))
        }
        expect(memberReader(wanted[0]!).read(event)).toEqual(event.at(wanted[0]!))
      }),
      { numRuns: 300 },
    )
    const tokens = new MemberTokens([['a'], ['data', 'x']])
    tokens.find(pushOf('{"a":1,"data":{"x":2}}'))
    tokens.find(pushOf('{"data":3}'))
    expect([...tokens.from]).toEqual([-1, -1])
  })

  test.each<[string, MemberPath, unknown]>([
    ['{"id":18446744073709551615}', ['id'], new ExactNumber('18446744073709551615')],
    ['{"data":{"n":1.50}}', ['data', 'n'], new ExactNumber('1.50')],
    ['{"data":{"n":1,"\\u006e":2}}', ['data', 'n'], 2],
    ['{"data":{"n":{"x":1}},"data":{}}', ['data', 'n', 'x'], undefined],
    ['{"data":{"n":1},"data":{"n":null}}', ['data', 'n'], null],
    [eventLine(1, { did: '中文' }), ['did'], '中文'],
  ])('%s has at %j', (line, path, value) => {
    expect(memberReader(path).read(eventOf(line))).toEqual(value)
    expect(eventOf(line).at(path)).toEqual(value)
  })

  test('are found in a long line too', () => {
    const tokens = new MemberTokens([['did'], ['data', 'list', '1'], ['data', 'none']])
    const { bytes, ...push } = pushOf(`{"data":{"x":"${'x'.repeat(300_000)}","list":[1,2.50]},"did":"d1"}`)
    tokens.find({ ...push, bytes, isLong: true } as never)
    const texts = Array.from(tokens.from, (from, i) => from < 0 || bytes.toString('utf8', from, tokens.to[i]))
    expect(texts).toEqual(['"d1"', '2.50', true])
  })
})

describe('a raw payload', () => {
  test.each([
    ['BAECAw==', '04010203'],
    ['BAECAw', '04010203'],
    [{ raw: 'BAECAw==' }, '04010203'],
    ['-_8', 'fbff'],
    ['', ''],
    ['BAEC?', undefined],
    ['BAECA', undefined],
    [{ raw: 7 }, undefined],
    [{}, undefined],
    [null, undefined],
    [7, undefined],
    [['BAECAw=='], undefined],
  ])('%j', (data, hex) => expect(rawPayload(data as never)?.toString('hex')).toBe(hex))
})

describe('did', () => {
  test.each([
    '{"did":"d1","data":{"did":"d2"}}',
    '{"did":"d\\u0031"}',
    '{"d\\u0069d":"d1"}',
    '{"did":"d0","did":"d1"}',
    '{ "did" : "d1" }',
    `{"did":"d1","data":{"long":"${'x'.repeat(300_000)}"}}`,
    `{"did":"${'x'.repeat(300)}"}`,
    '{"did":""}',
    '{"did":"设备"}',
  ])('of %.30s is that of its members', line => {
    expect(eventOf(line).did).toBe(eventOf(line).members.did)
  })

  test.each(['{}', '{"did":null}', '{"did":5}', '{"did":["d1"]}', `{"did":1,"x":"${'x'.repeat(300_000)}"}`])(
    'is not in %.30s',
    line => {
      expect(eventOf(line).did).toBeUndefined()
    },
  )

  test('is that of the event that is asked, whichever was asked last', () => {
    const [one, other] = [eventOf('{"did":"one"}'), eventOf('{"x":1,"did":"other"}')]
    expect([one.did, other.did, one.did, other.did]).toEqual(['one', 'other', 'one', 'other'])
  })
})

describe('what an alarm says', () => {
  test.each([
    '{"event_id":"e1","data":{"attr_name":"a","attr_displayname":"\\u7a7a","value":1}}',
    '{ "event_id" : "e1", "data" : { "value" : "0" , "attr_name" : "a", "x" : {"value":1} } }',
    '{"data":{"value":1,"value":0,"attr_n\\u0061me":"b","attr_displayname":null}}',
    '{"event_id":5,"data":{"value":true,"attr_name":["a"]}}',
    '{"data":{"value":1.0}}',
    '{"data":{"value":2}}',
    '{"data":{"attr_name":"a"}}',
    '{"data":[1]}',
    '{"data":"value"}',
    '{}',
  ])('%s: the same as by its members', line => {
    const event = eventOf(line)
    const { event_id: eventId, data } = event.members
    const text = (value: unknown) => (typeof value === 'string' ? value : '')
    const object = (typeof data === 'object' && !Array.isArray(data) ? data : {}) as Record<string, never>
    const state = alarmState(object.value)
    const expected = state && {
      state,
      eventId: text(eventId),
      attribute: text(object.attr_name),
      displayName: text(object.attr_displayname),
    }
    expect(alarmMembers(event)).toEqual(expected)
    const long = eventOf(line.replace(/}$/, `${line === '{}' ? '' : ','}"long":"${'x'.repeat(300_000)}"}`))
    expect(alarmMembers(long)).toEqual(expected)
  })
})
