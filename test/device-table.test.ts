import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { LruMap } from '../src/base/lru-map.ts'
import { DeviceTable } from '../src/devices/device-table.ts'
import { Event } from '../src/event/event.ts'
import { snoti2 } from '../src/wire/snoti2/snoti2.ts'
import { eventLine, pushOf } from './support/lines.ts'

const start = Date.UTC(2026, 10, 23)

/** A table whose wall clock stands at an hour after `start`. */
function setUp(statuses: 'ignore' | 'order' | 'compare' = 'compare') {
  const table = new DeviceTable({ statuses, wall: () => start + 3_600_000 })
  let id = 0
  /** @param at milliseconds after `start` */
  const read = (at: number | undefined, members: object) => {
    const time = at === undefined ? {} : { created_at: (start + at) / 1000 }
    const event = new Event(
      pushOf(eventLine(++id, { did: 'd1', created_at: undefined, ...time, ...members })),
    )
    table.read(event)
    return event.history
  }
  return {
    table,
    read,
    alarm: (at: number, value: number, event_id: string | undefined = 'e1', more: object = {}) =>
      read(at, { event_type: 'attr_fault', event_id, data: { attr_name: 'a', value }, ...more }),
    goes: (at: number, where: 'online' | 'offline', did = 'd1') =>
      read(at, { event_type: `device_${where}`, did }),
    status: (at: number | undefined, data: unknown, more: object = {}) => read(at, { data, ...more }),
  }
}

const outOfOrder = { outOfOrder: true }

describe('alarms', () => {
  test('raised and cleared are paired by event id, whatever else is open', () => {
    const { alarm, table } = setUp()
    expect(alarm(0, 1, 'e1')).toEqual({ alarm: {} })
    expect(alarm(1000, 1, 'e2')).toEqual({ alarm: {} })
    expect(alarm(5000, 0, 'e1')).toEqual({ alarm: { raisedFor: 5000 } })
    expect(table.alarms.openAlarms).toEqual([{ did: 'd1', name: 'a', since: start + 1000 }])
    expect(alarm(5001, 0, 'e1')).toEqual({ alarm: {} })
    expect(alarm(9000, 0, 'e2')).toEqual({ alarm: { raisedFor: 8000 } })
    expect(table.alarms.openAlarms).toEqual([])
  })

  test('an alarm is raised again under the same id or a new one', () => {
    const { alarm } = setUp()
    alarm(0, 1, 'e1')
    expect(alarm(10, 1, 'e1')).toEqual({ alarm: { stillRaised: 10 } })
    alarm(20, 0, 'e1')
    expect(alarm(30, 1, 'e1')).toEqual({ alarm: { clearedFor: 10 } })
    alarm(40, 0, 'e1')
    expect(alarm(60, 1, 'e2')).toEqual({ alarm: { clearedFor: 20 } })
  })

  test('without an event id, device and attribute pair them', () => {
    const { alarm } = setUp()
    const noId = (at: number, value: number, more: object) => alarm(at, value, '', more)
    noId(0, 1, {})
    expect(noId(10, 0, { did: 'd2' })).toEqual({ alarm: {} })
    expect(noId(10, 0, { event_type: 'attr_alert' })).toEqual({ alarm: {} })
    expect(noId(10, 0, { data: { attr_name: 'b', value: 0 } })).toEqual({ alarm: {} })
    expect(noId(20, 0, {})).toEqual({ alarm: { raisedFor: 20 } })
    expect(noId(30, 1, { data: { value: 1 } })).toBeUndefined()
  })

  test('the same event id on another device is another alarm', () => {
    const { alarm } = setUp()
    alarm(0, 1, 'e1')
    expect(alarm(10, 0, 'e1', { did: 'd2' })).toEqual({ alarm: {} })
    expect(alarm(10, 0, 'e1')).toEqual({ alarm: { raisedFor: 10 } })
  })

  test('events out of order change nothing', () => {
    const { alarm, table } = setUp()
    alarm(100, 1)
    expect(alarm(50, 0)).toEqual(outOfOrder)
    expect(table.alarms.openAlarms).toHaveLength(1)
    alarm(200, 0)
    expect(alarm(150, 1)).toEqual(outOfOrder)
    expect(table.alarms.openAlarms).toEqual([])
  })

  test('one that is still raised is not forgotten for those that come and go', () => {
    const { alarm, table } = setUp()
    alarm(0, 1, 'up')
    for (let i = 0; i < 30_000; i++) {
      alarm(2 + i, 1, `other ${i}`)
      alarm(2 + i, 0, `other ${i}`)
    }
    expect(table.alarms.forgotten).toBe(0)
    expect(alarm(50_000, 0, 'up')).toEqual({ alarm: { raisedFor: 50_000 } })
  })

  test('of too many that are raised, the oldest are forgotten and counted', () => {
    const { alarm, table } = setUp()
    for (let i = 0; i < 30_000; i++) alarm(i, 1, `e${i}`, { did: `d${i}` })
    const { forgotten, openAlarms } = table.alarms
    expect(openAlarms.length + forgotten).toBe(30_000)
    expect(openAlarms.length).toBeGreaterThanOrEqual(10_000)
    expect(openAlarms.length).toBeLessThanOrEqual(20_000)
    expect(openAlarms.at(-1)).toEqual({ did: 'd29999', name: 'a', since: start + 29_999 })
    expect(alarm(50_000, 0, 'e0', { did: 'd0' })).toEqual({ alarm: {} })
  })

  test('one that arrives after it was cleared is not open for ever', () => {
    const { alarm, table } = setUp()
    expect(alarm(200, 0, 'e1')).toEqual({ alarm: {} })
    expect(alarm(150, 1, 'e1')).toEqual(outOfOrder)
    expect(alarm(160, 1, 'e2')).toEqual(outOfOrder)
    expect(alarm(160, 0, 'e2')).toEqual(outOfOrder)
    expect(table.alarms.openAlarms).toEqual([])
  })

  test('without the name of an attribute, event ids tell alarms apart', () => {
    const { alarm, table } = setUp()
    const unnamed = (at: number, value: number, id: string) => alarm(at, value, id, { data: { value } })
    unnamed(100, 0, 'e1')
    expect(unnamed(50, 1, 'e2')).toEqual({ alarm: {} })
    expect(unnamed(60, 1, 'e1')).toEqual(outOfOrder)
    expect(table.alarms.openAlarms).toHaveLength(1)
  })

  test('an id that is too long to be remembered is not open for ever', () => {
    const { alarm, table } = setUp()
    expect(alarm(0, 1, 'x'.repeat(500))).toEqual({ alarm: {} })
    expect(table.alarms.openAlarms).toEqual([])
  })

  test('odd events say nothing', () => {
    const { alarm } = setUp()
    expect(alarm(0, 7)).toBeUndefined()
    expect(alarm(0, 1, 'e', { data: 'x' })).toBeUndefined()
  })
})

