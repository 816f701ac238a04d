import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import type { EventTypeName } from '../src/event/event-map.ts'
import { eventMembers } from '../src/event/event-members.ts'
import { eventTypeNames } from '../src/event/event-types.ts'
import { rawPayload } from '../src/event/raw-payload.ts'
import { cutLine } from '../src/simulator/event-line.ts'
import { products } from '../src/simulator/products.ts'
import { Random } from '../src/simulator/random.ts'
import { World } from '../src/simulator/world.ts'
import type { ServerDialect } from '../src/wire/dialect.ts'
import { noti1 } from '../src/wire/noti1/noti1.ts'
import { snoti2 } from '../src/wire/snoti2/snoti2.ts'
import { ManualClock } from './support/manual-clock.ts'

type Members = Record<string, unknown>

/** The first `count` lines of a world whose clock goes on 100 ms an event, with 1, 2, … as ids. */
function lines(seed: number, count: number, devices = 6, dialect: ServerDialect = noti1.server): string[] {
  const clock = new ManualClock()
  const world = new World(new Random(seed), clock, products, devices, dialect)
  return Array.from({ length: count }, (_, i) => {
    clock.advance(100)
    const { head, tail } = world.next()
    return Buffer.from(head + (i + 1) + tail, 'latin1').toString()
  })
}

const events = (seed: number, count: number, devices?: number): Members[] =>
  lines(seed, count, devices).map(line => JSON.parse(line))

/** As `events`, under SNoti 2.x. */
const events2 = (seed: number, count: number, devices?: number): Members[] =>
  lines(seed, count, devices, snoti2.server).map(line => JSON.parse(line))

/**
 * A fixed seed's world is repeatable: whatever else the world can do, recordings of runs with a seed stay valid. The hashes
 * change only with the definitions of the made-up products.
 */
test.each([
  [1, 'e516b1ca8fc104a7923b993b8d06a8ae3b70e2c05b93f65751d986cf0743b5a1'],
  [7, 'b53fd387c412332d99fface6c58138150333bdd5ce782916026576d4b47dc7cf'],
])('under message proxy 1.0 the events of seed %s are always the same', (seed, hash) => {
  const text = lines(seed, 3000, 9).join('\n')
  expect(createHash('sha256').update(text).digest('hex')).toBe(hash)
})

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
  expect([...types].sort()).toEqual([...noti1.server.eventTypes].sort())
})

