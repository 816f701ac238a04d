import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { payloadBytes } from '../src/cli/payload-text.ts'
import { decodePayload, trailingOf } from '../src/datapoints/decode-payload.ts'
import { readDefinition } from '../src/datapoints/read-definition.ts'
import { Scale } from '../src/datapoints/scale.ts'
import { decodeHex, definitionOf, readFixture, sharedFolder, valuesOf } from './support/definitions.ts'

interface Vector {
  about: string
  definition: string
  hex: string
  values: Record<string, number | string>
  /** The values are all that there are. */
  only?: true
  missing?: string[]
  trailing?: string
  flags: string[]
}

const vectors: Vector[] = JSON.parse(readFixture('payloads.json'))

test.each(vectors)('$about', ({ definition, hex, values, only, missing = [], trailing = '', flags }) => {
  const decoded = decodeHex(hex, definitionOf(definition))
  const found = valuesOf(decoded)
  if (only) expect(found).toEqual(values)
  else expect(found).toMatchObject(values)
  for (const name of missing) {
    const reading = decoded.readings.find(({ field }) => field.attribute.name === name)
    expect(reading).toMatchObject({ value: null, raw: null, flags: ['truncated'] })
  }
  expect([trailingOf(decoded).toString('hex'), decoded.flags]).toEqual([trailing, flags])
})

test('a read of the variable layout has the attributes that it asks for', () => {
  const { asked, readings } = decodeHex('12 0109', definitionOf('lock.json'))
  expect([asked?.map(({ name }) => name), readings]).toEqual([['Locked', 'Code', 'Uptime'], []])
})

test('an attribute is flagged by itself, too', () => {
  const { readings } = decodeHex('04 a0000e', definitionOf('meter.json'))
  const flagged = readings.filter(({ flags }) => flags.includes('enum_out_of_range'))
  expect(flagged.map(({ field, raw, value }) => [field.attribute.name, raw, value])).toEqual([
    ['Mode', 7, 7],
    ['Tariff', 10, 10],
  ])
})

describe('without a definition', () => {
  test.each<
    [hex: string, action: number | undefined, layout: string | undefined, rest: string, flags: string[]]
  >([
    ['04010203', 4, 'standard', '010203', ['no_definition']],
    ['14010203', 0x14, 'var_len', '010203', ['no_definition']],
    ['04', 4, 'standard', '', ['no_definition']],
    ['02', 2, 'standard', '', []],
    ['02ff', 2, 'standard', 'ff', ['trailing_bytes']],
    ['05c0ffee', 5, 'transparent', 'c0ffee', []],
    ['06', 6, 'transparent', '', []],
    ['07c0ffee', 7, undefined, 'c0ffee', ['unknown_action']],
    ['00', 0, undefined, '', ['unknown_action']],
    ['', undefined, undefined, '', ['empty']],
  ])('%s', (hex, action, layout, rest, flags) => {
    const decoded = decodeHex(hex)
    expect(decoded).toMatchObject({ action, layout, readings: [], flags })
    expect(trailingOf(decoded).toString('hex')).toBe(rest)
  })
})

describe('the envelope', () => {
  const meter = definitionOf('meter.json')
  const deviceId = `0016${Buffer.from('Dn4tUq8sXw2yBz6cEf3gHj').toString('hex')}`

  test.each<[about: string, hex: string, envelope: object, action: number | undefined, flags: string[]]>([
    [
      'of the document',
      '00000003 07 00 0091 04010203',
      { command: 0x91, flag: 0, declared: 7, actual: 7, serial: undefined, deviceId: undefined },
      4,
      ['truncated'],
    ],
    ['with a serial number', '00000003 08 00 0093 00000005 02', { command: 0x93, serial: 5 }, 2, []],
    ['of a reply', '00000003 08 01 0094 ffffffff 02', { command: 0x94, serial: 4294967295, flag: 1 }, 2, []],
    ['to the device', '00000003 04 00 0090 02', { command: 0x90, serial: undefined }, 2, []],
    [
      'with a length of two bytes',
      `00000003 8301 00 0091 06${'00'.repeat(127)}`,
      { declared: 131, actual: 131 },
      6,
      [],
    ],
    ['with a length of four bytes', '00000003 84808000 00 0091 02', { declared: 4, actual: 4 }, 2, []],
    [
      'with a device id',
      `00000003 20 01 0094 00000007 ${deviceId} 02`,
      { serial: 7, deviceId: 'Dn4tUq8sXw2yBz6cEf3gHj' },
      2,
      [],
    ],
    [
      'of an acknowledgement: a device id alone',
      `00000003 1f 01 0094 00000007 ${deviceId}`,
      { deviceId: 'Dn4tUq8sXw2yBz6cEf3gHj' },
      undefined,
      ['empty'],
    ],
    [
      'with a device id, and no flag',
      `00000003 1c 00 0091 ${deviceId} 02`,
      { flag: 0, serial: undefined },
      2,
      [],
    ],
    [
      'with no device id, but a 0',
      '00000003 06 00 0091 00ff02',
      { deviceId: undefined },
      0,
      ['unknown_action'],
    ],
    ['without a payload', '00000003 03 00 0091', { declared: 3, actual: 3 }, undefined, ['empty']],
    ['that declares too much', '00000003 20 00 0091 02', { declared: 32, actual: 4 }, 2, ['length_mismatch']],
    [
      'that declares too little',
      '00000003 03 00 0091 02',
      { declared: 3, actual: 4 },
      2,
      ['length_mismatch'],
    ],
    ['of another command', '00000003 07 00 0062 04010203', { command: 0x62 }, undefined, ['unknown_command']],
    [
      'cut within the serial number',
      '00000003 05 00 0093 0000',
      { command: 0x93 },
      undefined,
      ['bad_envelope'],
    ],
  ])('%s', (_, hex, envelope, action, flags) => {
    const decoded = decodeHex(hex, meter)
    expect(decoded.frame.envelope).toMatchObject(envelope)
    expect([decoded.action, decoded.flags]).toEqual([action, flags])
  })

  test.each(['00000003', '0000000307', '000000030700', '00000003070000', '00000003ffffffff00009104'])(
    '%s cannot be read',
    hex => {
      const decoded = decodeHex(hex, meter)
      const { frame, flags, action } = decoded
      expect([frame.envelope, action, flags, trailingOf(decoded).toString('hex')]).toEqual([
        undefined,
        undefined,
        ['bad_envelope'],
        hex,
      ])
    },
  )

  test('a command without data points, and an envelope that is cut, leave what they hold', () => {
    expect(trailingOf(decodeHex('00000003 07 00 0062 04010203')).toString('hex')).toBe('04010203')
    expect(trailingOf(decodeHex('00000003 05 00 0093 0000')).toString('hex')).toBe('0000')
  })
})