describe('devices that come and go', () => {
  test('how long they were online and offline', () => {
    const { goes } = setUp()
    expect(goes(0, 'online')).toEqual({ presence: {} })
    expect(goes(10, 'online')).toEqual({ presence: {} })
    expect(goes(100, 'offline')).toEqual({ presence: { before: 100 } })
    expect(goes(50, 'online')).toEqual(outOfOrder)
    expect(goes(150, 'online')).toEqual({ presence: { before: 50 } })
    expect(goes(150, 'offline', 'd2')).toEqual({ presence: {} })
  })

  test('three times offline in ten minutes is flapping', () => {
    const { goes, table } = setUp()
    const minute = 60_000
    for (const at of [0, 5, 11]) {
      expect(goes(at * minute, 'offline')!.presence!.flaps).toBeUndefined()
      goes(at * minute + 1, 'online')
    }
    expect(table.flapping.size).toBe(0)
    expect(goes(12 * minute, 'offline')!.presence!.flaps).toBe(3)
    expect(goes(12 * minute + 1, 'offline')!.presence!.flaps).toBeUndefined()
    expect(table.flapping).toEqual(new Map([['d1', 4]]))
  })

  test('the last twenty times are counted', () => {
    const { goes } = setUp()
    const flaps: (number | undefined)[] = []
    for (let i = 0; i < 22; i++) {
      flaps.push(goes(2 * i, 'offline')!.presence!.flaps)
      goes(2 * i + 1, 'online')
    }
    expect(flaps.slice(2)).toEqual([...Array.from({ length: 18 }, (_, i) => i + 3), 20, 20])
  })

  test('an offline that only repeats the last one is none', () => {
    const { goes, table } = setUp()
    for (const at of [0, 1, 2, 3, 4]) expect(goes(at, 'offline')!.presence!.flaps).toBeUndefined()
    goes(5, 'online')
    expect(goes(6, 'offline')!.presence!.flaps).toBeUndefined()
    expect(table.flapping.size).toBe(0)
  })

  test('devices without an id, or with an endless one, have no state', () => {
    const { read } = setUp()
    for (const did of [null, '', 5, 'x'.repeat(201)])
      expect(read(0, { event_type: 'device_online', did })).toBeUndefined()
  })
})

