import { inspect } from 'node:util'
import { describe, expect, test } from 'vitest'
import { decodePayload } from '../src/datapoints/decode-payload.ts'
import { compileDefinition, type Definition } from '../src/datapoints/definition.ts'
import { DefinitionSet } from '../src/datapoints/definition-set.ts'
import { readDefinition } from '../src/datapoints/read-definition.ts'
import { airPurifier } from '../src/simulator/air-purifier.ts'
import { alert, bool, madeUpDefinition, uint, writable } from '../src/simulator/made-up-definition.ts'
import type { ProductKind } from '../src/simulator/product-kind.ts'
import { products, productsOf, shippedDefinitions } from '../src/simulator/products.ts'
import { Random } from '../src/simulator/random.ts'
import { World } from '../src/simulator/world.ts'
import type { Dialect } from '../src/wire/dialect.ts'
import { noti1 } from '../src/wire/noti1/noti1.ts'
import { snoti2 } from '../src/wire/snoti2/snoti2.ts'
import { type AttributeJson, definitionJson, definitionOf, valuesOf } from './support/definitions.ts'
import { ManualClock } from './support/manual-clock.ts'

interface Members {
  event_type: string
  event_id?: string
  product_key: string
  did: string
  data?: unknown
}

function eventsOf(
  kinds: readonly ProductKind[],
  count: number,
  devices: number,
  { server }: Dialect = noti1,
): Members[] {
  const clock = new ManualClock()
  const world = new World(new Random(1), clock, kinds, devices, server)
  return Array.from({ length: count }, (_, i) => {
    clock.advance(100)
    const { head, tail } = world.next()
    return JSON.parse(Buffer.from(head + i + tail, 'latin1').toString())
  })
}

function setOf(...definitions: readonly Definition[]): DefinitionSet {
  const set = new DefinitionSet()
  for (const definition of definitions) set.add(definition, '')
  return set
}

function payloadOf({ data }: Members): Buffer {
  return Buffer.from(typeof data === 'string' ? data : (data as { raw: string }).raw, 'base64')
}

/** The decoded raw statuses by did, oldest first. */
function decodedReports(events: readonly Members[], definitions: DefinitionSet) {
  const reports = new Map<string, ReturnType<typeof decodePayload>[number][]>()
  for (const event of events) {
    if (event.event_type !== 'device_status_raw') continue
    const [decoded, ...more] = decodePayload(payloadOf(event), definitions.get(event.product_key))
    expect([decoded!.flags, more]).toEqual([[], []])
    reports.set(event.did, [...(reports.get(event.did) ?? []), decoded!])
  }
  return reports
}

const variable = readDefinition({
  ...definitionJson('meter.json'),
  product_key: 'v',
  protocolType: 'var_len',
})

describe.each([
  ['a fixed layout', definitionOf('meter.json')],
  ['a variable layout', variable],
  ['another variable layout', definitionOf('lock.json')],
])('devices of a product with %s', (_, definition) => {
  const events = eventsOf(productsOf(setOf(definition)), 2000, 6)
  const reports = decodedReports(events, setOf(definition))

  test('report payloads that decode whole, within the range of each attribute, and drift', () => {
    expect(reports.size).toBe(6)
    for (const list of reports.values()) {
      const seen = new Map<string, Set<unknown>>()
      const last = new Map<string, number>()
      for (const { readings } of list)
        for (const { field, raw, value } of readings) {
          const { name, type, allowed, unit, len } = field.attribute
          seen.set(name, (seen.get(name) ?? new Set()).add(value))
          if (!type.startsWith('uint')) continue
          const [min, max] = [allowed.min ?? 0, allowed.max ?? 2 ** (unit === 'bit' ? len : 8 * len) - 1]
          expect(raw).toBeGreaterThanOrEqual(min)
          expect(raw).toBeLessThanOrEqual(max)
          const before = last.get(name)
          if (before !== undefined)
            expect(Math.abs((raw as number) - before)).toBeLessThanOrEqual(Math.ceil((max - min) / 40))
          last.set(name, raw as number)
        }
      for (const { name, type, role } of definition.attributes)
        if (role.startsWith('status'))
          expect([name, type, seen.get(name)!.size > 1]).toEqual([name, type, true])
    }
  })

  test('are bare or in an envelope, each always the same', () => {
    const forms = [...reports.values()].map(
      list => new Set(list.map(({ frame }) => frame.envelope?.command ?? 'bare')),
    )
    expect(forms.every(({ size }) => size === 1)).toBe(true)
    expect(new Set(forms.flatMap(form => [...form]))).toEqual(new Set(['bare', 0x91]))
  })

  test('raise and clear each alert and fault by its display name, and report it meanwhile', () => {
    const alarms = definition.attributes.filter(({ role }) => !role.startsWith('status'))
    expect(alarms.length).toBeGreaterThan(0)
    const raised = new Set<string>()
    const open = new Set<string>()
    for (const event of events) {
      if (event.event_type === 'device_status_raw') {
        const values = valuesOf(decodePayload(payloadOf(event), definition)[0]!)
        for (const { name } of alarms)
          if (name in values) expect(values[name]).toBe(open.has(`${event.did} ${name}`) ? 1 : 0)
      }
      if (!event.event_type.startsWith('attr_')) continue
      const data = event.data as { attr_name: string; attr_displayname: string; value: number }
      const alarm = alarms.find(({ name }) => name === data.attr_name)!
      expect(event.event_type).toBe(`attr_${alarm.role}`)
      expect(data.attr_displayname).toBe(alarm.displayName)
      if (data.value === 1) raised.add(alarm.name)
      open[data.value === 1 ? 'add' : 'delete'](`${event.did} ${alarm.name}`)
    }
    expect([...raised].sort()).toEqual(alarms.map(({ name }) => name).sort())
  })
})

