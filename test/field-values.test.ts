import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { SecretMask } from '../src/cli/secret-mask.ts'
import { DefinitionSet } from '../src/datapoints/definition-set.ts'
import { PayloadDecoder } from '../src/datapoints/payload-decoder.ts'
import { RawEvent } from '../src/datapoints/raw-event.ts'
import { readDefinition } from '../src/datapoints/read-definition.ts'
import { DeviceTable } from '../src/devices/device-table.ts'
import { ByteStore } from '../src/format/bytes/byte-store.ts'
import { createPretty } from '../src/format/pretty.ts'
import { noMask, type TextMask } from '../src/format/text-mask.ts'
import { createTheme } from '../src/format/theme.ts'
import { anyDefinition } from './support/any-definition.ts'
import type { AttributeJson, DefinitionJson } from './support/definitions.ts'
import { formattedText } from './support/formatted-text.ts'
import { eventLine, pushOf } from './support/lines.ts'

const start = 1_795_392_000
const wall = () => start * 1000

interface Settings {
  readonly level: 0 | 2
  readonly diff: boolean
  readonly statuses: 'order' | 'compare'
  readonly mask: TextMask
}

/** Checks that payloads are put as bytes as they are as text. Each is `[product, payload]`. */
async function expectSame(
  products: readonly DefinitionJson[],
  payloads: readonly (readonly [product: number, payload: Uint8Array])[],
  { level, statuses, ...context }: Settings,
): Promise<void> {
  const definitions = new DefinitionSet()
  const keys = products.map((json, i) => {
    const key = json.product_key.slice(0, -2) + String(i).padStart(2, '0')
    definitions.add(readDefinition({ ...json, product_key: key }), '')
    return key
  })
  const made = { theme: createTheme(level), time: 'none', timeZone: undefined, wall, definitions } as const
  const bytes = await createPretty({ ...made, ...context, columns: () => undefined })
  const text = await createPretty({ ...made, ...context, columns: () => 0 })
  const decoder = new PayloadDecoder(definitions, () => {})
  const devices = new DeviceTable({ statuses, wall })
  for (const [i, [product, payload]] of payloads.entries()) {
    const event_type = 'device_status_raw'
    const members = {
      did: `d${product}`,
      event_type,
      product_key: keys[product],
      created_at: start + i,
      x: i,
    }
    const push = pushOf(eventLine(i + 1, { ...members, data: Buffer.from(payload).toString('base64') }))
    const event = new RawEvent(push, decoder)
    devices.read(event)
    const again = new RawEvent(push, decoder)
    again.history = event.history
    expect(formattedText(bytes(event))).toBe(formattedText(text(again)))
  }
}

/** A definition of some numbers of two bytes. */
function numbers(names: readonly string[]): DefinitionJson {
  const attrs = names.map(
    (name, i): AttributeJson => ({
      ...{ id: i, name, type: 'status_readonly', data_type: 'uint16', uint_spec: null },
      position: { byte_offset: 2 * i, bit_offset: 0, len: 2, unit: 'byte' },
    }),
  )
  return { product_key: 'b1f0c3d2e4b5968778695a4b3c2d1e03', protocolType: 'standard', entities: [{ attrs }] }
}

/** A report whose values are all this one. */
function reportOf(json: DefinitionJson, value: number): Buffer {
  const words = json.entities[0]!.attrs.flatMap(() => [value >> 8, value & 0xff])
  return Buffer.from([4, ...words.slice(0, readDefinition(json).fixed!.size)])
}

const usual: Settings = { level: 2, diff: false, statuses: 'compare', mask: noMask }

const namedDefinition = fc
  .tuple(
    anyDefinition,
    fc.array(fc.constantFrom('child_passcode', 'PM25', '7', '__proto__', '室温', 'a b', ''), {
      maxLength: 3,
    }),
    fc.array(fc.constantFrom('温度', 'a0', '', '很长的名字很长的名字很长的名字', 'x=1'), { maxLength: 8 }),
  )
  .map(([json, names, displays]): DefinitionJson => {
    const attrs = json.entities[0]!.attrs.map((attribute, i) => ({
      ...attribute,
      name: names[i] || attribute.name,
      display_name: displays[i] ?? '',
    }))
    return { ...json, entities: [{ attrs }] }
  })

