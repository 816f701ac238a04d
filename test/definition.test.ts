import { describe, expect, test } from 'vitest'
import { trailingOf } from '../src/datapoints/decode-payload.ts'
import { DefinitionSet } from '../src/datapoints/definition-set.ts'
import { encodeReport, rawsOf } from '../src/datapoints/encode-payload.ts'
import { readDefinition } from '../src/datapoints/read-definition.ts'
import { airPurifier } from '../src/simulator/air-purifier.ts'
import { decodeHex, definitionOf, valuesOf } from './support/definitions.ts'

const bool = (id: number, name: string, bit = id): object => ({
  id,
  name,
  type: 'status_writable',
  data_type: 'bool',
  position: { byte_offset: 0, bit_offset: bit, len: 1, unit: 'bit' },
})
const uint8 = (id: number, name: string, offset: number, more: object = {}): object => ({
  id,
  name,
  type: 'status_readonly',
  data_type: 'uint8',
  position: { byte_offset: offset, bit_offset: 0, len: 1, unit: 'byte' },
  ...more,
})
const product = (attrs: unknown, more: object = {}): Record<string, unknown> => ({
  product_key: 'b1f0c3d2e4b5968778695a4b3c2d1e04',
  protocolType: 'standard',
  entities: [{ attrs }],
  ...more,
})
const position = (more: object) => ({ byte_offset: 0, bit_offset: 0, len: 1, unit: 'byte', ...more })

describe('what may be absent or otherwise written', () => {
  test.each<[about: string, attribute: object, hex: string, value: number | string]>([
    ['no uint_spec', uint8(0, 'A', 0), '0407', 7],
    ['uint_spec null', uint8(0, 'A', 0, { uint_spec: null }), '0407', 7],
    ['uint_spec with nulls', uint8(0, 'A', 0, { uint_spec: { ratio: null, addition: null } }), '0407', 7],
    ['a ratio in a string', uint8(0, 'A', 0, { uint_spec: { ratio: '0.1', addition: '-1' } }), '0407', -0.3],
    [
      'numbers in strings',
      { ...uint8(0, 'A', 0), position: position({ byte_offset: '0', len: '1' }) },
      '0407',
      7,
    ],
    ['no unit', { ...uint8(0, 'A', 0), position: { byte_offset: 0 } }, '0407', 7],
    ['more members', uint8(0, 'A', 0, { enum: 7, ui: {}, desc: null }), '0407', 7],
    ['an empty enum', { ...bool(0, 'A'), data_type: 'enum', enum: [] }, '0401', 1],
    ['no enum', { ...bool(0, 'A'), data_type: 'enum' }, '0401', 1],
    ['an enum of numbers', { ...bool(0, 'A'), data_type: 'enum', enum: [10, 20] }, '0401', '20'],
    ['an enum of a whole byte', uint8(0, 'A', 0, { data_type: 'enum', enum: ['a', 'b'] }), '0401', 'b'],
    ['a bool of a whole byte', uint8(0, 'A', 0, { data_type: 'bool' }), '0401', 1],
    [
      'a number of bits',
      uint8(0, 'A', 0, { position: position({ bit_offset: 4, len: 3, unit: 'bit' }) }),
      '0450',
      5,
    ],
    [
      'a number of 32 bits, not from a byte on',
      uint8(0, 'A', 0, { data_type: 'uint32', position: position({ bit_offset: 4, len: 32, unit: 'bit' }) }),
      '040ffffffff0',
      4294967295,
    ],
  ])('%s', (_, attribute, hex, value) =>
    expect(valuesOf(decodeHex(hex, readDefinition(product([attribute]))))).toEqual({ A: value }),
  )

  test.each([undefined, null, '', 'custom'])(
    'protocolType %j: the positions say whether there is a fixed layout',
    type => {
      const more = { protocolType: type }
      expect(readDefinition(product([bool(0, 'A'), bool(1, 'B')], more)).fixed).toBeDefined()
      expect(readDefinition(product([bool(0, 'A'), bool(1, 'B', 0)], more)).fixed).toBeUndefined()
      expect(readDefinition(product([{ ...bool(0, 'A'), position: null }], more)).fixed).toBeUndefined()
    },
  )

  test('the variable layout needs no positions, and leaves those that there are', () => {
    const attrs = [
      { ...bool(0, 'A'), position: null },
      { ...bool(1, 'B'), data_type: 'enum', enum: ['a', 'b', 'c'], position: undefined },
      { ...uint8(2, 'C', 0), position: { byte_offset: 900 } },
    ]
    const definition = readDefinition(product(attrs, { protocolType: 'var_len' }))
    expect(valuesOf(decodeHex('14 07 05 09', definition))).toEqual({ A: 1, B: 'c', C: 9 })
  })

  test('no attributes at all', () => {
    for (const entities of [[], [{}], [{ attrs: null }], [{ attrs: [] }]]) {
      const decoded = decodeHex('0401', readDefinition(product(undefined, { entities })))
      expect([trailingOf(decoded).toString('hex'), decoded.flags]).toEqual(['01', ['trailing_bytes']])
    }
  })

  test.each([
    ['0x00000004', 4],
    [4, 4],
    ['5', 5],
    [undefined, 0],
    [null, 0],
    ['new', 0],
  ])('packetVersion %j', (packetVersion, version) =>
    expect(readDefinition(product([], { packetVersion })).packetVersion).toBe(version),
  )

  test('a display name that is none', () => {
    for (const display_name of [undefined, null, '', { en: 'x' }])
      expect(readDefinition(product([{ ...bool(0, 'A'), display_name }])).attributes[0]?.displayName).toBe(
        'A',
      )
  })
})