describe('frames one behind the other', () => {
  const report = '00000003 05 00 0091 1400'
  const framesOf = (hex: string) =>
    decodePayload(Buffer.from(hex.replaceAll(' ', ''), 'hex'), undefined).map(({ frame, flags }) => [
      frame.bytes.length,
      flags,
    ])

  test.each<[about: string, hex: string, frames: unknown[]]>([
    [
      'both right',
      `${report} 00000003 04 00 0091 02`,
      [
        [10, ['no_definition']],
        [9, []],
      ],
    ],
    ['three', `${report} ${report} ${report}`, Array(3).fill([10, ['no_definition']])],
    [
      'the second declares too much',
      `${report} 00000003 40 00 0091 02`,
      [
        [10, ['no_definition']],
        [9, ['length_mismatch']],
      ],
    ],
    [
      'the first declares too little',
      `00000003 04 00 0091 1400 00000003 04 00 0091 02`,
      [
        [10, ['length_mismatch', 'no_definition']],
        [9, []],
      ],
    ],
    [
      'the first declares too much',
      `00000003 44 00 0091 1400 00000003 04 00 0091 02`,
      [
        [10, ['length_mismatch', 'no_definition']],
        [9, []],
      ],
    ],
    [
      'a value that looks like a frame',
      '00000003 0d 00 0091 14 00000003 09 00009102',
      [[18, ['no_definition']]],
    ],
    ['a value that is a frame', '00000003 0d 00 0091 14 00000003 04 00009102', [[18, ['no_definition']]]],
    [
      'a wrong length, and a value that looks like a frame',
      '00000003 20 00 0091 14 00000003 09 00009102',
      [[18, ['length_mismatch', 'no_definition']]],
    ],
    [
      'a wrong length, and a value that looks like a frame of another command',
      '00000003 20 00 0091 14 00000003 04 00006202',
      [[18, ['length_mismatch', 'no_definition']]],
    ],
    [
      'a value that looks like the beginning of one',
      '00000003 09 00 0091 14 00 00000003',
      [[14, ['no_definition']]],
    ],
  ])('%s', (_, hex, frames) => expect(framesOf(hex)).toEqual(frames))
})

test.each([
  [0.1, 0, 3, 0.3],
  [0.1, 0, 7, 0.7],
  [0.01, 0, 732, 7.32],
  [0.01, 0, 4294967295, 42949672.95],
  [0.001, -0.5, 1, -0.499],
  [1, -2000, 2205, 205],
  [0.5, -40, 80, 0],
  [-1, 0, 0, 0],
  [-0.1, 0.3, 3, 0],
  [1e-7, 0, 3, 3e-7],
  [1e-9, 0, 4294967295, 4.294967295],
  [0.1234567, 0, 4294967295, 530242488.8486265],
  [1000, 5, 3, 3005],
  [1 / 3, 0, 3, 0.9999999999999999],
])('ratio %d and addition %d make of %d the value %d', (ratio, addition, raw, value) => {
  const made = new Scale(ratio, addition).value(raw)
  expect(Object.is(made, value), String(made)).toBe(true)
})

const shared = sharedFolder()

describe.skipIf(!shared)('definitions and payloads of real products', () => {
  const read = (name: string) => readFileSync(new URL(name, shared), 'utf8')
  const all: {
    id: string
    hex: string
    base64?: string
    definition?: string
    expect?: object
    p0?: string
  }[] = shared ? JSON.parse(read('vectors.json')).vectors : []

  test.each(all)('$id', ({ hex, base64, definition, expect: values = {}, p0 }) => {
    const decoded = decodeHex(
      hex,
      definition ? readDefinition(JSON.parse(read(`definitions/${definition}`))) : undefined,
    )
    expect(valuesOf(decoded)).toMatchObject(values)
    if (base64) expect(payloadBytes(base64)?.toString('hex')).toBe(hex)
    if (p0) expect(decoded.frame.bytes.subarray(decoded.frame.payloadAt).toString('hex')).toBe(p0)
  })
})
