import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { DefinitionSet } from '../src/datapoints/definition-set.ts'
import { PayloadDecoder } from '../src/datapoints/payload-decoder.ts'
import { RawEvent } from '../src/datapoints/raw-event.ts'
import { readDefinition } from '../src/datapoints/read-definition.ts'
import { DeviceTable } from '../src/devices/device-table.ts'
import { anyDefinition } from './support/any-definition.ts'
import type { DefinitionJson } from './support/definitions.ts'
import { eventLine, pushOf } from './support/lines.ts'

const start = 1_795_392_000

/** Reads the payloads of a device, one after the other; returns what is said of each, and its values. */
function readAll(json: DefinitionJson, payloads: readonly Buffer[]) {
  const definition = readDefinition(json)
  const set = new DefinitionSet()
  set.add(definition, '')
  const decoder = new PayloadDecoder(set, () => {})
  const table = new DeviceTable({ statuses: 'compare', wall: () => start * 1000 })
  return payloads.map((payload, i) => {
    const members = {
      event_type: 'device_status_raw',
      product_key: definition.productKey,
      created_at: start + i,
      data: payload.toString('base64'),
    }
    const event = new RawEvent(pushOf(eventLine(i + 1, members)), decoder)
    table.read(event)
    return { changes: event.history?.changes, values: event.decoded }
  })
}

/** The same by keeping all values that were ever known. */
function expectAsKnown(results: ReturnType<typeof readAll>): void {
  let known: Map<string, unknown> | undefined
  for (const { changes, values } of results) {
    if (!values) {
      expect(changes?.values ?? []).toEqual([])
      // A payload without values is a status of another kind.
      if (changes === undefined) known = undefined
      continue
    }
    const entries = Object.entries(values)
    if (!known) expect(changes).toBeUndefined()
    else {
      const changed = entries.filter(([name, now]) => known!.get(name) !== now)
      const expected = changed.map(([name, now]) => ({ name, before: known!.get(name), now, at: -1 }))
      expect(changes).toEqual({ values: expected, unchanged: entries.length - changed.length })
    }
    known ??= new Map()
    for (const [name, now] of entries) known.set(name, now)
  }
}

const anyPayloads = anyDefinition.chain(json => {
  const { size } = readDefinition(json).fixed!
  const sized = (length: number) => fc.uint8Array({ minLength: length, maxLength: length })
  /** Bytes of which many are the same each time. */
  const body = fc.tuple(sized(size), fc.nat({ max: size })).map(([bytes, from]) => bytes.fill(0, from))
  /** Bytes of which few are not those before. */
  const alike = fc.array(fc.constantFrom(0, 0, 0, 0, 1), { minLength: size, maxLength: size })
  const cut = fc.tuple(body, fc.nat({ max: 3 })).map(([bytes, less]) => bytes.subarray(0, size - less))
  const longer = fc.tuple(body, sized(2)).map(([bytes, more]) => Uint8Array.from([...bytes, ...more]))
  const values = fc.oneof(
    { weight: 6, arbitrary: fc.oneof(body, alike).map(bytes => Buffer.from([4, ...bytes])) },
    { weight: 1, arbitrary: cut.map(bytes => Buffer.from([4, ...bytes])) },
    { weight: 1, arbitrary: longer.map(bytes => Buffer.from([3, ...bytes])) },
    {
      weight: 1,
      arbitrary: fc.tuple(sized(5), body).map(([flags, bytes]) => Buffer.from([0x14, ...flags, ...bytes])),
    },
  )
  return fc.record({ json: fc.constant(json), payloads: fc.array(values, { minLength: 2, maxLength: 8 }) })
})

describe('what changed in decoded payloads', () => {
  test('of any layout and length: the same as by all values that were known', () => {
    fc.assert(
      fc.property(anyPayloads, ({ json, payloads }) => expectAsKnown(readAll(json, payloads))),
      { numRuns: 400 },
    )
  })

  test('two numbers of an enum with one text are no change', () => {
    const attrs = [
      {
        ...{ id: 0, name: 'Mode', type: 'status_writable', data_type: 'enum', enum: ['a', 'a', 'b'] },
        position: { byte_offset: 0, bit_offset: 0, len: 2, unit: 'bit' },
      },
    ]
    const json: DefinitionJson = { product_key: 'p', protocolType: 'standard', entities: [{ attrs }] }
    const changes = readAll(
      json,
      [0, 1, 2, 3].map(mode => Buffer.from([4, mode])),
    ).map(one => one.changes?.values)
    expect(changes).toEqual([
      undefined,
      [],
      [{ name: 'Mode', before: 'a', now: 'b', at: -1 }],
      [{ name: 'Mode', before: 'b', now: 3, at: -1 }],
    ])
  })

  test('names that an object puts first come first', () => {
    const attrs = ['b', '7'].map((name, i) => ({
      ...{ id: i, name, type: 'status_writable', data_type: 'uint8', uint_spec: null },
      position: { byte_offset: i, bit_offset: 0, len: 1, unit: 'byte' },
    }))
    const json: DefinitionJson = { product_key: 'p', protocolType: 'standard', entities: [{ attrs }] }
    const [, second] = readAll(json, [Buffer.from([4, 1, 1]), Buffer.from([4, 2, 2])])
    expect(second!.changes!.values.map(({ name }) => name)).toEqual(['7', 'b'])
  })
})
