import { describe, expect, test } from 'vitest'
import { BlockStore, noBlock } from '../src/base/block-store.ts'
import { LruMap } from '../src/base/lru-map.ts'
import { Event } from '../src/event/event.ts'
import { Unpacker } from '../src/event/packed-event.ts'
import { DeviceRow } from '../src/view/device-row.ts'
import { Fleet } from '../src/view/fleet.ts'
import { viewGlyphs } from '../src/view/glyphs.ts'
import { plot, sparkline } from '../src/view/plot.ts'
import { eventLine, pushOf } from './support/lines.ts'

const eventOf = (did: string, n: number, more: Record<string, unknown> = {}) =>
  new Event(pushOf(eventLine(n, { did, data: { n }, ...more })))
const plenty = 1e9

const unpacker = new Unpacker(push => new Event(push))
const fleetOf = (most?: { rows: number; events: number }) => new Fleet(unpacker, most)

/** The delivery ids of the events of a device that are kept. */
const idsOf = (fleet: Fleet, did: string, after?: number) =>
  fleet.eventsOf(fleet.get(did)!, after).map(packed => Number(unpacker.unpack(packed).event.push.deliveryId))
const statusOf = (fleet: Fleet, did: string) => {
  const { lastStatus } = fleet.get(did)!
  return lastStatus && unpacker.unpack(lastStatus).event.members.data
}
const range = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => from + i)