describe('time', () => {
  test('one event of the far future makes none after it late, and no duration absurd', () => {
    const { goes, status } = setUp()
    goes(0, 'online')
    expect(goes(1e11, 'offline')).toEqual({ presence: {} })
    expect(goes(100, 'online')).toEqual({ presence: {} })
    expect(goes(200, 'offline')).toEqual({ presence: { before: 100 } })
    status(0, { a: 1 })
    status(1e11, { a: 2 })
    expect(status(10, { a: 3 })!.changes!.values).toMatchObject([{ name: 'a', before: 2, now: 3 }])
    expect(status(5, { a: 4 })).toEqual(outOfOrder)
  })

  test('where all events are in the future, by a clock that is behind, they still have an order', () => {
    const { goes } = setUp()
    goes(1e8, 'online')
    expect(goes(1e8 - 10, 'offline')).toEqual(outOfOrder)
    expect(goes(1e8 + 10, 'offline')).toEqual({ presence: { before: 10 } })
  })

  test('an event with no time, or with one in milliseconds, happened when it came', () => {
    const { read, alarm } = setUp()
    alarm(0, 1)
    const data = { attr_name: 'a', value: 0 }
    const history = read(undefined, { event_type: 'attr_fault', event_id: 'e1', data, created_at: start })
    expect(history).toEqual({ alarm: { raisedFor: 3_600_000 } })
  })
})

describe('events that are delivered again', () => {
  test('are the same but for their ids, and are counted once', () => {
    const { table, alarm, status } = setUp()
    alarm(0, 1)
    status(10, { a: 1 })
    expect(alarm(0, 1)).toEqual({ repeat: true })
    expect(status(10, { a: 1 })).toEqual({ repeat: true })
    expect(status(10, { a: 2 })).not.toHaveProperty('repeat')
    expect(status(11, { a: 2 })).not.toHaveProperty('repeat')
    expect(status(11, { a: 2 }, { did: 'd2' })).toBeUndefined()
    expect(status(undefined, { a: 2 })).not.toHaveProperty('repeat')
    expect(status(undefined, { a: 2 })).not.toHaveProperty('repeat')
    expect(table.repeats).toBe(2)
  })

  test('every byte but the id counts, and the length of a long one', () => {
    const { status } = setUp()
    const text = 'x'.repeat(200)
    for (let i = 0; i < text.length; i++)
      expect(status(1, { text: `${text.slice(0, i)}y${text.slice(i + 1)}` })?.repeat).toBeUndefined()
    status(2, { text: 'x'.repeat(10_000) })
    expect(status(2, { text: 'x'.repeat(10_001) })?.repeat).toBeUndefined()
    expect(status(2, { text: 'x'.repeat(10_000) })?.repeat).toBe(true)
  })
})

describe('ids are no content', () => {
  test.each([
    '{"msg_id":"ID1",REST,"delivery_id":ID2}',
    '{REST,"delivery_id":ID1,"msg_id":"ID2"}',
    '{"delivery_id":"ID1",REST}',
  ])('in %s', line => {
    const { table } = setUp()
    const read = (a: string, b: string, n: number | string) => {
      const rest = `"cmd":"event_push","event_type":"device_reset","did":"d","created_at":1795392000,"n":${n}`
      const text = line.replace('ID1', a).replace('ID2', b).replace('REST', rest)
      const event = new Event(pushOf(text, snoti2))
      table.read(event)
      return event.history?.repeat
    }
    expect(read('1', '2', 5)).toBeUndefined()
    expect(read('34', '567', 5)).toBe(true)
    expect(read('34', '567', 6)).toBeUndefined()
  })

  test('the last byte counts at any length', () => {
    const { table } = setUp()
    for (const fill of ['', 'a', 'ab', 'abc'])
      for (const n of [1, 2, 3]) {
        const event = new Event(
          pushOf(`{"cmd":"enterprise_event_push","delivery_id":1,"created_at":1,"x":"${fill}","n":${n}}`),
        )
        table.read(event)
        expect(event.history).toBeUndefined()
      }
  })
})