describe('ids and names', () => {
  const entities = (...lists: object[][]) => product(undefined, { entities: lists.map(attrs => ({ attrs })) })
  const names = (json: unknown) => readDefinition(json).attributes.map(({ name }) => name)

  test('attributes go by id, over all entities', () => {
    expect(names(entities([bool(2, 'C'), bool(0, 'A')], [bool(1, 'B')]))).toEqual(['A', 'B', 'C'])
  })

  test('where each entity counts from 0, one goes after the other', () => {
    expect(names(entities([bool(1, 'B'), bool(0, 'A')], [bool(1, 'D', 3), bool(0, 'C', 2)]))).toEqual([
      'A',
      'B',
      'C',
      'D',
    ])
  })

  test('without any id they go by their place', () => {
    const attrs = [bool(9, 'B', 1), bool(9, 'A', 0)].map(attr => ({ ...attr, id: null }))
    expect(names(product(attrs))).toEqual(['B', 'A'])
  })

  test('of several with one name each has its value', () => {
    const json = product([bool(0, 'A'), bool(1, 'A'), bool(2, 'A_2'), bool(3, 'A')])
    expect(valuesOf(decodeHex('0409', readDefinition(json)))).toEqual({ A: 1, A_3: 0, A_2: 0, A_4: 1 })
    expect(readDefinition(json).warnings).toEqual([
      'entities[0].attrs[1].name occurs before; it is shown as A_3',
    ])
  })

  test('names that mean something to JavaScript', () => {
    const list = ['__proto__', 'constructor', 'toString', '0']
    const decoded = decodeHex('040f', readDefinition(product(list.map((name, id) => bool(id, name)))))
    expect(Object.entries(valuesOf(decoded)).toSorted()).toEqual(list.map(name => [name, 1]).toSorted())
  })
})

test('attributes that share bytes are read where the definition has them, and told', () => {
  const definition = readDefinition(product([uint8(0, 'A', 0), uint8(1, 'B', 1), bool(2, 'C', 8)]))
  expect(definition.warnings).toEqual(['entities[0].attrs[2].position: C overlaps A'])
  expect(valuesOf(decodeHex('040102', definition))).toEqual({ A: 1, B: 2, C: 1 })
  for (const [one, other] of [
    [uint8(0, 'A', 0), uint8(1, 'B', 0)],
    [bool(0, 'A', 3), bool(1, 'B', 3)],
  ])
    expect(readDefinition(product([one, other])).warnings).toEqual([
      'entities[0].attrs[1].position: B overlaps A',
    ])
})

