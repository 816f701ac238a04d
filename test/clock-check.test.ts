import { describe, expect, test } from 'vitest'
import { ClockCheck, type ClockFault } from '../src/devices/clock-check.ts'
import { Event } from '../src/event/event.ts'
import { eventLine, pushOf } from './support/lines.ts'
import { ManualClock } from './support/manual-clock.ts'

/** Reads events that arrive a second apart, each `lag` seconds after it was created. */
function checker() {
  const clock = new ManualClock()
  const reported: ClockFault[] = []
  const check = new ClockCheck(clock.wall.bind(clock), fault => reported.push(fault))
  return {
    reported,
    check,
    read(did: unknown, ...lags: number[]) {
      for (const lag of lags) {
        clock.advance(1000)
        const created_at = lag === Number.POSITIVE_INFINITY ? clock.wall() : clock.wall() / 1000 - lag
        check.read(new Event(pushOf(eventLine(1, { did, created_at }))))
      }
    },
  }
}

const times = <T>(count: number, ...values: T[]): T[] => Array.from({ length: count }, () => values).flat()

describe('the clock of this machine', () => {
  test('is behind if nearly all events are from the future, by the least of that', () => {
    const { read, check, reported } = checker()
    read('d1', ...times(10, -60, -63))
    read('d1', 5000)
    const faults = [{ did: undefined, is: 'behind', by: 60_000 }]
    expect(check.faults).toEqual(faults)
    expect(reported).toEqual(faults)
  })

  test('is ahead if nearly all events are late by the same time', () => {
    const { read, check, reported } = checker()
    read('d1', ...times(35, 3600, 3601))
    expect(check.faults).toEqual([{ did: undefined, is: 'ahead', by: 3_600_000 }])
    expect(reported).toHaveLength(1)
  })

  test('is right while a queue drains, and of a burst nothing is known', () => {
    const { read, check, reported } = checker()
    read('d1', ...Array.from({ length: 100 }, (_, i) => 400 - i))
    read('d2', ...times(30, 200))
    expect(check.faults).toEqual([])
    expect(reported).toEqual([])
  })

  test('is right by lags of 5 s in either direction', () => {
    const { read, check } = checker()
    read('d1', ...times(100, -4.9, 59))
    expect(check.faults).toEqual([])
  })
})

describe('the clock of a device', () => {
  test('is ahead, or a time zone behind, where those of others are right', () => {
    const { read, check, reported } = checker()
    read('good', ...times(300, 0.1))
    read('ahead', ...times(6, -100))
    read('zone', ...times(70, 28_800))
    read('busy', ...Array.from({ length: 70 }, (_, i) => 900 - 10 * i))
    const faults = [
      { did: 'ahead', is: 'ahead', by: 100_000 },
      { did: 'zone', is: 'behind', by: 28_800_000 },
    ]
    expect(check.faults.map(({ by, ...fault }) => ({ ...fault, by: Math.round(by) }))).toEqual(faults)
    expect(reported.map(({ did }) => did)).toEqual(['ahead', 'zone'])
  })

  test('is not judged by a single event, nor where all are wrong', () => {
    const { read, check } = checker()
    read('good', ...times(300, 0.1))
    read('once', -1e6)
    read('once', 1e6)
    expect(check.faults).toEqual([])
    const other = checker()
    other.read('d1', ...times(30, -100))
    other.read('d2', ...times(30, -100))
    expect(other.check.faults.map(({ did }) => did)).toEqual([undefined])
  })

  test('may give milliseconds, which says nothing about its lag', () => {
    const { read, check, reported } = checker()
    read('ms', ...times(30, Number.POSITIVE_INFINITY))
    const faults = [{ did: 'ms', is: 'in milliseconds', by: 0 }]
    expect(check.faults).toEqual(faults)
    expect(reported).toEqual(faults)
  })
})

test('memory and reports are bounded, whatever dids there are', () => {
  const { read, check, reported } = checker()
  read('good', ...times(300, 0.1))
  for (let i = 0; i < 1100; i++) read(`d${i}`, Number.POSITIVE_INFINITY)
  for (const did of [5, null, 'x'.repeat(201)]) read(did, Number.POSITIVE_INFINITY, -100)
  expect(check.faults).toHaveLength(1000)
  expect(reported).toHaveLength(20)
})
