import { describe, expect, test } from 'vitest'
import { LruMap } from '../src/base/lru-map.ts'
import { PayloadDecoder } from '../src/datapoints/payload-decoder.ts'
import { RawEvent } from '../src/datapoints/raw-event.ts'
import { Event } from '../src/event/event.ts'
import { Fleet } from '../src/view/fleet.ts'
import { viewGlyphs } from '../src/view/glyphs.ts'
import { plot, sparkline } from '../src/view/plot.ts'
import { eventLine, pushOf } from './support/lines.ts'

const eventOf = (did: string, n: number, more: Record<string, unknown> = {}) =>
  new Event(pushOf(eventLine(n, { did, data: { n }, ...more })))
const plenty = 1e9

describe('a kept event', () => {
  test('is the same in memory of its own', () => {
    const lines = [
      eventLine(7, { n: 1.0 }),
      eventLine('"a"', { created_at: 12.5, event_type: 'x' }),
      '{"did":"d"}',
    ]
    const push = pushOf(lines.map(line => line.replace(/}$/, ',"cmd":"enterprise_event_push"}'))[0]!)
    for (const line of lines) {
      const before = new Event(pushOf(line))
      const { bytes } = before.push
      // Within a larger read.
      const copy = before.detached()
      expect(copy.push.bytes.buffer).not.toBe(bytes.buffer)
      expect([copy.type, copy.createdAt, copy.push.deliveryId, copy.push.text, copy.members]).toEqual([
        before.type,
        before.createdAt,
        before.push.deliveryId,
        before.push.text,
        before.members,
      ])
    }
    expect(push.detached().bytes.buffer.byteLength).toBe(push.end + 1)
  })

  test('keeps its place in a larger read, its history and its decoder', () => {
    const line = pushOf(
      eventLine(3, { event_type: 'device_status_raw', created_at: 99.5, data: 'AAAAAwkAAJEEAgGmAn0=' }),
    )
    const read = Buffer.concat([Buffer.from('0123456789\n'), line.bytes])
    const shift = 11
    const at = (position: number) => position + shift
    const within = Object.assign(Object.create(Object.getPrototypeOf(line)), line)
    for (const name of Object.keys(line)) {
      const value = within[name]
      if (typeof value === 'number' && value >= 0) within[name] = at(value)
    }
    within.bytes = read
    const event = new RawEvent(
      within,
      new PayloadDecoder({ get: () => undefined, size: 0 } as never, () => {}),
    )
    event.history = { repeat: true }
    const copy = event.detached()
    expect(copy).toBeInstanceOf(RawEvent)
    expect([copy.type, copy.createdAt, copy.push.deliveryId, copy.history]).toEqual([
      'device_status_raw',
      99.5,
      '3',
      { repeat: true },
    ])
  })
})

describe('a fleet', () => {
  test('forgets the devices that were seen least recently, and counts them', () => {
    const fleet = new Fleet({ rows: 20_000, events: plenty })
    for (let i = 0; i < 100; i++) fleet.put(eventOf(`d${i}`, i), i, i)
    expect(fleet.size + fleet.forgotten).toBe(100)
    expect(fleet.size).toBeLessThan(20)
    expect([...fleet.rows()].map(({ did }) => did).slice(0, 3)).toEqual(['d99', 'd98', 'd97'])
    fleet.put(eventOf('d95', 1), 101, 101)
    expect([...fleet.rows()][0]!.did).toBe('d95')
    expect(fleet.get('d0')).toBeUndefined()
  })

  test('drops the oldest events of all devices first, but keeps the last status of each', () => {
    const fleet = new Fleet({ rows: plenty, events: 10_000 })
    fleet.put(eventOf('quiet', 0), 0, 0)
    for (let i = 1; i <= 100; i++) fleet.put(eventOf(`d${i % 2}`, i), i, i)
    const quiet = fleet.get('quiet')!
    expect([quiet.events, quiet.count, quiet.lastStatus?.event.members.data]).toEqual([[], 1, { n: 0 }])
    const kept = [0, 1].flatMap(i =>
      fleet.get(`d${i}`)!.events.map(({ event }) => Number(event.push.deliveryId)),
    )
    expect(kept.toSorted((a, b) => a - b)).toEqual(
      Array.from({ length: kept.length }, (_, i) => 101 - kept.length + i),
    )
    expect(kept.length).toBeGreaterThan(5)
    expect(kept.length).toBeLessThan(20)
  })

  test('drops an event once, whether its row or all had too many', () => {
    const fleet = new Fleet({ rows: plenty, events: 200_000 })
    for (let i = 0; i < 250; i++) fleet.put(eventOf('busy', i), i, i)
    for (let i = 250; i < 400; i++) fleet.put(eventOf('other', i), i, i)
    const busy = fleet.get('busy')!.events.map(({ event }) => Number(event.push.deliveryId))
    const other = fleet.get('other')!.events.map(({ event }) => Number(event.push.deliveryId))
    expect(busy.at(-1)).toBe(249)
    // Those that its row dropped are not dropped again.
    expect(busy.length).toBeGreaterThan(100)
    expect(busy.length).toBeLessThan(150)
    expect(busy).toEqual(Array.from({ length: busy.length }, (_, i) => 250 - busy.length + i))
    expect(other).toEqual(Array.from({ length: 150 }, (_, i) => 250 + i))
  })

  test('keeps no status that came out of order, or again, as the last one', () => {
    const fleet = new Fleet()
    fleet.put(eventOf('d', 1), 0, 0)
    for (const history of [{ outOfOrder: true }, { repeat: true }] as const) {
      const event = eventOf('d', 2)
      event.history = history
      fleet.put(event, 1, 1)
    }
    expect(fleet.get('d')!.lastStatus?.event.members.data).toEqual({ n: 1 })
    expect(fleet.get('d')!.events).toHaveLength(3)
  })

  test('has no row for events without a device, and keeps no line of more than 256 KB', () => {
    const fleet = new Fleet()
    for (const did of ['', 'x'.repeat(201), 7 as unknown as string]) fleet.put(eventOf(did, 1), 0, 0)
    expect(fleet.size).toBe(0)
    fleet.put(eventOf('d', 1, { text: 'x'.repeat(300_000) }), 5, 6)
    expect(fleet.get('d')).toMatchObject({ count: 1, lastSeen: 6, events: [], lastStatus: undefined })
  })
})

test('a map by weight reports what it forgets, and can be looked into without changing it', () => {
  const forgotten: string[] = []
  const map = new LruMap<string>(2, value => forgotten.push(value))
  map.add('a', 'A', 1)
  map.add('b', 'B', 1)
  expect([map.peek('a'), map.peek('x'), [...map.values()]]).toEqual(['A', undefined, ['B', 'A']])
  map.add('c', 'C', 1)
  expect([forgotten, [...map.values()]]).toEqual([['A'], ['C', 'B']])
})

test('small counts are visible, and plots fill their height', () => {
  const { levels } = viewGlyphs.unicode
  expect(sparkline([0, 1, 50, 100], levels)).toBe(' ▁▄█')
  expect(sparkline([0, 0], levels)).toBe('  ')
  expect(plot([1, 2, 3, 9], 3, 2, levels)).toEqual(['  █', '▁▃█'])
  expect(plot([5, 5], 4, 1, levels)).toEqual(['▁▁'])
  expect(plot([-1, 1], 4, 1, viewGlyphs.ascii.levels)).toEqual(['.@'])
})
