import { describe, expect, test } from 'vitest'
import { paced } from '../src/replay/pace.ts'
import { Timeline } from '../src/replay/timeline.ts'
import type { Push } from '../src/wire/push.ts'
import { pushOf } from './support/lines.ts'
import { ManualClock } from './support/manual-clock.ts'

const hour = 3600

/** When events of these times are due, in seconds after the first, if each is taken at once when it is due. */
function dueOf(times: readonly (number | undefined)[], speed = 1): number[] {
  const timeline = new Timeline(speed)
  let now = 5000
  return times.map(time => {
    now = Math.max(now, timeline.due(time, now))
    return (now - 5000) / 1000
  })
}

describe('a timeline', () => {
  test.each<[string, (number | undefined)[], number[]]>([
    ['events in order', [100, 101, 103.5], [0, 1, 3.5]],
    ['events out of order do not add up', [10, 12, 11, 13, 11, 12, 14], [0, 2, 2, 3, 3, 3, 4]],
    ['events without a time', [undefined, 10, undefined, 11], [0, 0, 0, 1]],
    ['a pause of an hour', [0, hour, hour + 1], [0, hour, hour + 1]],
    ['one wrong time, far ahead or behind', [10, 99_999_999, 11, 0, 12], [0, 0, 1, 1, 2]],
    ['a device whose clock is hours ahead', [10, 9e4, 11, 9e4 + 1, 12], [0, 0, 1, 1, 2]],
    [
      'and stays so',
      [10, 9e4, 11, 9e4, 12, 9e4, 13, 9e4, 14, 9e4, 15, 9e4, 16],
      [0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6],
    ],
    ['a night', [0, 1, 9e4, 9e4 + 1, 9e4 + 2, 9e4 + 3, 9e4 + 4, 9e4 + 5], [0, 1, 1, 1, 1, 1, 1, 2]],
  ])('%s', (_, times, due) => expect(dueOf(times)).toEqual(due))

  test('speed divides waits, and what a long pause is', () => {
    expect(dueOf([0, 10, 30], 10)).toEqual([0, 1, 3])
    expect(dueOf([0, 10 * hour, 10 * hour + 10], 10)).toEqual([0, hour, hour + 1])
    expect(dueOf([0, 10], 0.5)).toEqual([0, 20])
  })

  test('who is late catches up', () => {
    const timeline = new Timeline(1)
    expect([timeline.due(0, 0), timeline.due(1, 5000), timeline.due(6, 5000)]).toEqual([0, 1000, 6000])
  })
})

describe('paced events', () => {
  const push = (time: number | string) => pushOf(`{"created_at":${time}}`)

  async function* batches(...lists: readonly (number | string)[][]) {
    for (const list of lists) yield list.map(push)
  }

  /** Plays events, and returns for each batch when it came, and its events. */
  async function play(lists: (number | string)[][], speed: number, end = 100_000) {
    const clock = new ManualClock()
    const stop = new AbortController()
    const waits: (number | undefined)[] = []
    const came: [number, number][] = []
    let over = false
    const playing = (async () => {
      const deps = { clock, signal: stop.signal, waiting: (ms: number | undefined) => waits.push(ms) }
      for await (const batch of paced(batches(...lists), speed, deps)) came.push([clock.now(), batch.length])
      over = true
    })()
    while (!over) {
      for (let i = 0; i < 20; i++) await Promise.resolve()
      if (clock.now() >= end) stop.abort()
      clock.advance(10)
    }
    await playing
    return { came, waits, clock }
  }

  test('come when they are due, together if they are due together', async () => {
    const { came, waits } = await play([[0, 0, 1], [1, 1.5], [3]], 1)
    expect(came).toEqual([
      [0, 2],
      [1000, 1],
      [1000, 1],
      [1500, 1],
      [3000, 1],
    ])
    expect(waits).toEqual([1000, undefined, 500, undefined, 1500, undefined])
    expect((await play([[0, 0, 1], [1, 1.5], [3]], 10)).came.map(([at]) => at)).toEqual([
      0, 100, 100, 150, 300,
    ])
  })

  test('times in milliseconds count as such', async () => {
    expect((await play([[1_700_000_000, 1_700_000_001_000]], 1)).came).toEqual([
      [0, 1],
      [1000, 1],
    ])
  })

  test('end at once when aborted, and leave no timer', async () => {
    const { came, clock } = await play([[0, 50]], 1, 2000)
    expect([came, clock.waiting, clock.now() < 3000]).toEqual([[[0, 1]], 0, true])
  })

  test('wait less if those before took a while', async () => {
    const clock = new ManualClock()
    const waits: (number | undefined)[] = []
    const deps = {
      clock,
      signal: new AbortController().signal,
      waiting: (ms: number | undefined) => waits.push(ms),
    }
    const events = paced(batches([0, 1, 2]), 1, deps)
    await events.next()
    clock.advance(700)
    const next = events.next()
    await Promise.resolve()
    clock.advance(300)
    await next
    clock.advance(5000)
    await events.next()
    expect(waits).toEqual([300, undefined])
  })

  test('end with the iteration', async () => {
    let ended = false
    async function* source(): AsyncGenerator<readonly Push[], void, undefined> {
      try {
        yield [push(0)]
      } finally {
        ended = true
      }
    }
    for await (const _ of paced(source(), 1, {
      clock: new ManualClock(),
      signal: new AbortController().signal,
    }))
      break
    expect(ended).toBe(true)
  })
})
