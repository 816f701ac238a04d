import { expect, test } from 'vitest'
import { RunActivity } from '../src/app/run-activity.ts'
import { wholeDuration } from '../src/base/duration.ts'
import { Failure } from '../src/base/failure.ts'
import { RateWindow } from '../src/base/rate-window.ts'
import { eventLine, pushOf } from './support/lines.ts'
import { ManualClock } from './support/manual-clock.ts'

test('a window of buckets forgets what is older', () => {
  const window = new RateWindow(1000, 4)
  expect([window.countsAt(500), window.perSecond(500)]).toEqual([[0, 0, 0, 0], 0])
  window.add(3, 1200)
  window.add(1, 1900)
  window.add(5, 3000)
  expect(window.countsAt(3999)).toEqual([0, 4, 0, 5])
  expect(window.countsAt(4000)).toEqual([4, 0, 5, 0])
  expect(window.countsAt(5500)).toEqual([0, 5, 0, 0])
  expect(window.countsAt(1e9)).toEqual([0, 0, 0, 0])
  window.raise(7, 1e9)
  window.raise(2, 1e9 + 1)
  expect(window.countsAt(1e9 + 1000)).toEqual([0, 0, 7, 0])
})

test('a rate is over the window, or over the time that has passed', () => {
  const window = new RateWindow(1000, 6)
  window.add(4, 10_000)
  expect(window.perSecond(10_000)).toBe(4)
  expect(window.perSecond(12_000)).toBe(2)
  for (let at = 12_000; at < 30_000; at += 100) window.add(1, at)
  expect(window.perSecond(29_999)).toBeCloseTo(10, 1)
  expect(window.perSecond(30_000)).toBeCloseTo(10, 1)
  expect(window.perSecond(40_000)).toBe(0)
})

test('whole seconds', () => {
  expect([-5, 999, 12_999, 185_000, 7_800_000, 273_600_000].map(wholeDuration)).toEqual([
    '0s',
    '0s',
    '12s',
    '3m05s',
    '2h10m',
    '3d4h',
  ])
  const day = 86_400_000
  expect([100 * day - 1, 100 * day, 120.9 * day, 20_000 * day].map(wholeDuration)).toEqual([
    '100d0h',
    '100d',
    '120d',
    '20000d',
  ])
})

test('keeps the state of the connection, with the times of the clock', () => {
  const clock = new ManualClock()
  const activity = new RunActivity(clock)
  const failure = new Failure('unreachable', 'gone')
  const state = () => activity.facts().connection
  expect(state()).toEqual({ name: 'connecting', retry: 0 })
  clock.advance(100)
  activity.onStatus({ kind: 'connected', gap: undefined })
  expect(state()).toEqual({ name: 'connected', since: 100 })
  activity.onStatus({ kind: 'ping' })
  clock.advance(100)
  activity.onStatus({ kind: 'lost', failure, retryIn: 3000, wasConnected: true })
  expect(state()).toEqual({ name: 'waiting', until: 3200 })
  activity.onStatus({ kind: 'draining' })
  expect(state()).toEqual({ name: 'draining' })
  activity.onStatus({ kind: 'dialing', retry: 2 })
  expect(state()).toEqual({ name: 'connecting', retry: 2 })
})

async function* of<T>(...items: T[]): AsyncGenerator<T, void, undefined> {
  yield* items
}

test('counts events, and says when the last one came, how late, and how many came at once', async () => {
  const clock = new ManualClock(1_000_000)
  const activity = new RunActivity(clock)
  expect(activity.facts()).toMatchObject({
    received: 0,
    idle: undefined,
    lag: undefined,
    unacked: 0,
    rate: 0,
  })
  const push = pushOf(eventLine(1, { created_at: 999.5 }))
  const batch = (count: number) => ({
    deliveries: Array.from({ length: count }, () => ({ push, acked: false })),
    ackable: true,
    ack: () => 0,
  })
  const send = async (count: number) => {
    for await (const passed of activity.watch(of(batch(count)))) expect(passed.deliveries).toHaveLength(count)
  }
  await send(20)
  activity.addShown(4)
  clock.advance(700)
  await send(5)
  clock.advance(300)
  expect(activity.facts()).toMatchObject({
    received: 25,
    shown: 4,
    rate: 25,
    idle: 300,
    lag: 1200,
    unacked: 20,
  })
  await send(0)
  clock.advance(1000)
  expect(activity.facts()).toMatchObject({ idle: 1300, lag: 1200, unacked: 0 })
})
