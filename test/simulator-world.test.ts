import { expect, test } from 'vitest'
import { eventTypeNames } from '../src/event/event-types.ts'
import { cutLine } from '../src/simulator/event-line.ts'
import { Random } from '../src/simulator/random.ts'
import { World } from '../src/simulator/world.ts'
import { ManualClock } from './support/manual-clock.ts'

type Members = Record<string, unknown>

/** The first `count` lines of a world whose clock goes on 100 ms an event, with 1, 2, … as ids. */
function lines(seed: number, count: number, devices = 6): string[] {
  const clock = new ManualClock()
  const world = new World(new Random(seed), clock, devices, 'enterprise_event_push')
  return Array.from({ length: count }, (_, i) => {
    clock.advance(100)
    const { head, tail } = world.next()
    return Buffer.from(head + (i + 1) + tail, 'latin1').toString()
  })
}

const events = (seed: number, count: number, devices?: number): Members[] =>
  lines(seed, count, devices).map(line => JSON.parse(line))

test('the same seed gives the same bytes, another seed others', () => {
  expect(lines(7, 500)).toEqual(lines(7, 500))
  expect(lines(7, 500)).not.toEqual(lines(8, 500))
  expect(lines(0, 20)).not.toEqual(lines(1, 20))
})

test('first each device comes online and reports', () => {
  const first = events(3, 10, 5)
  for (let i = 0; i < 10; i += 2) {
    expect(first[i]).toMatchObject({ event_type: 'device_online' })
    expect(first[i + 1]!.event_type).toMatch(/^device_status_(kv|raw)$/)
    expect(first[i + 1]!.did).toBe(first[i]!.did)
  }
  expect(new Set(first.map(({ did }) => did)).size).toBe(5)
})

test.each([1, 2, 3])('what the examples of the documentation ask for is there, seed %s', seed => {
  const all = events(seed, 600, 8)
  const of = (did: string) => all.filter(event => String(event.did).startsWith(did))
  const temps = (some: Members[]) => some.flatMap(({ data }) => (data as Members | undefined)?.temp ?? [])
  expect(temps(of('Dn4t')).some(temp => Number(temp) >= 30)).toBe(true)
  for (const did of ['Kp7rMv5nWb9dQs3fTg2hYx', 'Rw6zLc4mJd8kNp2vGt5bVe']) expect(of(did)).not.toEqual([])
  const allTemps = temps(all).map(Number)
  expect(Math.min(...allTemps)).toBeLessThan(30)
  expect(Math.max(...allTemps)).toBeGreaterThan(30)
  expect(new Set(all.map(({ did }) => did)).size).toBe(8)
  expect(all.some(event => !('group_id' in event))).toBe(true)
})

test.each([1, 2, 3])('all six types appear in a small world too, seed %s', seed => {
  const types = new Set(events(seed, 600, 2).map(event => event.event_type))
  expect([...types].sort()).toEqual([...eventTypeNames].sort())
})

test('one device alone lives on', () => {
  const types = new Set(events(5, 600, 1).map(event => event.event_type))
  expect(types).toContain('device_offline')
  expect(types.size).toBe(5)
})