describe('statuses', () => {
  test('are compared by device and type, raw ones by their bytes', () => {
    const { status } = setUp()
    const raw = (hex: string) => [
      Buffer.from(hex, 'hex').toString('base64'),
      { event_type: 'device_status_raw' },
    ]
    expect(status(0, { a: 1 })).toBeUndefined()
    expect(status(1, ...(raw('0400') as [unknown, object]))).toBeUndefined()
    expect(status(2, { a: 1 }, { did: 'd2' })).toBeUndefined()
    expect(status(3, { a: 2 })).toMatchObject({
      changes: { values: [{ name: 'a', before: 1, now: 2 }], unchanged: 0 },
    })
    expect(status(4, ...(raw('0401') as [unknown, object]))!.changes!.payload).toMatchObject({
      isSame: false,
    })
    expect(status(5, 'no object')).toBeUndefined()
    expect(status(6, 'no base64!', { event_type: 'device_status_raw' })).toBeUndefined()
  })

  test('of which only the beginning is read are not compared', () => {
    const { status } = setUp()
    status(0, { a: 1 })
    expect(status(1, { a: 2, long: 'x'.repeat(300_000) })).toBeUndefined()
    expect(status(2, { a: 3 })!.changes!.values).toMatchObject([{ name: 'a', before: 1, now: 3 }])
  })

  test('are forgotten, those of the device that was silent longest first, once all take too much memory', () => {
    const { status } = setUp()
    const huge = Object.fromEntries(Array.from({ length: 1000 }, (_, i) => [`n${i}`, `${i}`.padEnd(180)]))
    status(0, { a: 1 }, { did: 'first' })
    status(0, { a: 1 }, { did: 'busy' })
    for (let i = 1; i <= 400; i++) {
      status(i, huge, { did: `d${i}` })
      expect(status(i, { a: 1 }, { did: 'busy' })).toHaveProperty('changes')
    }
    expect(status(1000, { a: 1 }, { did: 'first' })).toBeUndefined()
    expect(status(1000, { n1: 1 }, { did: 'd400' })).toHaveProperty('changes')
  })

  test('are not even parsed where nothing shows them', () => {
    const { table } = setUp('ignore')
    const event = new Event(pushOf(eventLine(1, { data: { a: 1 } })))
    Object.defineProperty(event, 'members', {
      get() {
        throw new Error('parsed')
      },
    })
    table.read(event)
    expect(event.history).toBeUndefined()
  })
})

test('any order of events: the same as a list of all of them says', () => {
  const step = fc.record({
    at: fc.integer({ min: 0, max: 30 }),
    what: fc.constantFrom('online' as const, 'offline' as const, 'raised' as const, 'cleared' as const),
  })
  fc.assert(
    fc.property(fc.array(step, { maxLength: 12 }), steps => {
      const { alarm, goes } = setUp()
      /** What was taken so far, of each kind, in order. */
      const taken: { at: number; what: string }[] = []
      const seen = new Set<string>()
      for (const { at, what } of steps) {
        const isAlarm = what === 'raised' || what === 'cleared'
        const history = isAlarm ? alarm(at, what === 'raised' ? 1 : 0) : goes(at, what)
        if (seen.has(`${at} ${what}`)) {
          expect(history).toEqual({ repeat: true })
          continue
        }
        seen.add(`${at} ${what}`)
        const kind = isAlarm ? ['raised', 'cleared'] : ['online', 'offline']
        const before = taken.filter(one => kind.includes(one.what))
        const last = before.at(-1)
        if (last && at < last.at) {
          expect(history).toEqual(outOfOrder)
          continue
        }
        const elapsed = last && at - last.at
        const same = last?.what === what
        const raisedFor = last?.what === 'raised' ? { raisedFor: elapsed } : {}
        if (isAlarm) {
          const raised = same ? { stillRaised: elapsed } : last ? { clearedFor: elapsed } : {}
          expect(history).toEqual({ alarm: what === 'raised' ? raised : raisedFor })
        } else expect(history!.presence!.before).toBe(same ? undefined : elapsed)
        if (!same) taken.push({ at, what })
      }
    }),
    { numRuns: 500 },
  )
})

describe('a map that is bounded by weight', () => {
  test('any uses: the same as a list in order of use', () => {
    const step = fc.record({
      key: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
      weight: fc.integer({ min: 0, max: 12 }),
    })
    fc.assert(
      fc.property(fc.array(step), steps => {
        const map = new LruMap<string>(20)
        let list: { key: string; weight: number }[] = []
        for (const { key, weight } of steps) {
          const known = list.find(one => one.key === key)
          expect(map.get(key)).toBe(known && key)
          if (known) map.weigh(weight)
          else map.add(key, key, weight)
          list = [...list.filter(one => one.key !== key), { key, weight }]
          const sum = () => list.reduce((all, one) => all + one.weight, 0)
          while (sum() > 20 && list.length > 1) list.shift()
          expect([map.weight, map.size]).toEqual([sum(), list.length])
        }
      }),
    )
  })
})
