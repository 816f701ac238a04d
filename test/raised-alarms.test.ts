import { expect, test } from 'vitest'
import { RaisedAlarms } from '../src/devices/raised-alarms.ts'

test('an alarm was up from when it was raised to when it was cleared, however often that is delivered', () => {
  const alarms = new RaisedAlarms()
  alarms.raised('a', 1000)
  expect([alarms.cleared('a', 5000), alarms.cleared('a', 5000)]).toEqual([4000, 4000])
  alarms.raised('a', 6000)
  expect(alarms.cleared('a', 6000)).toBe(0)
})

test('an alarm that was not seen raised, or only later, was up for an unknown time', () => {
  const alarms = new RaisedAlarms()
  alarms.raised('a', 1000)
  expect([alarms.cleared('b', 2000), alarms.cleared('a', 999)]).toEqual([undefined, undefined])
})

test('an alarm that is still up when it is forgotten is counted, one that is over is not', () => {
  const alarms = new RaisedAlarms()
  for (const id of ['up', 'over', 'cleared too early']) alarms.raised(id, 1)
  alarms.cleared('over', 2)
  for (let i = 0; i < 30_000; i++) {
    alarms.cleared('cleared too early', 0)
    alarms.raised(`other ${i}`, 1)
    alarms.cleared(`other ${i}`, 2)
  }
  expect(alarms.forgotten).toBe(1)
  expect(alarms.cleared('up', 2)).toBeUndefined()
  expect(alarms.cleared('cleared too early', 2)).toBe(1)
})
