import { describe, expect, test } from 'vitest'
import { readPush } from '../src/app/reader.ts'
import { RawEvent } from '../src/datapoints/raw-event.ts'
import { Event } from '../src/event/event.ts'
import { valuesOf } from '../src/event/values-of.ts'
import { compileFilters } from '../src/filter/filter.ts'
import { base64, fixtureReader, products, rawPush, report } from './support/raw-events.ts'

const setUp = fixtureReader
const { meter, lock } = products

describe('decoding', () => {
  test.each([
    ['bare', base64(report)],
    ['as a member', { raw: base64(report) }],
    ['in an envelope', base64(`00000003 18 00 0091 ${report}`)],
  ])('%s, once, when first asked', (_name, data) => {
    const { read, decodes } = setUp()
    const event = read(rawPush(data))
    expect(event.members.product_key).toBe(meter)
    expect(decodes()).toBe(0)
    expect(event.decoded).toMatchObject({ Relay: 1, Mode: '强劲', Zone: 'Z17', Setpoint: 21.5, Outdoor: -7 })
    expect(event.at(['data', 'Setpoint'])).toBe(21.5)
    expect((event as RawEvent).payload.frames).toHaveLength(1)
    expect(decodes()).toBe(1)
  })

  test('commands to a device too, and nothing else', () => {
    const { read } = setUp()
    const set = { event_type: 'app2dev_raw', data: base64('01 8004 000110 007b') }
    expect(read(rawPush('', set)).decoded).toEqual({ Zone: 'Z17', Setpoint: 21.5 })
    const kv = read(rawPush({ Setpoint: 3 }, { event_type: 'device_status_kv' }))
    expect(kv).not.toBeInstanceOf(RawEvent)
    expect(kv.decoded).toBeUndefined()
    expect(kv.at(['data', 'Setpoint'])).toBe(3)
  })

  test('a member of the event comes before a value of the same name', () => {
    const { read } = setUp()
    const event = read(rawPush({ raw: base64(report), Setpoint: 'mine' }))
    expect(event.at(['data', 'Setpoint'])).toBe('mine')
    expect(event.at(['decoded', 'Setpoint'])).toBe(21.5)
    expect(event.at(['data', 'raw'])).toBe(base64(report))
    expect(event.at(['data', 'Setpoint', 'x'])).toBeUndefined()
    expect(event.at(['decoded', 'Setpoint', 'x'])).toBeUndefined()
    expect(event.at(['Setpoint'])).toBeUndefined()
  })

  test('names that objects have are no values, unless the definition has them', () => {
    const { read } = setUp()
    const event = read(rawPush(base64(report)))
    for (const name of ['constructor', '__proto__', 'toString'])
      expect(event.at(['decoded', name])).toBeUndefined()
  })

  test.each<[string, unknown, object, string[]]>([
    ['no product', base64(report), { product_key: undefined }, ['no_definition']],
    ['another product', base64(report), { product_key: 'p' }, ['no_definition']],
    ['no text for the product', base64(report), { product_key: 7 }, ['no_definition']],
    ['no base64', '!', {}, ['not_hex_or_base64']],
    ['an object without raw', { other: 1 }, {}, ['not_hex_or_base64']],
    ['no data', undefined, {}, ['empty']],
    ['null', null, {}, ['empty']],
    ['an unknown action', base64('ee01'), {}, ['unknown_action']],
    ['an envelope cut short', base64('00000003 05'), {}, ['bad_envelope']],
  ])('%s is not decoded, and flagged', (_name, data, more, flags) => {
    const event = setUp().read(rawPush(data, more)) as RawEvent
    expect(event.decoded).toBeUndefined()
    expect(event.payload.flags).toEqual(flags)
    expect(event.at(['decoded'])).toBeUndefined()
  })

  test('two frames: the values of both, of which the last counts', () => {
    const second = `00000003 18 00 0091 ${report.replace('007b', '007c')}`
    const { read } = setUp()
    const event = read(rawPush(base64(`00000003 0b 00 0090 01 8004 000110 007b${second}`))) as RawEvent
    expect(event.payload.frames).toHaveLength(2)
    expect(event.decoded).toMatchObject({ Zone: 'Z17', Setpoint: 22, Relay: 1 })
  })
})