describe('a fleet', () => {
  test('forgets the devices that were seen least recently, and counts them', () => {
    const fleet = fleetOf({ rows: 20_000, events: 10_000 })
    for (let i = 0; i < 100; i++) fleet.put(eventOf(`d${i}`, i), i, i)
    expect(fleet.size + fleet.forgotten).toBe(100)
    expect(fleet.size).toBeLessThan(25)
    expect([...fleet.rows()].map(({ did }) => did).slice(0, 3)).toEqual(['d99', 'd98', 'd97'])
    fleet.put(eventOf('d95', 1), 101, 101)
    expect([...fleet.rows()][0]!.did).toBe('d95')
    expect(fleet.get('d0')).toBeUndefined()
  })

  test('drops the oldest events of all devices first, but keeps the last status of each', () => {
    const fleet = fleetOf({ rows: plenty, events: 10_000 })
    fleet.put(eventOf('quiet', 0), 0, 0)
    for (let i = 1; i <= 1000; i++) {
      fleet.put(eventOf(`d${i % 2}`, i, { note: 'x'.repeat(i % 37) }), i, i)
      const kept = ['d0', 'd1']
        .flatMap(did => (fleet.get(did) ? idsOf(fleet, did) : []))
        .toSorted((a, b) => a - b)
      expect(kept).toEqual(range(i + 1 - kept.length, i + 1))
      if (i > 50) expect(kept.length).toBeGreaterThan(20)
    }
    expect(idsOf(fleet, 'quiet')).toEqual([])
    expect([fleet.get('quiet')!.count, statusOf(fleet, 'quiet')]).toEqual([1, { n: 0 }])
  })

  test('returns at most the last 200 events of a device, or those after one of them', () => {
    const fleet = fleetOf({ rows: plenty, events: 1e6 })
    for (let i = 0; i < 100; i++) fleet.put(eventOf('busy', i), i, i)
    const { lastEvent } = fleet.get('busy')!
    for (let i = 100; i < 250; i++) fleet.put(eventOf('busy', i), i, i)
    expect(idsOf(fleet, 'busy')).toEqual(range(50, 250))
    expect(idsOf(fleet, 'busy', lastEvent)).toEqual(range(100, 250))
    expect(idsOf(fleet, 'busy', fleet.get('busy')!.lastEvent)).toEqual([])
    // They are copies.
    const events = fleet.eventsOf(fleet.get('busy')!)
    for (let i = 0; i < 10_000; i++) fleet.put(eventOf('other', i), i, i)
    expect(idsOf(fleet, 'busy')).toEqual([])
    expect(events.map(packed => Number(unpacker.unpack(packed).event.push.deliveryId))).toEqual(
      range(50, 250),
    )
  })

  test('keeps no status that came out of order, or again, as the last one', () => {
    const fleet = fleetOf()
    fleet.put(eventOf('d', 1), 0, 0)
    for (const history of [{ outOfOrder: true }, { repeat: true }] as const) {
      const event = eventOf('d', 2)
      event.history = history
      fleet.put(event, 1, 1)
    }
    expect(statusOf(fleet, 'd')).toEqual({ n: 1 })
    expect(idsOf(fleet, 'd')).toHaveLength(3)
  })

  test('keeps the status of each device apart, of a frozen row as it was, and none of a forgotten one', () => {
    const fleet = fleetOf({ rows: 20_000, events: 10_000 })
    const note = (i: number) => ({ note: 'x'.repeat((i * 53) % 400) })
    for (let i = 0; i < 10; i++) fleet.put(eventOf(`d${i}`, i, note(i)), i, i)
    const row = fleet.get('d9')!
    const frozen = row.frozen(new BlockStore())
    for (let i = 0; i < 100; i++) fleet.put(eventOf(`d${i % 10}`, 100 + i, note(i)), i, i)
    for (let i = 0; i < 10; i++) expect(statusOf(fleet, `d${i}`)).toEqual({ n: 190 + i })
    expect(unpacker.unpack(frozen.lastStatus!).event.members.data).toEqual({ n: 9 })
    for (let i = 0; i < 100; i++) fleet.put(eventOf(`new${i}`, i), i, i)
    expect([fleet.get('d9'), row.lastStatus]).toEqual([undefined, undefined])
  })

  test('shows rows as they were at a pause, until it is over', () => {
    const fleet = fleetOf({ rows: 20_000, events: 10_000 })
    for (const did of ['gone', 'd', 'same']) fleet.put(eventOf(did, 1), 0, 1000)
    const [same, d, gone] = ['same', 'd', 'gone'].map(did => fleet.get(did)!) as [
      DeviceRow,
      DeviceRow,
      DeviceRow,
    ]
    const factsOf = (row: DeviceRow) => {
      const { count, lastSeen, lastStatus, rate } = fleet.shown(row)
      const { data } = unpacker.unpack(lastStatus!).event.members
      return { count, lastSeen, data, rate: rate.perSecond(5000) }
    }
    const before = { count: 1, lastSeen: 1000, data: { n: 1 }, rate: 0.2 }
    fleet.pause()
    for (let i = 2; i < 6; i++) fleet.put(eventOf('d', i), 60_000, 2000)
    for (let i = 0; fleet.get('gone'); i++) fleet.put(eventOf(`new${i}`, i), 60_000, 3000)
    expect(fleet.shown(same)).toBe(same)
    for (const row of [same, d, gone]) expect(factsOf(row)).toEqual(before)
    fleet.resume()
    expect(fleet.shown(d)).toBe(d)
    expect(d.count).toBe(5)
  })

  test('uses the memory of statuses again that changed or whose device is forgotten', () => {
    const statuses = new BlockStore()
    const row = new DeviceRow('d', statuses)
    for (let i = 0; i < 100; i++) row.keepStatus(Buffer.alloc(i))
    row.release()
    expect(row.lastStatus).toBeUndefined()
    expect(statuses.write(Buffer.alloc(1), noBlock)).toBeLessThan(3)
  })

  test('shows devices of which an event matches that is kept, or comes', () => {
    const fleet = fleetOf()
    for (let i = 0; i < 4; i++) fleet.put(eventOf(`d${i % 2}`, i), i, i)
    const matching = () => [...fleet.rows()].filter(({ matches }) => matches).map(({ did }) => did)
    fleet.filter(event => event.push.deliveryId === '0')
    expect(matching()).toEqual(['d0'])
    fleet.put(eventOf('d1', 0), 5, 5)
    fleet.put(eventOf('new', 9), 6, 6)
    expect(matching()).toEqual(['d1', 'd0'])
    fleet.filter(undefined)
    expect(matching()).toEqual(['new', 'd1', 'd0'])
  })

  test('has no row for events without a device, and keeps no line that is too long', () => {
    const fleet = fleetOf({ rows: plenty, events: 1000 })
    for (const did of ['', 'x'.repeat(201), 7 as unknown as string]) fleet.put(eventOf(did, 1), 0, 0)
    expect(fleet.size).toBe(0)
    for (const length of [300_000, 1000]) {
      fleet.put(eventOf('d', 1, { text: 'x'.repeat(length) }), 5, 6)
      expect(fleet.get('d')).toMatchObject({ lastSeen: 6, lastStatus: undefined })
      expect(idsOf(fleet, 'd')).toEqual([])
    }
    fleet.put(eventOf('d', 7), 5, 7)
    expect([fleet.get('d')!.count, idsOf(fleet, 'd')]).toEqual([3, [7]])
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