describe('a definition that cannot be used names the member at fault', () => {
  const attribute = (more: object) => product([bool(0, 'A'), { ...uint8(1, 'B', 1), ...more }])
  const at = (more: object) => attribute({ position: position({ byte_offset: 1, ...more }) })

  test.each<[json: unknown, says: string]>([
    [null, 'is null, and must be a product definition: one JSON object'],
    [7, 'is 7, and must be'],
    [[], 'product_key is missing'],
    [{ ...product([]), product_key: 5 }, 'product_key is 5, and must be a string'],
    [{ ...product([]), product_key: '' }, 'product_key is "", and must have 1 to 256 characters'],
    [{ error_code: 9015, error_message: 'form invalid' }, 'product_key is missing'],
    [{ ...product([]), entities: undefined }, 'entities is missing'],
    [{ ...product([]), entities: {} }, 'entities is an object, and must be a list'],
    [{ ...product([]), entities: ['x'] }, 'entities[0] is "x", and must be an object'],
    [product('x'), 'entities[0].attrs is "x", and must be a list'],
    [product([7]), 'entities[0].attrs[0] is 7, and must be an object'],
    [attribute({ name: undefined }), 'entities[0].attrs[1].name is missing'],
    [attribute({ name: '' }), 'entities[0].attrs[1].name is "", and must have'],
    [attribute({ name: 'x'.repeat(300) }), 'entities[0].attrs[1].name is "xxx'],
    [
      attribute({ type: 'status' }),
      'entities[0].attrs[1].type is "status", and must be one of status_writable,',
    ],
    [
      attribute({ data_type: 'float' }),
      'entities[0].attrs[1].data_type is "float", and must be one of bool, enum,',
    ],
    [attribute({ data_type: undefined }), 'entities[0].attrs[1].data_type is missing'],
    [
      attribute({ data_type: 'enum', enum: 'a' }),
      'entities[0].attrs[1].enum is "a", and must be a list of strings',
    ],
    [
      attribute({ data_type: 'enum', enum: [{}] }),
      'entities[0].attrs[1].enum[0] is an object, and must be a string',
    ],
    [attribute({ uint_spec: 1 }), 'entities[0].attrs[1].uint_spec is 1, and must be an object'],
    [attribute({ uint_spec: { ratio: 0 } }), 'uint_spec.ratio is 0, and must be a number other than 0'],
    [attribute({ uint_spec: { ratio: 'x' } }), 'uint_spec.ratio is "x", and must be'],
    [attribute({ uint_spec: { ratio: 1e300 } }), 'uint_spec.ratio is 1e+300, and must be'],
    [attribute({ uint_spec: { addition: [] } }), 'uint_spec.addition is a list, and must be a number'],
    [attribute({ position: 3 }), 'entities[0].attrs[1].position is 3, and must be an object'],
    [attribute({ position: null }), 'entities[0].attrs[1].position.byte_offset is missing'],
    [at({ byte_offset: null }), 'entities[0].attrs[1].position.byte_offset is missing'],
    [
      at({ byte_offset: 2 ** 31 }),
      'position.byte_offset is 2147483648, and must be a whole number from 0 to 65535',
    ],
    [at({ byte_offset: -1 }), 'position.byte_offset is -1, and must be'],
    [at({ byte_offset: 0.5 }), 'position.byte_offset is 0.5, and must be'],
    [
      at({ bit_offset: 2 ** 31 }),
      'position.bit_offset is 2147483648, and must be a whole number from 0 to 8191',
    ],
    [at({ unit: 'bits' }), 'position.unit is "bits", and must be one of bit, byte'],
    [at({ unit: 'bit', bit_offset: null }), 'position.bit_offset is missing'],
    [at({ unit: 'bit', len: 33 }), 'position.len is 33, and must be 1 to 32 bits'],
    [at({ len: 0 }), 'position.len is 0, and must be a whole number from 1 to'],
    [at({ len: 2 }), 'position.len is 2, and must be 1 for uint8'],
    [attribute({ data_type: 'uint16' }), 'position.len is 1, and must be 2 for uint16'],
    [
      attribute({ data_type: 'enum', position: position({ len: 5 }) }),
      'position.len is 5, and must be 1 to 4 bytes for enum',
    ],
    [attribute({ data_type: 'binary', position: { byte_offset: 1 } }), 'position.len is missing'],
    [
      attribute({ data_type: 'binary', position: position({ unit: 'bit' }) }),
      'position.unit is "bit", and must be "byte" for binary',
    ],
    [attribute({ id: undefined }), 'entities[0].attrs[1].id is missing'],
    [attribute({ id: 0 }), 'entities[0].attrs[1].id is 0, and so is that of entities[0].attrs[0]'],
    [attribute({ id: 'x' }), 'entities[0].attrs[1].id is "x", and must be a whole number'],
  ])('%#', (json, says) => expect(() => readDefinition(json)).toThrow(says))

  test('too many attributes', () => {
    const attrs = Array.from({ length: 10_000 }, (_, i) => bool(i, `A${i}`, i % 8))
    expect(() => readDefinition(product(attrs))).toThrow('entities has 10000 attributes, and may have 4096')
  })

  test('attributes that are too large together, even where they overlap', () => {
    const attrs = [0, 1, 2].map(id => ({
      id,
      name: `A${id}`,
      type: 'status_readonly',
      data_type: 'binary',
      position: { byte_offset: 0, bit_offset: 0, len: 44_000, unit: 'byte' },
    }))
    expect(() => readDefinition(product(attrs))).toThrow(
      'entities has attributes of 132000 bytes in all, and may have 131072',
    )
    expect(readDefinition(product(attrs.slice(1))).attributes).toHaveLength(2)
  })

  test('control characters of it are escaped', () => {
    const json = attribute({ type: '\u001b]0;x\u0007' })
    expect(() => readDefinition(json)).toThrow(/\\u001b/)
  })
})

