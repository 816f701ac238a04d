import { expect, test } from 'vitest'
import { AckChannel } from '../src/session/ack-channel.ts'
import type { Batch } from '../src/session/delivery.ts'
import { DeliveryBuffer } from '../src/session/delivery-buffer.ts'
import { noti1 } from '../src/wire/noti1/noti1.ts'
import type { Push } from '../src/wire/push.ts'

/** A buffer whose deferred deliveries run when the test says so, and what its reader was handed. */
function setUp() {
  const turns: (() => void)[] = []
  const buffer = new DeliveryBuffer<string>(run => turns.push(run))
  const channel = new AckChannel(noti1, () => {})
  const handedOut: (number | undefined)[] = []
  const put = (bytes = 10) => buffer.put({ start: 0, end: bytes } as Push, channel)
  const read = async () => {
    const batch: Batch<string> | undefined = buffer.take() ?? (await buffer.wait())
    handedOut.push(batch?.deliveries.length)
  }
  const turn = async () => {
    for (const run of turns.splice(0)) run()
    await Promise.resolve()
    await Promise.resolve()
  }
  return { buffer, put, read, turn, turns, handedOut }
}

test('open: what comes in a turn is handed to the waiting reader as one batch', async () => {
  const { put, read, turn, turns, handedOut } = setUp()
  void read()
  put()
  put()
  expect(turns).toHaveLength(1)
  await turn()
  expect(handedOut).toEqual([2])
})

test('held: nothing is handed out, and nothing counts as too much, until it is released', async () => {
  const { buffer, put, read, turn, handedOut } = setUp()
  void read()
  buffer.hold()
  put(300_000)
  await turn()
  expect([buffer.take(), buffer.full, handedOut]).toEqual([undefined, false, []])
  buffer.release()
  expect(buffer.full).toBe(true)
  await turn()
  expect([handedOut, buffer.full, buffer.empty]).toEqual([[1], false, true])
})

test('held, its connection gone: what it brought is forgotten; what was open is not', async () => {
  const { buffer, put, read, handedOut } = setUp()
  buffer.hold()
  put()
  buffer.forgetHeld()
  expect(buffer.empty).toBe(true)
  put()
  buffer.forgetHeld()
  await read()
  expect(handedOut).toEqual([1])
})

test('too much is 16 MiB of held events; of others nothing is', () => {
  const { buffer, put } = setUp()
  put(17 << 20)
  expect(buffer.overflowed).toBe(false)
  buffer.hold()
  expect(buffer.overflowed).toBe(true)
})

test('finished: what waits is handed out, then undefined, as often as it is asked for', async () => {
  const { buffer, put, read, handedOut } = setUp()
  put()
  buffer.finish()
  await read()
  await read()
  await read()
  expect(handedOut).toEqual([1, undefined, undefined])
})

test('finished while a delivery is on its way to the reader: it arrives', async () => {
  const { buffer, put, read, turn, handedOut } = setUp()
  void read()
  put()
  buffer.finish()
  await turn()
  await read()
  expect(handedOut).toEqual([1, undefined])
})

test('finished with nothing waiting: the reader is told at once', async () => {
  const { buffer, read, turn, handedOut } = setUp()
  void read()
  buffer.finish()
  await turn()
  expect(handedOut).toEqual([undefined])
})

test.each(['open', 'held'] as const)('discarded while %s: what waits is forgotten', async state => {
  const { buffer, put, read, turn, handedOut } = setUp()
  if (state === 'held') buffer.hold()
  void read()
  put()
  buffer.discard()
  await turn()
  await read()
  expect(handedOut).toEqual([undefined, undefined])
  expect(buffer.empty).toBe(true)
})

test('once finished it stays so: nothing holds or releases it', async () => {
  const { buffer, read, turns, handedOut } = setUp()
  buffer.finish()
  buffer.hold()
  buffer.release()
  buffer.forgetHeld()
  await read()
  expect([handedOut, turns]).toEqual([[undefined], []])
})