test('in the variable layout a report has only what changed, the first one all', () => {
  const [list] = decodedReports(eventsOf(productsOf(setOf(variable)), 200, 1), setOf(variable)).values()
  const state = new Map<string, unknown>()
  const sizes = list!.map(({ readings }) => {
    for (const { field, value } of readings) {
      expect(state.get(field.attribute.name)).not.toBe(value)
      state.set(field.attribute.name, value)
    }
    return readings.length
  })
  expect(sizes[0]).toBe(variable.attributes.length)
  expect(Math.min(...sizes.slice(1))).toBeLessThan(sizes[0]!)
})

test.each([
  ['a fixed layout', definitionOf('meter.json')],
  ['a variable layout', variable],
])('in %s a command sets one attribute, which the next reports say', (_, definition) => {
  const commands = new Map<string, readonly [name: string, value: unknown]>()
  let sent = 0
  let seen = 0
  for (const event of eventsOf(productsOf(setOf(definition)), 4000, 3, snoti2)) {
    if (!/^(app2dev|device_status)_raw$/.test(event.event_type)) continue
    const [decoded] = decodePayload(payloadOf(event), definition)
    expect(decoded!.flags).toEqual([])
    if (event.event_type === 'app2dev_raw') {
      expect(decoded!.readings.map(({ field }) => field.attribute.role)).toEqual(['status_writable'])
      const [[name, value]] = Object.entries(valuesOf(decoded!)) as [[string, unknown]]
      commands.set(event.did, [name, value])
      sent++
    } else {
      const [name, value] = commands.get(event.did) ?? []
      if (name !== undefined && valuesOf(decoded!)[name] === value) seen++
      commands.delete(event.did)
    }
  }
  expect(sent).toBeGreaterThan(10)
  // Data points also change by themselves.
  expect(seen).toBeGreaterThan(sent * 0.4)
})

test('nobody sends commands to devices that cannot be set', () => {
  const sensor = definitionOf('meter.json')
  const attributes = sensor.attributes.filter(({ role }) => role !== 'status_writable')
  const types = eventsOf(productsOf(setOf({ ...sensor, attributes })), 1000, 3, snoti2).map(
    ({ event_type }) => event_type,
  )
  expect(types).toContain('device_bind')
  expect(types).not.toContain('app2dev_raw')
})

test('a device that has nothing new reports all', () => {
  const still = readDefinition({
    product_key: 'still',
    protocolType: 'var_len',
    entities: [
      {
        attrs: [
          { id: 0, name: 'A', type: 'status_readonly', data_type: 'uint8', uint_spec: { min: 7, max: 7 } },
        ],
      },
    ],
  })
  for (const { readings } of [
    ...decodedReports(eventsOf(productsOf(setOf(still)), 50, 1), setOf(still)).values(),
  ][0]!)
    expect(readings.map(({ value }) => value)).toEqual([7])
})

test('what is shipped decodes what the devices of the demo report', () => {
  const set = shippedDefinitions()
  for (const { definition } of products) expect(definition.warnings).toEqual([])
  const reports = decodedReports(eventsOf(products, 1500, 14), set)
  expect(reports.size).toBe(8)
  for (const [{ readings }] of reports.values() as Iterable<[{ readings: unknown[] }]>)
    expect(readings.length).toBeGreaterThan(5)
})

