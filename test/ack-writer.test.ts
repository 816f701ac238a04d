import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { noti1 } from '../src/wire/noti1/noti1.ts'
import type { Push } from '../src/wire/push.ts'
import { pushOf } from './support/lines.ts'

// What is not written must not look like what was there before, by luck.
beforeEach(() => {
  vi.spyOn(Buffer, 'allocUnsafe').mockImplementation(size => Buffer.alloc(size, 0xee))
})
afterEach(() => vi.restoreAllMocks())

const mostAcks = 200
const longestId = 40

/** Pushes whose ids are all of `length` characters, numbers where they can be, and each another. */
function pushesWithIds(length: number, count: number): Push[] {
  return Array.from({ length: count }, (_, i) => {
    if (length > 3) return pushOf(`{"delivery_id":${String(i + 1).padEnd(length, '7')}}`)
    return pushOf(`{"delivery_id":${10 ** (length - 1) + (i % (9 * 10 ** (length - 1)))}}`)
  })
}

/** As one would write it who has never heard of speed. */
function expected(pushes: readonly Push[]): string {
  return pushes.map(push => `{"cmd":"enterprise_event_ack","delivery_id":${push.deliveryId}}\n`).join('')
}

test('batches of 1 to 200 acks, with ids of 1 to 40 bytes, byte for byte', () => {
  for (let length = 1; length <= longestId; length++) {
    const pushes = pushesWithIds(length, mostAcks)
    expect(pushes[0]!.deliveryId).toHaveLength(length)
    for (let count = 1; count <= mostAcks; count++) {
      const batch = pushes.slice(0, count)
      if (String(noti1.acks(batch)) !== expected(batch))
        expect(String(noti1.acks(batch)), `${count} ids of ${length} bytes`).toBe(expected(batch))
    }
  }
})

test('batches whose ids change in length wherever that may be, byte for byte', () => {
  const byLength = Array.from({ length: longestId + 1 }, (_, length) =>
    length === 0 ? [] : pushesWithIds(length, mostAcks),
  )
  // Each run of one length is followed by one of another; the sizes stand around those of a blank.
  const sizes = [1, 2, 63, 64, 65, 66, 127, 128, 129]
  for (const first of [1, 9, 31, 32, 33, 40])
    for (const second of [1, 10, 32, 33])
      for (const size of sizes)
        for (const rest of [1, 64, 65]) {
          const batch = [
            ...byLength[first]!.slice(0, size),
            ...byLength[second]!.slice(0, rest),
            ...byLength[first]!.slice(0, 1),
          ]
          const what = `${size} of ${first} bytes, ${rest} of ${second}`
          if (String(noti1.acks(batch)) !== expected(batch))
            expect(String(noti1.acks(batch)), what).toBe(expected(batch))
        }
})

test('ids that are no numbers, and none at all', () => {
  const ids = ['"d-7"', '1.0', '1e3', '-0', '"中\\u4e2d"', '""', 'true', '[1]', '"a"', `"${'x'.repeat(100)}"`]
  const batch = ids.map(id => pushOf(`{"delivery_id":${id}}`))
  expect(String(noti1.acks(batch))).toBe(
    ids.map(id => `{"cmd":"enterprise_event_ack","delivery_id":${id}}\n`).join(''),
  )
  expect(noti1.acks([])).toHaveLength(0)
})