test('every alarm raised is cleared under the same event id, once, by the same device', () => {
  const all = events(11, 5000)
  const open = new Map<unknown, { at: number; key: string }>()
  let cleared = 0
  all.forEach((event, at) => {
    if (event.event_type !== 'attr_alert' && event.event_type !== 'attr_fault') return
    const data = event.data as Members
    const key = JSON.stringify([event.event_type, event.did, data.attr_name, data.attr_displayname])
    if (data.value === 1) {
      expect(event.event_id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
      expect(open.has(event.event_id)).toBe(false)
      open.set(event.event_id, { at, key })
    } else {
      expect(data.value).toBe(0)
      expect(open.get(event.event_id)?.key).toBe(key)
      open.delete(event.event_id)
      cleared++
    }
  })
  expect(cleared).toBeGreaterThan(100)
  for (const { at } of open.values()) expect(at).toBeGreaterThan(all.length - 100)
})

test('presence makes sense: nothing but coming online follows going offline', () => {
  const online = new Map<unknown, boolean>()
  for (const { event_type, did } of events(13, 3000)) {
    if (event_type === 'device_online') online.set(did, true)
    else {
      expect(online.get(did)).toBe(true)
      if (event_type === 'device_offline') online.set(did, false)
    }
  }
})

test('each line is an event within the protocol', () => {
  const all = lines(17, 2000)
  all.forEach((line, i) => {
    const { cmd, delivery_id, event_type, product_key, did, mac, group_id, created_at, data } =
      JSON.parse(line)
    expect({ cmd, delivery_id }).toEqual({ cmd: 'enterprise_event_push', delivery_id: i + 1 })
    expect(product_key).toMatch(/^[0-9a-f]{32}$/)
    expect(did).toMatch(/^[1-9A-Za-z]{22}$/)
    expect(mac).toMatch(/^([0-9a-f]{12}|virtual:site)$/)
    expect(group_id === undefined || group_id === null || typeof group_id === 'string').toBe(true)
    expect(created_at).toBeCloseTo((Date.UTC(2024, 4, 1, 8) + (i + 1) * 100) / 1000, 5)
    if (event_type === 'device_status_raw') expectPayload(data)
    if (event_type === 'device_status_kv') {
      for (const value of Object.values(data))
        expect(value === null || /string|number/.test(typeof value)).toBe(true)
    }
    expect(cutLine(line, 'enterprise_event_push')).toMatchObject({
      isEvent: true,
      ownId: String(i + 1),
      productKey: product_key,
      eventType: event_type,
    })
  })
})

/** Bare, or in an envelope whose length is right; a report either way. */
function expectPayload(data: string | { raw: string }): void {
  const bytes = Buffer.from(typeof data === 'string' ? data : data.raw, 'base64')
  if (bytes.subarray(0, 4).equals(Buffer.from([0, 0, 0, 3]))) {
    expect(bytes[4]).toBe(bytes.length - 5)
    expect([...bytes.subarray(5, 9)]).toEqual([0x00, 0x00, 0x91, 0x04])
  } else expect(bytes[0]).toBe(0x04)
}

test('what servers write in many ways is written in many ways', () => {
  const text = [1, 2, 3, 4].flatMap(seed => lines(seed, 1500, 8)).join('\n')
  for (const form of [
    /"created_at": ?1\.\d{20}e\+09[,}]/,
    /"created_at": ?1\.\d+E9[,}]/,
    /"created_at": ?\d{10}\.\d{1,3}[,}]/,
    /"created_at": ?\d{10}\.\d{11}[,}]/,
    /"group_id": ?null/,
    /"group_id": ?"g1"/,
    /"mac": ?"virtual:site"/,
    /"data": ?"[A-Za-z0-9+/]+=*"/,
    /"data": ?\{"raw":"AAAAA/,
    /"data": ?"BA/,
    /^\{"event_type"/m,
    /^\{"cmd"/m,
    /^\{"cmd": "/m,
    // The order of the document, and the one that real servers most likely write.
    /^\{"cmd": ?"\w+",\s?"delivery_id": ?\d+,\s?"event_type": ?"\w+",\s?"product_key":/m,
    /^\{"cmd": ?"\w+",\s?"delivery_id": ?\d+,\s?"event_type": ?"\w+",\s?"did": ?"\w+",\s?"created_at": ?[^,]+,\s?"product_key": ?"\w+",\s?"mac": ?"[^"]+",\s?"group_id": ?("[^"]*"|null),\s?"data":/m,
    /\\u[0-9a-f]{4}/,
    /空气质量报警/,
    /\p{Extended_Pictographic}/u,
    /:-\d/,
    /:-?\d+\.\d/,
    /"Mode":"睡眠"/,
    /"Schedule":"[0-9a-f]{8}"/,
    /:null[,}]/,
    /"iccid"/,
  ]) {
    expect(text).toMatch(form)
  }
  expect(lines(1, 400).some(line => !line.includes('group_id'))).toBe(true)
})

test('a generator gives the same numbers for a seed, and forks that do not disturb each other', () => {
  const numbers = (random: Random) => Array.from({ length: 5 }, () => random.next())
  expect(numbers(new Random(1))).toEqual(numbers(new Random(1)))
  expect(numbers(new Random(1))).not.toEqual(numbers(new Random(2)))
  expect(numbers(new Random(1))).not.toEqual(numbers(new Random(2 ** 32 + 1)))
  const random = new Random(1)
  const before = numbers(random.fork('a'))
  random.next()
  expect(numbers(random.fork('a'))).toEqual(before)
  expect(numbers(random.fork('b'))).not.toEqual(before)
})

test('its numbers are spread evenly over their range', () => {
  const random = new Random(99)
  const seen = new Array(10).fill(0)
  for (let i = 0; i < 100_000; i++) seen[random.int(0, 9)]++
  for (const count of seen) expect(Math.abs(count - 10_000)).toBeLessThan(500)
})
