import { expect, test } from 'vitest'
import { noti1 } from '../src/wire/noti1/noti1.ts'
import type { Push } from '../src/wire/push.ts'
import { RowPool } from '../src/wire/row-pool.ts'

test('what was kept stays as it was, whatever is kept after it', () => {
  const pool = new RowPool()
  const kept = [3, 5, 16_000, 400, 20_000, 1].map((length, i) => {
    const numbers = Int32Array.from({ length: length + 2 }, (_, k) => 100_000 * i + k)
    const at = pool.keep(numbers, length)
    numbers.fill(-1)
    return { i, at, length, rows: pool.rows }
  })
  for (const { i, at, length, rows } of kept)
    expect(Array.from(rows.subarray(at, at + length))).toEqual(
      Array.from({ length }, (_, k) => 100_000 * i + k),
    )
  // Those of the first two reads share an array.
  expect(kept[1]!.rows).toBe(kept[0]!.rows)
})

test('the events of many reads are each at their own places', () => {
  const reads = Array.from({ length: 40 }, (_, read) =>
    Array.from({ length: 30 }, (_, i) => ({
      delivery_id: 'x'.repeat(i) + read,
      did: `d${read}.${i}`,
      created_at: read,
    })),
  )
  const pushes = reads.map(events => {
    const lines = events.map(event => `${JSON.stringify({ ...event, cmd: 'enterprise_event_push' })}\n`)
    const bytes = Buffer.from(lines.join(''))
    return noti1.decoder.readAll(bytes, 0, bytes.length) as Push[]
  })
  const found = pushes.map(read =>
    read.map(({ deliveryId, createdAt, text }) => ({
      delivery_id: JSON.parse(deliveryId!),
      did: JSON.parse(text).did,
      created_at: createdAt,
    })),
  )
  expect(found).toEqual(reads)
})
