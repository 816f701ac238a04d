import { expect, test } from 'vitest'
import type { SourceBatch } from '../src/app/source.ts'
import { type WindowBound, WindowGauge } from '../src/app/window-gauge.ts'
import { ManualClock } from './support/manual-clock.ts'

/** Runs five seconds of batches: each is waited for and worked on for so many milliseconds. */
async function gauge({
  prefetch = 50,
  roundTrip = 40,
  size = 50,
  wait = 40,
  work = 1,
}): Promise<{ reported: WindowBound[]; bound: WindowBound | undefined }> {
  const clock = new ManualClock()
  const reported: WindowBound[] = []
  const meter = new WindowGauge(clock, prefetch, 32_767, bound => reported.push(bound))
  meter.onStatus({ kind: 'phase', phase: 'tcp' })
  clock.advance(roundTrip)
  meter.onStatus({ kind: 'phase', phase: 'tls' })
  const batches = async function* () {
    while (clock.now() < 5000) {
      clock.advance(wait)
      yield { deliveries: Array(size).fill(0) } as unknown as SourceBatch
    }
  }
  for await (const _ of meter.watch(batches())) clock.advance(work)
  return { reported, bound: meter.bound }
}

test('a full window a round trip: it is the bound, told once, with what would lift it', async () => {
  const { reported, bound } = await gauge({})
  expect(reported).toHaveLength(1)
  expect(bound).toEqual({ rate: expect.closeTo(1220, -1), roundTrip: 40, enough: 2000 })
})

test('a window that arrives in pieces is one all the same', async () => {
  expect((await gauge({ size: 5, wait: 4, work: 0.1 })).bound).toMatchObject({
    roundTrip: 40,
    enough: expect.closeTo(2000, -2),
  })
})

test('fewer events than the window allows: there are no more', async () => {
  expect((await gauge({ size: 10 })).bound).toBeUndefined()
})

test('more work than waiting: we are the bound', async () => {
  expect((await gauge({ wait: 10, work: 30 })).bound).toBeUndefined()
})

test('no larger than the protocol allows, and nothing where it is there already', async () => {
  expect(
    (await gauge({ roundTrip: 400, wait: 400, size: 5000, prefetch: 5000, work: 0.01 })).bound,
  ).toMatchObject({ enough: 32_767 })
  expect((await gauge({ roundTrip: 40, size: 32_767, prefetch: 32_767 })).bound).toBeUndefined()
})