test('what is shipped is a definition as anybody may give it, and nothing about it is suspicious', () => {
  // Functions are compared by their names.
  const shown = (definition: Definition) => inspect(definition, { depth: null, maxArrayLength: null })
  expect(shown(readDefinition(airPurifier))).toBe(shown(compileDefinition(airPurifier)))
  for (const { definition } of products) expect(definition.warnings).toEqual([])
})

test('a made-up definition lays attributes out without overlap, also in groups of more than a byte', () => {
  const bools = Array.from({ length: 9 }, (_, i) => writable(`Bit_${i}`, '', bool))
  const { warnings, fixed } = readDefinition(
    madeUpDefinition('p', '', [...bools, writable('Number', '', uint(8, 9)), alert('Alert', '')]),
  )
  expect([warnings, fixed!.size]).toEqual([[], 4])
})

describe('a hostile definition', () => {
  const attribute = (more: Partial<Record<keyof AttributeJson, unknown>> & { name: string }, id: number) => ({
    id,
    type: 'status_readonly',
    data_type: 'uint8',
    ...more,
  })
  const definition = (...attrs: Parameters<typeof attribute>[0][]) =>
    readDefinition({ product_key: '__proto__', entities: [{ attrs: attrs.map(attribute) }] })

  test.each([
    ['allows more than fits', { data_type: 'uint8', uint_spec: { min: -5, max: 1e300 } }],
    ['allows nothing', { data_type: 'uint8', uint_spec: { min: 9, max: 3 } }],
    ['allows only what does not fit', { data_type: 'uint8', uint_spec: { min: 1000, max: 2000 } }],
    ['has fractions', { data_type: 'uint16', uint_spec: { min: 0.5, max: 1.5 } }],
    ['scales beyond precision', { data_type: 'uint32', uint_spec: { ratio: 1e-9, addition: 1e12 } }],
    [
      'has more texts than numbers',
      { data_type: 'enum', enum: ['a', 'b', 'c'], position: { len: 1, unit: 'bit' } },
    ],
    ['has numbers in bits', { data_type: 'uint32', position: { len: 3, unit: 'bit' } }],
    ['is an alert of a number', { type: 'alert' }],
    ['is an alert of bytes', { type: 'fault', data_type: 'binary', position: { len: 3 } }],
    ['is named like a member of all objects', { name: '__proto__' }],
    ['is named like another', { name: 'toString', display_name: '\u0000\ud800' }],
  ])('%s', (_, more) => {
    const one = definition({ name: 'A', ...more }, { name: 'Alarm', type: 'alert', data_type: 'bool' })
    expect(decodedReports(eventsOf(productsOf(setOf(one)), 300, 2), setOf(one)).size).toBe(2)
  })

  test('has limits that are no whole numbers', () => {
    const one = definition({ name: 'A', data_type: 'uint16', uint_spec: { min: 0.5, max: 1.9 } })
    for (const list of decodedReports(eventsOf(productsOf(setOf(one)), 100, 20), setOf(one)).values())
      for (const decoded of list) expect(valuesOf(decoded)).toEqual({ A: 1 })
  })

  test('has a number that is named like a member of all objects, which still drifts', () => {
    const one = definition({ name: 'toString', data_type: 'uint16' })
    const [list] = decodedReports(eventsOf(productsOf(setOf(one)), 100, 1), setOf(one)).values()
    expect(new Set(list!.map(decoded => valuesOf(decoded).toString)).size).toBeGreaterThan(10)
  })

  test('has none but alarms, or nothing', () => {
    for (const one of [definition({ name: 'A', type: 'fault', data_type: 'bool' }), definition()])
      expect(decodedReports(eventsOf(productsOf(setOf(one)), 100, 2), setOf(one)).size).toBe(2)
  })

  test('has an alarm with a display name of megabytes', () => {
    const one = definition({
      name: 'A',
      type: 'alert',
      data_type: 'bool',
      display_name: '长'.repeat(1e6),
    } as never)
    const longest = eventsOf(productsOf(setOf(one)), 100, 1).map(event => JSON.stringify(event).length)
    expect(Math.max(...longest)).toBeLessThan(1000)
  })

  test('takes too much memory together with others like it', () => {
    const attrs = Array.from({ length: 4000 }, (_, i) => ({ name: `A${i}` }))
    const kinds = productsOf(setOf(definition(...attrs)))
    expect(() => eventsOf(kinds, 1, 2501)).toThrow(
      '2501 devices of products with 4000 data points are too many; at most 2500 can be simulated',
    )
    expect(eventsOf(kinds, 2, 2)).toHaveLength(2)
  })
})
