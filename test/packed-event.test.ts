import { describe, expect, test } from 'vitest'
import { PayloadDecoder } from '../src/datapoints/payload-decoder.ts'
import { RawEvent } from '../src/datapoints/raw-event.ts'
import { DeviceTable } from '../src/devices/device-table.ts'
import { Event } from '../src/event/event.ts'
import { EventToPack, packedLength, Unpacker } from '../src/event/packed-event.ts'
import { noti1 } from '../src/wire/noti1/noti1.ts'
import type { Push } from '../src/wire/push.ts'
import { snoti2 } from '../src/wire/snoti2/snoti2.ts'
import { eventLine, pushOf } from './support/lines.ts'

const decoder = new PayloadDecoder({ get: () => undefined, size: 0 } as never, () => {})

/** Packs an event somewhere within other bytes, and returns it unpacked, after those bytes have changed. */
function repacked(event: Event, at = 1.5, read = (push: Push) => new Event(push)) {
  const packed = new EventToPack(event, at)
  const bytes = Buffer.alloc(packed.length + 20, 0xff)
  packed.write(bytes, 7)
  expect(packedLength(bytes, 7)).toBe(packed.length)
  expect(bytes.subarray(7 + packed.length)).toEqual(Buffer.alloc(13, 0xff))
  const unpacker = new Unpacker(read)
  const within = bytes.subarray(7, 7 + packed.length)
  expect(unpacker.event(within).push.text).toBe(event.push.text)
  const kept = unpacker.unpack(within)
  bytes.fill(0)
  return kept
}

/** The same push where it is not at the beginning of its bytes. */
function within({ push }: Event): Event {
  const before = Buffer.from('0123456789\n')
  const bytes = Buffer.concat([before, push.bytes])
  return new Event(noti1.decoder.read(bytes, before.length, bytes.length - 1) as Push)
}

const facts = ({ type, createdAt, push, members, history }: Event) => ({
  ...{ type, createdAt, members, history },
  ...{ id: push.deliveryId, text: push.text, inexact: push.inexact, newline: push.bytes[push.end] },
})

describe('a packed event', () => {
  test.each([
    ['a usual one', eventLine(7)],
    ['one with ids and times of other kinds', eventLine('"a"', { created_at: 12.5, event_type: 'x' })],
    ['one that lacks all', '{"did":"d"}'],
    ['numbers that no double holds', eventLine(1).replace('"n":1', '"n":18446744073709551615')],
    ['text of several bytes', eventLine(1, { note: '滤芯🔥' })],
  ])('is the same again: %s', (_, line) => {
    const event = new Event(pushOf(line))
    const { event: again, at } = repacked(within(event), 1_499_843_747_794.5)
    expect(facts(again)).toEqual(facts(event))
    expect(at).toBe(1_499_843_747_794.5)
  })

  test('of SNoti 2.x is the same, without its message id, which is only for acks', () => {
    const event = new Event(pushOf(eventLine(1, { msg_id: 'm' }).replace(/"cmd":"[^"]*",/, ''), snoti2))
    expect(facts(repacked(event).event)).toEqual(facts(event))
  })

  test('is read as it was, with the decoder of its payload', () => {
    const push = pushOf(eventLine(3, { event_type: 'device_status_raw', data: 'AAAAAwkAAJEEAgGmAn0=' }))
    const { event } = repacked(new Event(push), 0, again => new RawEvent(again, decoder))
    expect(event).toBeInstanceOf(RawEvent)
    expect(event.type).toBe('device_status_raw')
  })
})

describe('the history of a packed event', () => {
  /** What a table of devices says about the last of some events. */
  function lastOf(...events: readonly Event[]): Event {
    const table = new DeviceTable({ statuses: 'compare', wall: () => 2e12 })
    for (const event of events) table.read(event)
    return events.at(-1)!
  }
  let second = 0
  const eventOf = (type: string, data: unknown, more: Record<string, unknown> = {}) =>
    within(
      new Event(pushOf(eventLine(++second, { event_type: type, data, created_at: 1.5e9 + second, ...more }))),
    )
  const status = (data: unknown) => eventOf('device_status_kv', data)
  const alarm = (value: number) => eventOf('attr_alert', { attr_name: 'a', value }, { event_id: 'e' })
  const big = (digits: string) => {
    const line = eventLine(++second, { created_at: 1.5e9 + second }).replace('"n":1', `"n":${digits}`)
    return within(new Event(pushOf(line)))
  }

  test.each([
    ['none', () => lastOf(eventOf('other', {}))],
    [
      'what changed',
      () => lastOf(status({ n: 1, same: 1, s: 'a' }), status({ n: 2, same: 1, s: '"\u4e2d' })),
    ],
    ['a value that there was not before', () => lastOf(status({ n: 1 }), status({ n: 1, more: null }))],
    ['nested values', () => lastOf(status({ n: { a: [1] } }), status({ n: { a: [2] } }))],
    [
      'a member named __proto__',
      () => lastOf(status(JSON.parse('{"__proto__":1}')), status(JSON.parse('{"__proto__":2}'))),
    ],
    ['more digits than a double has', () => lastOf(big('18446744073709551615'), big('18446744073709551614'))],
    [
      'out of order',
      () => lastOf(status({ n: 1 }), eventOf('device_status_kv', { n: 2 }, { created_at: 1 })),
    ],
    ['again', () => lastOf(...[1, 2].map(() => new Event(pushOf(eventLine(1)))))],
    ['an alarm', () => lastOf(alarm(1), alarm(0))],
    ['presence', () => lastOf(eventOf('device_online', {}), eventOf('device_offline', {}))],
    [
      'a payload of which nothing is known',
      () => lastOf(...['AAAAAwkAAJEE', 'AAAAAwkAAJEF'].map(data => eventOf('device_status_raw', data))),
    ],
  ])('is the same again: %s', (name, make) => {
    const event = make()
    const { event: again } = repacked(event)
    const { changes, ...others } = event.history ?? {}
    expect(event.history === undefined).toBe(name === 'none')
    // Where a value is depends on where the line is.
    const at = (place: number) => (place < 0 ? place : place - event.push.start)
    const { payload } = changes ?? {}
    const expected = changes && {
      ...changes,
      // It may be decoded only when it is asked for.
      payload: payload && { before: payload.before, after: payload.after, isSame: payload.isSame },
      values: changes.values.map(value => ({ ...value, at: at(value.at) })),
    }
    expect(again.history).toEqual(event.history && { ...others, changes: expected })
  })

  test('has the places of values in the line as it is now', () => {
    const event = status({ n: 2 })
    const { bytes, start } = event.push
    const at = bytes.indexOf('2}')
    event.history = { changes: { values: [{ name: 'n', before: 1, now: 2, at }], unchanged: 0 } }
    expect(start).toBeGreaterThan(0)
    expect(repacked(event).event.history?.changes?.values).toEqual([
      { name: 'n', before: 1, now: 2, at: at - start },
    ])
  })
})
