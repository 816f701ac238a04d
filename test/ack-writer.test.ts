import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { noti1 } from '../src/wire/noti1/noti1.ts'
import type { Push } from '../src/wire/push.ts'
import { fakeDialect } from './support/fake-dialect.ts'
import { pushOf } from './support/lines.ts'

// Bytes that are not written must not equal what was there before, by luck.
beforeEach(() => {
  vi.spyOn(Buffer, 'allocUnsafe').mockImplementation(size => Buffer.alloc(size, 0xee))
})
afterEach(() => vi.restoreAllMocks())

const mostAcks = 200
const longestId = 40
/** Batch sizes around those of a prepared block of acks. */
const sizes = [1, 2, 63, 64, 65, 66, 127, 128, 129]

/** `count` different ids of `length` characters, numbers where they can be. */
function idsOf(length: number, count: number): string[] {
  return Array.from({ length: count }, (_, i) =>
    length > 3
      ? String(i + 1).padEnd(length, '7')
      : String(10 ** (length - 1) + (i % (9 * 10 ** (length - 1)))),
  )
}

function pushesWithIds(length: number, count: number): Push[] {
  return idsOf(length, count).map(id => pushOf(`{"delivery_id":${id}}`))
}

/** The acks, written without a thought of speed. */
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
  // Each run of one length is followed by one of another.
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

describe('in a dialect with message ids', () => {
  interface Ids {
    readonly id: string
    readonly messageId: string | undefined
  }

  const idsFrom = (length: number, messageLength: number, count: number): Ids[] => {
    const messageIds = messageLength === 0 ? [] : idsOf(messageLength, count).reverse()
    return idsOf(length, count).map((id, i) => ({ id, messageId: messageIds[i] }))
  }

  const push = ({ id, messageId }: Ids) =>
    pushOf(`{${messageId === undefined ? '' : `"ref":${messageId},`}"delivery_id":${id}}`, fakeDialect)

  const ack = ({ id, messageId }: Ids) =>
    `{"cmd":"got_it",${messageId === undefined ? '' : `"ref":${messageId},`}"delivery_id":${id}}\n`

  const expectAcks = (ids: readonly Ids[], what: string) => {
    const acks = String(fakeDialect.acks(ids.map(push)))
    const wanted = ids.map(ack).join('')
    if (acks !== wanted) expect(acks, what).toBe(wanted)
  }

  test('both go back, with ids of 1 to 40 bytes', () => {
    for (let length = 1; length <= longestId; length += 3)
      for (let messageLength = 0; messageLength <= longestId; messageLength++)
        for (const count of [1, 64, 65])
          expectAcks(
            idsFrom(length, messageLength, count),
            `${count} of ${length} and ${messageLength} bytes`,
          )
  })

  test('batches whose message ids change in length, or are missing', () => {
    for (const first of [0, 1, 31, 32, 33])
      for (const second of [0, 2, 32, 33])
        for (const size of sizes) {
          const ids = [
            ...idsFrom(5, first, size),
            ...idsFrom(5, second, 65),
            ...idsFrom(6, second, 2),
            ...idsFrom(5, first, 1),
          ]
          expectAcks(ids, `${size} of ${first} bytes, then ${second}`)
        }
  })

  test('a message id goes back as it was written, the last of several; null is none', () => {
    const written = [
      '"m-1"',
      '1.0',
      '18446744073709551615',
      '"\\u4e2d"',
      '"中"',
      '""',
      `"${'x'.repeat(100)}"`,
    ]
    expectAcks(
      written.map((messageId, i) => ({ id: String(i), messageId })),
      'odd ids',
    )
    expect(String(fakeDialect.acks([pushOf('{"ref":1,"delivery_id":7,"ref":2}', fakeDialect)]))).toBe(
      '{"cmd":"got_it","ref":2,"delivery_id":7}\n',
    )
    expect(String(fakeDialect.acks([pushOf('{"ref":1,"delivery_id":7,"ref":null}', fakeDialect)]))).toBe(
      '{"cmd":"got_it","delivery_id":7}\n',
    )
  })

  test('noti1 knows no message id', () => {
    expect(String(noti1.acks([pushOf('{"msg_id":1,"ref":2,"delivery_id":7}')]))).toBe(
      '{"cmd":"enterprise_event_ack","delivery_id":7}\n',
    )
  })
})
