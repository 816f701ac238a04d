import assert from 'node:assert/strict'
import { decodePayload, trailingOf } from '../../src/datapoints/decode-payload.ts'
import type { Definition } from '../../src/datapoints/definition.ts'
import { DefinitionError } from '../../src/datapoints/definition-error.ts'
import { limits } from '../../src/datapoints/definition-limits.ts'
import { readDefinition } from '../../src/datapoints/read-definition.ts'
import { airPurifier } from '../../src/simulator/air-purifier.ts'
import { DeviceState } from '../../src/simulator/device-state.ts'
import { productKind } from '../../src/simulator/product-kind.ts'
import { Random } from '../../src/simulator/random.ts'
import { jsonWords } from './dictionary.ts'
import { assertSafe, type Target } from './target.ts'

const [entity] = airPurifier.entities
const some = (...places: readonly number[]) =>
  JSON.stringify({ ...airPurifier, entities: [{ attrs: places.map(place => entity!.attrs[place]) }] })

export const definition: Target = {
  about: 'product definitions: refused with the member at fault, or what devices report decodes by them',
  covers: [
    'src/datapoints/definition.ts',
    'src/datapoints/definition-schema.ts',
    'src/datapoints/list-attributes.ts',
    'src/datapoints/attribute-of.ts',
    'src/datapoints/fixed-layout.ts',
    'src/datapoints/scale.ts',
    'src/simulator/product-kind.ts',
    'src/simulator/device-state.ts',
  ],
  seeds: [
    some(0, 1, 4),
    some(5, 9, 13),
    some(12, 15).replace('standard', 'var_len'),
    '{"product_key":"p","entities":[{"attrs":[{"name":"A","type":"alert","data_type":"bool"}]}]}',
    '{"product_key":"p","packetVersion":4,"entities":[{"attrs":[{"name":"A","type":"fault","data_type":"binary","position":{"len":3}},{"name":"A","type":"status_readonly","data_type":"enum","enum":[1,true,"x"]}]}]}',
    '{"product_key":"p","protocolType":"standard","entities":[{"attrs":[{"id":1,"name":"__proto__","type":"status_writable","data_type":"uint32","uint_spec":{"ratio":"0.1","addition":-1e3,"min":"5","max":1e9},"position":{"byte_offset":"1","bit_offset":0,"len":4,"unit":"byte"}}]},{"attrs":null}]}',
  ],
  dictionary: [
    ...jsonWords,
    ...'"id": "attrs": "name": "position": "byte_offset": "bit_offset": "len": "unit":'.split(' '),
    ...'"bit" "byte" "bool" "enum" "uint8" "uint16" "uint32" "binary" "alert" "status_writable"'.split(' '),
    ...'"uint_spec": "ratio": "addition": "min": "max": 65535 65536 2147483648 4096 33 8191 1e-9 "1e9"'.split(
      ' ',
    ),
  ],
  check: bytes => {
    let json: unknown
    try {
      json = JSON.parse(bytes.toString())
    } catch {
      return 'no JSON'
    }
    let read: Definition
    try {
      read = readDefinition(json)
    } catch (error) {
      assert.ok(error instanceof DefinitionError, String(error))
      assertSafe(error.message)
      return `refused ${/(?:is missing|must .*|so is|in all|attributes).*$/.exec(error.message)?.[0].replaceAll(/\[?\d+\]?/g, '')}`
    }
    const { attributes, fixed, warnings } = read
    assert.equal(new Set(attributes.map(({ name }) => name)).size, attributes.length, 'names are unique')
    assert.ok(attributes.length <= limits.attributes)
    for (const { attribute, byteOffset, bitOffset, width } of fixed?.fields ?? []) {
      assert.ok(byteOffset + width <= fixed!.size)
      if (attribute.unit === 'bit') assert.ok(bitOffset + attribute.len <= 8 * width)
    }
    if (!warnings.some(warning => warning.includes('overlaps'))) checkReports(read)
    return `${fixed ? 'fixed' : 'variable'} ${[...new Set(attributes.map(({ type }) => type))].sort().join()} ${warnings.length}`
  },
}

/** Expects that what a device reports decodes whole, within what the definition allows. */
function checkReports(read: Definition): void {
  const random = new Random(1)
  const state = new DeviceState(productKind(read, { forms: ['raw'] }), random)
  for (let i = 0; i < 3; i++) {
    state.drift(random)
    const [decoded, ...more] = decodePayload(state.payload(), read)
    assert.deepEqual([more, trailingOf(decoded!).length], [[], 0])
    assert.deepEqual(
      decoded!.flags.filter(flag => flag !== 'enum_out_of_range'),
      [],
    )
    for (const { field, raw } of decoded!.readings) {
      const { type, unit, len, allowed, texts } = field.attribute
      if (typeof raw !== 'number') continue
      if (type === 'enum') assert.ok(raw < Math.max(1, texts.length))
      const most = 2 ** (unit === 'bit' ? len : 8 * len) - 1
      const [min, max] = [Math.max(0, allowed.min ?? 0), Math.min(most, allowed.max ?? most)]
      if (type.startsWith('uint') && Math.ceil(min) <= Math.floor(max)) assert.ok(raw >= min && raw <= max)
    }
  }
}
