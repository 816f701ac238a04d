import { expect, test } from 'vitest'
import { Event } from '../src/event/event.ts'
import { Unpacker } from '../src/event/packed-event.ts'
import { Fleet } from '../src/view/fleet.ts'
import { OpenDevice } from '../src/view/open-device.ts'
import { eventLine, pushOf } from './support/lines.ts'

/** A device that shows the delivery ids of its events, and how wide the terminal is. */
function setUp(most?: { rows: number; events: number }) {
  const unpacker = new Unpacker(push => new Event(push))
  const fleet = new Fleet(unpacker, most)
  const put = (id: number, did = 'd', data: unknown = { n: id }) =>
    fleet.put(new Event(pushOf(eventLine(id, { did, data }))), id, id)
  const device = new OpenDevice('d', {
    unpacker,
    showEvent: ({ event }, columns) => `${event.push.deliveryId} ${columns}`,
  })
  return { put, fleet, device }
}

const lines = (from: number, to: number, columns: number) =>
  Array.from({ length: to - from }, (_, i) => `${from + i} ${columns}`)

test('an open device keeps its events when the events of others push them out of memory', () => {
  const { put, fleet, device } = setUp({ rows: 1e9, events: 10_000 })
  for (let i = 0; i < 5; i++) put(i)
  device.update(fleet)
  for (let i = 5; i < 150; i++) {
    put(i)
    for (let other = 0; other < 20; other++) put(other, 'other')
    device.update(fleet)
  }
  expect(device.lines(80)).toEqual(lines(0, 150, 80))
  for (let i = 150; i < 250; i++) {
    put(i)
    device.update(fleet)
  }
  expect(device.lines(80)).toEqual(lines(50, 250, 80))
  expect(device.lines(40)).toEqual(lines(50, 250, 40))
  expect([device.count, device.attributes.get('n')!.numbers.length]).toEqual([250, 250])
})

test('those of an open device take a bounded memory, too', () => {
  const { put, fleet, device } = setUp({ rows: 1e9, events: 1e8 })
  for (let i = 0; i < 60; i++) put(i, 'd', { text: 'x'.repeat(100_000) })
  device.update(fleet)
  expect(device.lines(80)).toEqual(lines(21, 60, 80))
})

test('an open device that was forgotten and came back goes on', () => {
  const { put, fleet, device } = setUp({ rows: 2000, events: 1e6 })
  put(0)
  device.update(fleet)
  for (let i = 0; fleet.get('d'); i++) put(i, `other${i}`)
  device.update(fleet)
  put(1)
  device.update(fleet)
  expect([device.lines(80), device.count]).toEqual([lines(0, 2, 80), 1])
})
