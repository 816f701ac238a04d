import { describe, expect, test } from 'vitest'
import { Event } from '../src/event/event.ts'
import { compileFilters } from '../src/filter/filter.ts'
import { eventLine, pushOf } from './support/lines.ts'

function status(data: Record<string, unknown>, members: Record<string, unknown> = {}): Event {
  return new Event(pushOf(eventLine(1, { did: 'Kp7rMv5n', data, ...members })))
}

/** The notices that filters give while events come in, each with the number of the event that caused it. */
async function noticesOf(
  filters: string | readonly string[],
  events: readonly Event[],
  flag = '--filter',
): Promise<string[]> {
  const reported: string[] = []
  let at = 0
  const expressions = [filters].flat()
  const keep = await compileFilters(
    expressions,
    expressions.map(() => flag),
    text => reported.push(`${at} ${text}`),
  )
  for (const event of events) {
    at++
    keep(event)
  }
  return reported
}

const fifty = (data: Record<string, unknown>) => Array<Event>(60).fill(status(data))

describe('a key that none of the first 50 events has', () => {
  const data = { Mode: '强劲', Room_Temp: 21, on: true }

  test.each([
    ['Mode=强劲', 'no event has Mode; data.Mode is there'],
    ['mode=强劲', 'no event has mode; data.Mode is there'],
    ['Mode', 'no event has Mode; data.Mode is there'],
    ['Mode!=强劲', 'no event has Mode; data.Mode is there'],
    ['Room_Temp＞30', 'no event has Room_Temp; data.Room_Temp is there'],
    ['data.RoomTemp>30', 'no event has data.RoomTemp; data.Room_Temp is there'],
    ['data.data.on=1', 'no event has data.data.on; data.on is there'],
    ['data.did=x', 'no event has data.did; did is there'],
    ['event.on=1', 'no event has event.on; data.on is there'],
    ['data.Room_Tmep>30', 'no event has data.Room_Tmep; data.Room_Temp is there'],
    ['evnet_type=x', 'no event has evnet_type; event_type is there'],
    ['attr_name=x', 'none of the first 50 events has attr_name; did you mean data.attr_name?'],
    ['data.Humidity>3', 'none of the first 50 events has data.Humidity'],
    ['a\u001bb=1', 'none of the first 50 events has a\\\\u001bb'],
  ])('%s', async (expression, text) => {
    expect(await noticesOf(expression, fifty(data))).toEqual([`50 --filter: ${text}`])
  })

  test.each([
    ['the key is there', 'data.Mode=x'],
    ['it is asked not to be there', '!Mode'],
    ['it is documented, and only rare', 'data.attr_name=x'],
    ['the value is one that no event has yet', 'data.Room_Temp=35'],
    ['it is an item of a list', 'data.on'],
  ])('nothing is reported where %s', async (_, expression) => {
    expect(await noticesOf(expression, fifty(data))).toEqual([])
  })

  test('nothing is reported before, nor where one event has it, nor a second time', async () => {
    expect(await noticesOf('Mode=x', fifty(data).slice(0, 49))).toEqual([])
    const [event] = fifty(data)
    const one = status(data, { Mode: 1 })
    expect(await noticesOf('Mode=x', [...Array(49).fill(event), one, ...Array(200).fill(event)])).toEqual([])
    expect(await noticesOf('Mode=x', Array(300).fill(event))).toHaveLength(1)
  })

  test('events that another filter drops are looked at all the same', async () => {
    expect(await noticesOf(['did=nobody', 'Mode=x'], fifty(data))).toEqual([
      '50 --filter: no event has Mode; data.Mode is there',
    ])
  })

  test('after that no event is parsed for it', async () => {
    const keep = await compileFilters(['did=nobody', 'Mode=x'], [], () => {})
    for (const event of fifty(data)) keep(event)
    const later = status(data)
    Object.defineProperty(later, 'members', { get: () => expect.fail('it is parsed') })
    expect(keep(later)).toBe(false)
  })
})

describe('a value that events write in another way', () => {
  test.each([
    ['data.on=1', { on: true }, 'no event has data.on=1; data.on=true is there'],
    ['data.on=True', { on: true }, 'no event has data.on=True; data.on=true is there'],
    ['data.on=off', { on: 0 }, 'no event has data.on=off; data.on=0 is there'],
    [
      'data.Mode=wind-Free',
      { Mode: 'Wind Free' },
      'no event has data.Mode=wind-Free; data.Mode=Wind Free is there',
    ],
    ['did=KP7RMV5N', {}, 'no event has did=KP7RMV5N; did=Kp7rMv5n is there'],
  ])('%s', async (expression, data, text) => {
    expect(await noticesOf(expression, fifty(data))).toEqual([`50 --filter: ${text}`])
  })

  test('nothing is reported where one event has it as asked', async () => {
    expect(await noticesOf('data.on=1', [...fifty({ on: true }).slice(0, 49), status({ on: 1 })])).toEqual([])
    expect(await noticesOf('data.on=1,true', fifty({ on: true }))).toEqual([])
    expect(await noticesOf('data.on=1,tr*', fifty({ on: true }))).toEqual([])
    expect(await noticesOf('data.on!=1', fifty({ on: true }))).toEqual([])
  })
})

describe('a type that the document does not have', () => {
  test.each([
    [
      'event_type=attr_alrt',
      ['0 --event: attr_alrt is not a type of message proxy 1.0; did you mean attr_alert?'],
    ],
    [
      'event_type!=x,attr_fault',
      [
        expect.stringMatching(
          /^0 --event: x is not a type of message proxy 1\.0; the known types are device_online, /,
        ),
      ],
    ],
    ['event_type=attr_alert，offline,attr_*', []],
    ['event_type=""', []],
    ['data.event_type=x', []],
    ['event_type=~x', []],
  ])('%s', async (expression, reported) => {
    expect(await noticesOf(expression, [], '--event')).toEqual(reported)
  })
})