describe('a definition that does not fit is reported once per product, with the lengths', () => {
  test('truncated, then too long', () => {
    const { read, notices } = setUp()
    for (const hex of ['04 980315 007b', `${report} 0a0b`, '04'])
      void (read(rawPush(base64(hex))) as RawEvent).payload
    expect(notices).toHaveLength(1)
    expect(notices[0]).toMatch(
      /^the definition of .*1e01 does not fit: a report \(04\) of 6 bytes, which would have 21 by/,
    )
  })

  test('the lengths are those of the payload, without its envelope', () => {
    const { read, notices } = setUp()
    void (read(rawPush(base64(`00000003 19 00 0091 ${report} 0a`))) as RawEvent).payload
    expect(notices[0]).toMatch(/a report \(04\) of 22 bytes, which would have 21 by/)
  })

  test('a product whose payloads fit is not reported, nor one without a definition', () => {
    const { read, notices } = setUp()
    for (const [hex, product_key] of [
      [report, meter],
      ['04', 'p'],
      ['06 01', meter],
      ['ee', meter],
    ])
      void (read(rawPush(base64(hex!), { product_key })) as RawEvent).payload
    expect(notices).toEqual([])
  })

  test('the fixed layout of a product that has none, and another product, whose turn it is still', () => {
    const { read, notices } = setUp()
    const payload = (hex: string, product_key: string) =>
      void (read(rawPush(base64(hex), { product_key })) as RawEvent).payload
    payload('04 0102', lock)
    payload(`${report} 0a`, meter)
    expect(notices.map(text => text.replace(/of .* does/, 'does'))).toEqual([
      'the definition does not fit: a report (04) of 3 bytes, in the fixed layout, for which the definition has no positions (reported once per product)',
      'the definition does not fit: a report (04) of 22 bytes, which would have 21 by the definition (reported once per product)',
    ])
  })
})

describe('filters', () => {
  test.each<[expression: string, keep: boolean]>([
    ['data.Setpoint>21', true],
    ['data.Setpoint>21.5', false],
    ['data.Mode=强劲', true],
    ['decoded.Mode=强劲,自动', true],
    ['decoded.Outdoor<0', true],
    ['data.Serial=~^0011', true],
    ['data.raw', false],
    ['decoded', true],
    ['!decoded', false],
    ['!decoded.Nothing', true],
    ['data.Setpoint!=21.5', false],
  ])('%s', async (expression, keep) => {
    const { read } = setUp()
    expect((await compileFilters([expression]))(read(rawPush(base64(report))))).toBe(keep)
  })

  test('decode only if they ask', async () => {
    const { read, decodes } = setUp()
    const keep = await compileFilters(['did=d1', 'data.Setpoint>21'])
    expect(keep(read(rawPush(base64(report), { did: 'other' })))).toBe(false)
    expect((await compileFilters(['did=d1']))(read(rawPush(base64(report))))).toBe(true)
    expect(decodes()).toBe(0)
    expect(keep(read(rawPush(base64(report))))).toBe(true)
    expect(decodes()).toBe(1)
  })

  test('a key that is spelled wrong is compared with the values too', async () => {
    const { read } = setUp()
    const said: string[] = []
    const keep = await compileFilters(['data.SetPoint>21'], [], text => said.push(text))
    for (let n = 0; n < 50; n++) keep(read(rawPush(base64(report))))
    expect(said).toEqual(['--filter: no event has data.SetPoint; data.Setpoint is there'])
  })

  test('a value is whole, even of an event whose line is long', async () => {
    const { read } = setUp()
    const push = rawPush(base64(report), { filler: 'x'.repeat(300_000) })
    expect(push.isLong).toBe(true)
    expect((await compileFilters(['decoded.Mode=强劲']))(read(push))).toBe(true)
    expect((await compileFilters(['data.Mode=强劲', 'data.Setpoint=21.5']))(read(push))).toBe(true)
  })
})

test('a value that was decoded is whole, whatever was read before', () => {
  const event = setUp().read(rawPush(base64(report)))
  event.cut = true
  expect(event.at(['decoded', 'Mode'])).toBe('强劲')
  expect(event.cut).toBe(false)
})

test('events are read as they are where nothing decodes', () => {
  const event = readPush({ push: rawPush(base64(report)), acked: false })
  expect(event).not.toBeInstanceOf(RawEvent)
  expect([event.decoded, event.at(['data', 'Setpoint'])]).toEqual([undefined, undefined])
  expect(event).toBeInstanceOf(Event)
})

test('the values of a status are those of the payload', () => {
  const { read } = setUp()
  expect(valuesOf(read(rawPush(base64(report))))).toMatchObject({ Setpoint: 21.5 })
  expect(valuesOf(read(rawPush({ a: 1 }, { event_type: 'device_status_kv' })))).toEqual({ a: 1 })
  expect(
    valuesOf(read(rawPush(base64('01 8004 000110 007b'), { event_type: 'app2dev_raw' }))),
  ).toBeUndefined()
})
