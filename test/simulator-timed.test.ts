import { describe, expect, test } from 'vitest'
import { cutLine } from '../src/simulator/event-line.ts'
import type { Exchange } from '../src/simulator/exchange.ts'
import { Feed } from '../src/simulator/feed.ts'
import { Random } from '../src/simulator/random.ts'
import { TimedLines, type TimedLinesOptions } from '../src/simulator/timed-lines.ts'
import { ManualClock } from './support/manual-clock.ts'
import { TestBroker } from './support/test-broker.ts'

const line = (id: number, createdAt: number | string) =>
  Buffer.from(`{"cmd":"enterprise_event_push","delivery_id":${id},"created_at":${createdAt},"n":${id}}`)

function timedLines(
  lines: readonly Buffer[],
  options: Partial<TimedLinesOptions>,
  clock = new ManualClock(),
) {
  const cut = (line: Buffer) => cutLine(line, 'enterprise_event_push')
  return new TimedLines(lines, cut, { speed: undefined, retime: false, loop: false, ...options }, clock)
}

/** The next events, as they are served but for the id of one that is new. */
function take(source: TimedLines, count: number): (string | undefined)[] {
  return Array.from({ length: count }, () => {
    const event = source.next()
    return event && `${event.head}${event.ownId ?? 'new'}${event.tail}`
  })
}

const times = (lines: readonly (string | undefined)[]) =>
  lines.map(line => line && /"created_at":([^,]*)/.exec(line)![1])

describe('timed lines', () => {
  test('come as they are, once', () => {
    const lines = [line(1, '1499843747.7940'), line(2, 'null')]
    expect(take(timedLines(lines, {}), 3)).toEqual([...lines.map(String), undefined])
  })

  test('retimed, have the time at which they are drawn, in the unit that they had', () => {
    const clock = new ManualClock(1_700_000_000_123)
    const source = timedLines(
      [line(1, 5), line(2, 1_499_843_747_000), line(3, '"x"')],
      { retime: true },
      clock,
    )
    expect(times(take(source, 1))).toEqual(['1700000000.123'])
    clock.advance(1000)
    expect(times(take(source, 2))).toEqual(['1700000001123', '"x"'])
  })

  test('looped, come again with later times and new ids', () => {
    const source = timedLines([line(1, 100), line(2, 110), line(3, 120)], { loop: true })
    const lines = take(source, 7)
    expect(times(lines)).toEqual(['100', '110', '120', '130.000', '140.000', '150.000', '160.000'])
    expect(lines.map(line => /"delivery_id":(\w+)/.exec(line!)![1])).toEqual([
      '1',
      '2',
      '3',
      'new',
      'new',
      'new',
      'new',
    ])
  })

  test('looped, move even if there is one, or none has a time', () => {
    expect(times(take(timedLines([line(1, 100)], { loop: true }), 3))).toEqual(['100', '101.000', '102.000'])
    expect(times(take(timedLines([line(1, 'null')], { loop: true }), 2))).toEqual(['null', 'null'])
    expect(take(timedLines([], { loop: true }), 1)).toEqual([undefined])
  })

  test('are due by their times, over the rounds', () => {
    const source = timedLines([line(1, 100), line(2, 110)], { loop: true, speed: 10 })
    const due = Array.from({ length: 4 }, () => {
      const at = source.due(0)
      source.next()
      return at
    })
    expect(due).toEqual([0, 1000, 2000, 3000])
    const once = timedLines([line(1, 100)], { speed: 1 })
    expect([once.due(0), take(once, 1).length, once.due(0)]).toEqual([0, 1, Number.POSITIVE_INFINITY])
  })
})

test('a feed leaves out no timed event where there is no room for it', () => {
  const clock = new ManualClock()
  const published: number[] = []
  const exchange = { hasRoom: false, publish: () => published.push(clock.now()), distribute: () => {} }
  const source = timedLines([line(1, 100), line(2, 101)], { speed: 1 }, clock)
  const options = { rate: 5, count: Number.POSITIVE_INFINITY, clock, random: new Random(1) }
  const feed = new Feed(source, exchange as unknown as Exchange, options)
  feed.start()
  clock.advance(5000)
  exchange.hasRoom = true
  clock.advance(5000)
  expect([published.length, published[0]! >= 5000, clock.waiting]).toEqual([2, true, 0])
})

describe('a broker', () => {
  test('pushes recorded events when they are due, from the first login on', async () => {
    const events = [line(1, 100), line(2, 101), line(3, 104)]
    const timed = { speed: 1, retime: false, loop: false }
    const served = await TestBroker.start({ rate: 5, events, timed })
    const { broker, clock } = served
    clock.advance(60_000)
    const client = await served.dial()
    client.send('{"cmd":"enterprise_login_req","data":{"enterprise_id":"i","enterprise_secret":"s"}}\n')
    await client.take(1)
    const pushedAfter = (ms: number) => {
      clock.advance(ms)
      return broker.stats().pushes
    }
    expect([0, 999, 1, 2999, 1, 10_000].map(pushedAfter)).toEqual([1, 1, 2, 2, 3, 3])
    expect(await client.take(3)).toEqual(events.map(String))
  })
})
