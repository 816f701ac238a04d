import { describe, expect, test } from 'vitest'
import { Event } from '../src/event/event.ts'
import { PausableClock } from '../src/replay/pausable-clock.ts'
import { Playback } from '../src/replay/playback.ts'
import { RecordedBatch } from '../src/replay/recorded-batch.ts'
import { RecordedTime } from '../src/view/view-time.ts'
import { eventLine, pushOf } from './support/lines.ts'
import { ManualClock } from './support/manual-clock.ts'

const settled = () => new Promise(resolve => setImmediate(resolve))

describe('a clock that can be paused', () => {
  test('stands still with its timers, and goes on where it was', () => {
    const real = new ManualClock()
    const clock = new PausableClock(real)
    const fired: [string, number][] = []
    real.advance(100)
    clock.after(50, () => fired.push(['before', clock.now()]))
    const cancel = clock.after(60, () => fired.push(['cancelled', 0]))
    real.advance(20)
    clock.pause()
    clock.pause()
    clock.after(10, () => fired.push(['meanwhile', clock.now()]))
    cancel()
    real.advance(1000)
    expect([clock.now(), fired, real.waiting]).toEqual([120, [], 0])
    clock.resume()
    clock.resume()
    real.advance(30)
    expect([clock.now(), fired]).toEqual([
      150,
      [
        ['meanwhile', 130],
        ['before', 150],
      ],
    ])
    expect(real.waiting).toBe(0)
    expect(clock.wall()).toBe(real.wall())
  })
})

describe('a playback', () => {
  function setUp() {
    const halted = new AbortController()
    const clock = new PausableClock(new ManualClock())
    let ends = 0
    const playback = new Playback(clock, halted.signal, () => ends++)
    const batch = () => new RecordedBatch([pushOf(eventLine(1))])
    async function* batches() {
      for (let i = 0; i < 3; i++) yield batch()
    }
    let played = 0
    let isOver = false
    const play = async () => {
      for await (const _ of playback.watch(batches())) {
        played++
        if (played === 1) playback.pause(true)
      }
      isOver = true
    }
    void play()
    return { halted, playback, state: () => ({ played, ends, isOver }) }
  }

  test('passes nothing on while it is paused, and stays at its end until it is over', async () => {
    const { halted, playback, state } = setUp()
    await settled()
    expect([playback.isPaused, state()]).toEqual([true, { played: 1, ends: 0, isOver: false }])
    playback.pause(false)
    await settled()
    expect([playback.hasEnded, state()]).toEqual([true, { played: 3, ends: 1, isOver: false }])
    // Pausing what has ended changes nothing.
    playback.pause(true)
    playback.pause(false)
    await settled()
    expect(state().isOver).toBe(false)
    halted.abort()
    await settled()
    expect(state().isOver).toBe(true)
  })

  test('ends at once while it is paused', async () => {
    const { halted, playback, state } = setUp()
    await settled()
    halted.abort()
    await settled()
    expect([playback.isPaused, state().isOver]).toEqual([false, true])
  })
})

describe('the time of a recording', () => {
  const at = (seconds: number | undefined) => new Event(pushOf(eventLine(1, { created_at: seconds })))

  test('is that of the last event, and goes on at the speed of the replay', () => {
    const clock = new ManualClock()
    const time = new RecordedTime(clock, 10)
    expect(time.wall()).toBe(0)
    time.saw(at(1_600_000_000.5))
    expect(time.wall()).toBe(1_600_000_000_500)
    clock.advance(250)
    expect([time.wall(), time.now()]).toEqual([1_600_000_003_000, 1_600_000_003_000])
    // Out of order, without a time, or in the future of this machine.
    for (const odd of [1_600_000_001, undefined, 4_000_000_000]) time.saw(at(odd))
    expect(time.wall()).toBe(1_600_000_003_000)
    time.end()
    clock.advance(5000)
    expect(time.wall()).toBe(1_600_000_003_000)
  })

  test('jumps from event to event if all is played as fast as possible', () => {
    const clock = new ManualClock()
    const time = new RecordedTime(clock, undefined)
    time.saw(at(1_600_000_000))
    clock.advance(1000)
    expect(time.wall()).toBe(1_600_000_000_000)
    time.saw(at(1_600_000_060))
    expect(time.wall()).toBe(1_600_000_060_000)
  })
})