const runs = fc.array(namedDefinition, { minLength: 1, maxLength: 3 }).chain(products => {
  const payload = fc.nat(products.length - 1).chain(product => {
    const { size } = readDefinition(products[product]!).fixed!
    const body = fc.uint8Array({ minLength: size, maxLength: size })
    const few = fc.array(fc.constantFrom(0, 0, 0, 1, 2), { minLength: size, maxLength: size })
    return fc
      .oneof(
        few,
        body,
        fc.tuple(few, body, fc.nat(size)).map(([a, b, n]) => [...a.slice(0, n), ...b.slice(n)]),
      )
      .map(bytes => [product, Uint8Array.from([4, ...bytes])] as const)
  })
  return fc.tuple(fc.constant(products), fc.array(payload, { minLength: 2, maxLength: 12 }))
})

const settings = fc.record({
  level: fc.constantFrom(0, 2),
  diff: fc.boolean(),
  statuses: fc.constantFrom('order', 'compare', 'compare'),
  // Some are values, as numbers or as hex.
  mask: fc.constantFrom(
    noMask,
    new SecretMask(['1000']),
    new SecretMask(['000102']),
    new SecretMask(['0201.5']),
  ),
} as const)

describe('values of decoded payloads, as bytes, are those in text', () => {
  test('of any products, whatever was put before', async () => {
    await fc.assert(
      fc.asyncProperty(runs, settings, ([products, payloads], setting) =>
        // Each comes again.
        expectSame(products, [...payloads, ...payloads, ...payloads.toReversed()], setting),
      ),
      { numRuns: 300 },
    )
  })

  test('when more values were put than are kept', async () => {
    const json = numbers(Array.from({ length: 20 }, (_, i) => `n${i}${'x'.repeat(240)}`))
    const values = Array.from({ length: 1100 }, (_, i) => [0, reportOf(json, i)] as const)
    await expectSame([json], [...values, ...values.slice(0, 20)], { ...usual, statuses: 'order' })
  })

  test('when products have more attributes than tables are kept for', async () => {
    const json = numbers(Array.from({ length: 600 }, (_, i) => `n${i}`))
    const { attrs } = json.entities[0]!
    for (const i of [0, 1, 2]) {
      const position = { byte_offset: 1200, bit_offset: i, len: 1, unit: 'bit' }
      attrs.push({ id: 600 + i, name: `b${i}`, type: 'alert', data_type: 'bool', position })
    }
    const values = [5, 5, 5, 1023, 1024, 5, 6].map(value => reportOf(json, value))
    await expectSame(
      [json, json],
      values.flatMap(value => [[0, value] as const, [1, value] as const]),
      usual,
    )
  })
})

test('bytes and places are kept until there is no room', () => {
  const store = new ByteStore()
  const table = store.addTable(5000)
  const kept: string[] = []
  for (let i = 0; !store.isFull; i++) {
    const text = 'x'.repeat(i % 5000) + i
    const place = store.add(Buffer.from(text))
    store.setPlace(table, i, place)
    if (place > 0) kept.push(text)
  }
  expect(store.view.byteLength).toBe(4 * 1024 * 1024)
  const placeOf = (i: number) => store.placeIn(table, i)
  const bytesAt = (place: number) => Buffer.from(store.view.buffer, store.bytesAt(place), store.sizeAt(place))
  expect(kept.map((_, i) => bytesAt(placeOf(i)).toString())).toEqual(kept)
  expect(placeOf(kept.length)).toBe(0)
  store.clear()
  expect([store.isFull, store.placeIn(store.addTable(2), 1)]).toEqual([false, 0])
})

test('tables take half of the room', () => {
  const store = new ByteStore()
  const half = 2 ** 19
  expect([store.addTable(half - 8) > 0, store.addTable(9), store.addTable(8) > 0]).toEqual([true, 0, true])
  expect([store.addTable(1), store.isFull]).toEqual([0, false])
  store.clear()
  expect(store.addTable(half)).toBeGreaterThan(0)
})