test('what a definition may have at most decodes in no time', () => {
  const attrs = Array.from({ length: 4096 }, (_, id) => ({
    ...bool(id, 'A', id % 8000),
    position: undefined,
  }))
  const definition = readDefinition(product(attrs, { protocolType: 'var_len' }))
  const decoded = decodeHex(`14${'ff'.repeat(512)}${'ff'.repeat(512)}`, definition)
  expect([decoded.readings.length, decoded.flags]).toEqual([4096, []])
})

describe('two definitions of one product', () => {
  const [old, young] = [3, '0x4'].map(packetVersion => readDefinition(product([], { packetVersion })))

  test.each([
    ['the later', [old!, young!], 'a.json', 'b.json'],
    ['the earlier', [young!, old!], 'b.json', 'a.json'],
  ])('the one with the higher packetVersion is used: %s', (_, [one, other], left, used) => {
    const set = new DefinitionSet()
    expect(set.add(one!, 'a.json')).toBeUndefined()
    const [high, low] = [young!, old!].map(({ packetVersion }) => packetVersion)
    expect(set.add(other!, 'b.json')).toBe(
      `two definitions of ${old!.productKey}: ${used} (packetVersion ${high}) is used, ${left} (packetVersion ${low}) is not`,
    )
    expect(set.get(old!.productKey)).toBe(young)
    expect(set.all).toEqual([young])
  })

  test('of equal ones the first', () => {
    const set = new DefinitionSet()
    const twin = readDefinition(product([]))
    set.add(twin, 'a.json')
    set.add(readDefinition(product([])), 'b.json')
    expect(set.get(twin.productKey)).toBe(twin)
  })
})

describe('encoding', () => {
  const meter = definitionOf('meter.json')
  const report = (values: Record<string, number | string>) =>
    encodeReport(meter, rawsOf(meter, new Map(Object.entries(values))))

  test('values that the definition does not have are 0', () => {
    expect(report({ Setpoint: 21.5, Mode: '强劲', Serial: '0011223344FF' }).toString('hex')).toBe(
      '04000004007b0000000000000011223344ff000000',
    )
  })

  test.each([
    [{ Setpoint: -40.5 }, 'Setpoint: -40.5 is no value of uint16'],
    [{ Setpoint: 1e9 }, 'Setpoint: 1000000000 is no value of uint16'],
    [{ Setpoint: 'warm' }, 'Setpoint: warm is no value of uint16'],
    [{ Mode: 'x' }, 'Mode: x is no value of enum'],
    [{ Mode: 8 }, 'Mode: 8 is no value of enum'],
    [{ Relay: 2 }, 'Relay: 2 is no value of bool'],
    [{ Serial: '00' }, 'Serial: 00 is not 6 bytes in hex'],
    [{ Serial: 7 }, 'Serial: 7 is not 6 bytes in hex'],
  ])('%j is refused', (values, says) => expect(() => report(values)).toThrow(new RangeError(says)))
})

test('the demonstration’s own product is sound', () => {
  const definition = readDefinition(airPurifier)
  expect(definition.warnings).toEqual([])
  const values = { Switch: 1, Mode: '睡眠', PM25: 141, Room_Temp: 21.5, Energy: 1234.56, Alert_Filter: 1 }
  const payload = encodeReport(definition, rawsOf(definition, new Map(Object.entries(values))))
  expect(payload.length).toBe(20)
  const decoded = decodeHex(payload.toString('hex'), definition)
  expect(valuesOf(decoded)).toMatchObject(values)
  expect(decoded.flags).toEqual([])
})