describe('under SNoti 2.x', () => {
  test.each([1, 2, 3])('all its types appear, rare beside what devices report, seed %s', seed => {
    const all = events2(seed, 1000, 2)
    const types = new Set(all.map(event => event.event_type))
    expect([...types].sort()).toEqual([...eventTypeNames].sort())
    const common: readonly unknown[] = noti1.server.eventTypes
    const rare = all.filter(({ event_type }) => !common.includes(event_type))
    expect(rare.length).toBeGreaterThan(30)
    expect(rare.length).toBeLessThan(100)
  })

  test('the same seed gives the same bytes', () => {
    expect(lines(7, 500, 6, snoti2.server)).toEqual(lines(7, 500, 6, snoti2.server))
  })

  test('each line is an event within the protocol', () => {
    const every = events2(3, 5000)
    const all = (...types: EventTypeName[]) =>
      every.filter(({ event_type }) => types.includes(event_type as EventTypeName))
    const device = {
      cmd: 'event_push',
      did: expect.stringMatching(/^[1-9A-Za-z]{22}$/),
      mac: expect.any(String),
    }
    for (const event of every) {
      const about = event.event_type === 'datapoints_changed' ? { cmd: 'event_push' } : device
      expect(event).toMatchObject({ ...about, product_key: expect.stringMatching(/^[0-9a-f]{32}$/) })
    }
    for (const event of all('datapoints_changed')) {
      const { msg_id, ...rest } = event
      expect(Object.keys(rest).sort()).toEqual([
        'cmd',
        'created_at',
        'delivery_id',
        'event_type',
        'product_key',
      ])
    }
    const user = expect.stringMatching(/^0{28}[0-9a-f]{4}$/)
    for (const event of all('device_bind', 'device_unbind'))
      expect(event).toMatchObject({ uid: user, app_id: expect.stringMatching(/^0{28}ab/) })
    for (const { download_url } of all('device_file_download'))
      expect(download_url).toMatch(/^https:\/\/files\.example\//)
    const sent = all('app2dev_kv', 'app2dev_raw')
    expect([...new Set(sent.map(({ source }) => source))].sort()).toEqual(
      Object.keys(eventMembers.source!.values!).sort(),
    )
    for (const { source, uid, appid, enterprise_id } of sent) {
      expect([uid !== undefined, appid !== undefined, enterprise_id !== undefined]).toEqual(
        source === 'gateway'
          ? [false, false, false]
          : source === 'enterprise_api'
            ? [false, false, true]
            : [true, true, false],
      )
    }
    for (const { data } of all('app2dev_kv'))
      expect(['boolean', 'string']).toContain(typeof Object.values(data as object)[0])
    for (const { data } of all('app2dev_raw')) expect(rawPayload(data as string)![0]).toBe(0x01)
    for (const { data } of all('device_gps_kv')) expect(data).toMatchObject({ payload: '$GNGGA,' })
    const positions = all('device_gps_kv', 'device_lbs_kv').map(({ data }) => data as Members)
    expect(new Set(positions.map(({ latitude }) => typeof latitude))).toEqual(new Set(['string', 'number']))
    for (const { latitude, longitude } of positions) {
      expect(Math.abs(Number(latitude))).toBeLessThan(90)
      expect(Math.abs(Number(longitude))).toBeLessThan(180)
    }
    // A device stays where it is.
    for (const one of all('device_gps_kv', 'device_lbs_kv')) {
      const { latitude } = every.find(
        ({ did, event_type }) => did === one.did && event_type === 'device_lbs_kv',
      )!.data as Members
      expect(Math.abs(Number((one.data as Members).latitude) - Number(latitude))).toBeLessThan(0.05)
    }
    for (const { data } of all('device_lbs_kv'))
      expect(data).toMatchObject({ imsi: expect.stringMatching(/^00101\d{10}$/) })
    for (const event of all('sub_device_added')) expect(event).toHaveProperty('child_passcode')
    for (const event of all('sub_device_deleted')) expect(event).not.toHaveProperty('child_passcode')
  })

  test('what is bound is unbound, what is added is deleted, and in this order', () => {
    const last = new Map<string, Members>()
    const pairs = {
      device_unbind: ['device_bind', 'uid'],
      sub_device_deleted: ['sub_device_added', 'child_did'],
    } as const
    let ended = 0
    for (const event of events2(5, 5000)) {
      const of = (type: unknown) => `${event.did} ${type}`
      const [begins, member] = pairs[event.event_type as keyof typeof pairs] ?? []
      if (begins !== undefined) {
        expect(last.get(of(begins))?.[member]).toBe(event[member])
        last.delete(of(begins))
        ended++
      } else if (Object.values(pairs).some(([type]) => type === event.event_type)) {
        expect(last.has(of(event.event_type))).toBe(false)
        last.set(of(event.event_type), event)
      }
    }
    expect(ended).toBeGreaterThan(20)
  })

  test('a command changes what the next status says', () => {
    const status = new Map<unknown, Members>()
    const sent = new Map<unknown, [name: string, value: unknown]>()
    let changed = 0
    let seen = 0
    for (const { event_type, did, data } of events2(9, 8000)) {
      if (event_type === 'app2dev_kv') {
        const [[name, value]] = Object.entries(data as Members) as [[string, unknown]]
        const now = typeof value === 'boolean' ? Number(value) : value
        if (status.get(did)![name] === now) continue
        changed++
        sent.set(did, [name, now])
      } else if (event_type === 'device_status_kv') {
        const [name, value] = sent.get(did) ?? []
        if (name !== undefined && (data as Members)[name] === value) seen++
        sent.delete(did)
        status.set(did, data as Members)
      }
    }
    expect(changed).toBeGreaterThan(10)
    // Data points also change by themselves.
    expect(seen).toBeGreaterThan(changed * 0.6)
  })

  test('some events have a message id, and those of a device with a SIM card say more', () => {
    const all = events2(2, 2000, 12)
    const ids = all.filter(({ msg_id }) => msg_id !== undefined)
    expect(ids.length).toBeGreaterThan(800)
    expect(ids.length).toBeLessThan(1200)
    expect(new Set(ids.map(({ msg_id }) => msg_id)).size).toBe(ids.length)
    for (const { msg_id } of ids) expect(msg_id).toMatch(/^[\w-]{22}$/)
    const cards = all.filter(({ event_type, iccid }) => event_type === 'device_online' && iccid !== undefined)
    expect(cards).not.toEqual([])
    for (const event of cards) {
      expect(event).toMatchObject({
        imsi: expect.any(String),
        latitude: expect.any(Number),
        longitude: expect.any(Number),
      })
    }
    const statuses = all.filter(({ event_type }) => event_type === 'device_status_kv')
    expect(statuses.some(({ imsi }) => imsi !== undefined)).toBe(true)
    expect(statuses.some(({ imsi }) => imsi === undefined)).toBe(true)
  })
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

test.each([
  ['message proxy 1.0', events],
  ['SNoti 2.x', events2],
])('in %s nothing but coming online follows going offline', (_dialect, eventsOf) => {
  const online = new Map<unknown, boolean>()
  for (const { event_type, did } of eventsOf(13, 6000)) {
    if (event_type === 'device_online') online.set(did, true)
    else if (did !== undefined) {
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
