import { describe, expect, test } from 'vitest'
import { idleTimeout } from '../src/app/idle-timeout.ts'
import { readPush } from '../src/app/reader.ts'
import { RunStats } from '../src/app/run-stats.ts'
import { runTail, type TailJob } from '../src/app/run-tail.ts'
import type { SourceBatch } from '../src/app/source.ts'
import { TurnLimit } from '../src/app/turn-limit.ts'
import { WindowWatch } from '../src/app/window-watch.ts'
import type { Event } from '../src/event/event.ts'
import { LineOutput } from '../src/output/line-output.ts'
import type { Sink } from '../src/output/sink.ts'
import { AckChannel } from '../src/session/ack-channel.ts'
import { Delivery, Batch as SessionBatch } from '../src/session/delivery.ts'
import type { Status } from '../src/session/status.ts'
import { noti1 } from '../src/wire/noti1/noti1.ts'
import { eventLine, pushOf } from './support/lines.ts'
import { ManualClock } from './support/manual-clock.ts'

/** Records what happens, in order, in one list. */
function setUp(job: Partial<TailJob> = {}) {
  const log: string[] = []
  const ackChannel = new AckChannel(noti1, lines => {
    log.push(`ack ${[...String(lines).matchAll(/"delivery_id":(\d+)/g)].map(match => match[1]).join(' ')}`)
  })
  const batch = (...ids: number[]) =>
    new SessionBatch(
      ids.map(id => new Delivery(pushOf(eventLine(id, { n: id })), ackChannel)),
      ackChannel,
    )
  let flush = async () => true
  const sink: Sink = {
    written: 0,
    put: piece => log.push(`put ${String(piece)}`),
    flush: () => {
      log.push('flush')
      return flush()
    },
    abandon: () => {},
  }
  const run = (...batches: SourceBatch[]) =>
    runTail({
      source: (async function* () {
        for (const one of batches) yield one
        log.push('next')
      })(),
      read: readPush,
      keep: () => true,
      outputs: [new LineOutput((event: Event) => String(event.members.n), sink)],
      ack: 'all',
      ...job,
    })
  return { log, ackChannel, batch, run, flushing: (how: typeof flush) => (flush = how) }
}

const even = { keep: (event: { members: { n?: unknown } }) => Number(event.members.n) % 2 === 0 }

test('a batch is written in one go, and acked in one go after that', async () => {
  const { log, batch, run } = setUp()
  expect(await run(batch(1, 2), batch(3))).toBe('no-more')
  expect(log).toEqual(['put 1', 'put 2', 'flush', 'ack 1 2', 'put 3', 'flush', 'ack 3', 'next'])
})

test('nothing is acked while the output has not taken it', async () => {
  const { log, batch, run, flushing } = setUp()
  let take = (_: boolean) => {}
  flushing(() => new Promise(resolve => (take = resolve)))
  const done = run(batch(1))
  await new Promise(resolve => setImmediate(resolve))
  expect(log).toEqual(['put 1', 'flush'])
  take(true)
  await done
  expect(log).toEqual(['put 1', 'flush', 'ack 1', 'next'])
})

test('an event that ends the run is the last one that is put and acked, and only shown events can be one', async () => {
  const asked: unknown[] = []
  const endsAt = (event: Event) => {
    asked.push(event.members.n)
    return Number(event.members.n) >= 3
  }
  const { log, batch, run } = setUp({ ...even, endsAt })
  expect(await run(batch(1, 2), batch(3, 4, 5, 6), batch(7))).toBe('match')
  expect(asked).toEqual([2, 4])
  expect(log).toEqual(['put 2', 'flush', 'ack 1 2', 'put 4', 'flush', 'ack 3 4'])
  // It decides over the number of events.
  expect(await setUp({ endsAt, count: 3 }).run(batch(1, 2, 3))).toBe('match')
  expect(await setUp({ endsAt, count: 2 }).run(batch(1, 2, 3))).toBe('count')
})

test('when the reader is gone, what was not written is not acked', async () => {
  const { log, batch, run, flushing } = setUp()
  flushing(async () => false)
  expect(await run(batch(1), batch(2))).toBe('reader-gone')
  expect(log).toEqual(['put 1', 'flush'])
})

test('when the output fails, what was not written is not acked', async () => {
  const { log, batch, run, flushing } = setUp()
  flushing(async () => {
    throw new Error('disk full')
  })
  await expect(run(batch(1))).rejects.toThrow('disk full')
  expect(log).toEqual(['put 1', 'flush'])
})

describe('ack policy', () => {
  test('all: what is filtered out is acked too', async () => {
    const { log, batch, run } = setUp(even)
    await run(batch(1, 2, 3))
    expect(log).toEqual(['put 2', 'flush', 'ack 1 2 3', 'next'])
  })

  test('matched: only what was shown', async () => {
    const { log, batch, run } = setUp({ ...even, ack: 'matched' })
    await run(batch(1, 2, 3), batch(5))
    expect(log).toEqual(['put 2', 'flush', 'ack 2', 'flush', 'next'])
  })

  test('none: nothing', async () => {
    const { log, batch, run } = setUp({ ack: 'none' })
    await run(batch(1, 2))
    expect(log).toEqual(['put 1', 'put 2', 'flush', 'next'])
  })
})

describe('count', () => {
  test('ends after n shown events and acks exactly those and what was filtered out before them', async () => {
    const { log, batch, run } = setUp({ ...even, count: 2 })
    expect(await run(batch(1, 2), batch(3, 4, 5, 6), batch(8))).toBe('count')
    expect(log).toEqual(['put 2', 'flush', 'ack 1 2', 'put 4', 'flush', 'ack 3 4'])
  })

  test.each(['all', 'matched'] as const)(
    'ends within a batch that is shown whole, and acks %s of those',
    async ack => {
      const { log, batch, run } = setUp({ count: 2, ack })
      expect(await run(batch(1, 2, 3))).toBe('count')
      expect(log).toEqual(['put 1', 'put 2', 'flush', 'ack 1 2'])
    },
  )

  test('does not wait for another batch once it is reached', async () => {
    const { log, batch, run } = setUp({ count: 2 })
    expect(await run(batch(1, 2), batch(3))).toBe('count')
    expect(log).toEqual(['put 1', 'put 2', 'flush', 'ack 1 2'])
  })
})

describe('a batch that takes long', () => {
  const ids = Array.from({ length: 40 }, (_, i) => i + 1)

  /** Each event takes `ms`; a turn that is passed is logged. */
  function setUpSlow(ms: number, job: Partial<TailJob> = {}, inTurn = () => {}) {
    const clock = new ManualClock()
    const turn = new TurnLimit(clock, async () => {
      made.log.push('turn')
      inTurn()
    })
    const keep = (event: Event) => {
      clock.advance(ms)
      return Number(event.members.n) % 10 === 0
    }
    const made = setUp({ keep, turn, ...job })
    return made
  }

  test('lets others have their turn, and is written and acked in one go all the same', async () => {
    const { log, batch, run } = setUpSlow(5)
    await run(batch(...ids))
    expect(log).toEqual([
      ...['put 10', 'turn', 'put 20', 'put 30', 'turn', 'put 40'],
      ...['flush', `ack ${ids.join(' ')}`, 'next'],
    ])
  })

  test('has a turn of its own, whatever the batch before took', async () => {
    const { log, batch, run } = setUpSlow(3)
    await run(batch(...ids.slice(0, 15)), batch(...ids.slice(15, 30)), batch(...ids.slice(30)))
    expect(log).not.toContain('turn')
  })

  test('ends where the tail was stopped meanwhile: what was read is written and acked, the rest is not', async () => {
    const stop = new AbortController()
    const { log, batch, run } = setUpSlow(5, { signal: stop.signal }, () => stop.abort())
    await run(batch(...ids))
    expect(log).toEqual(['put 10', 'turn', 'flush', `ack ${ids.slice(0, 15).join(' ')}`, 'next'])
  })

  test('acks only what was shown where only that is to be acked', async () => {
    const stop = new AbortController()
    const job = { signal: stop.signal, ack: 'matched' } as const
    const { log, batch, run } = setUpSlow(5, job, () => stop.abort())
    await run(batch(...ids))
    expect(log).toEqual(['put 10', 'turn', 'flush', 'ack 10', 'next'])
  })

  test('begins anew after a turn that it passed', async () => {
    const clock = new ManualClock()
    const made = setUp({
      turn: new TurnLimit(clock, async () => void made.log.push('turn')),
      keep: event => {
        clock.advance(Number(event.members.n) < 15 ? 10 : 1)
        return false
      },
    })
    await made.run(made.batch(...ids))
    expect(made.log.filter(line => line === 'turn')).toHaveLength(1)
  })

  test('of less than 50 ms passes no turn', async () => {
    const { log, batch, run } = setUpSlow(1)
    await run(batch(...ids))
    expect(log).not.toContain('turn')
  })
})

test('progress tells what is held un-acked, lost connections too', async () => {
  const heard: unknown[] = []
  const { ackChannel, batch, run } = setUp({ ...even, ack: 'matched', progress: done => heard.push(done) })
  await run(batch(1, 2, 3))
  ackChannel.cut()
  await run(batch(4))
  expect(heard).toEqual([
    { shown: 1, held: 2 },
    // What a lost connection brought goes back to the queue, and holds no place in any window.
    { shown: 1, held: 0 },
  ])
})

test('the run’s stats count by type what was received, shown and acked, and the lag', async () => {
  const clock = new ManualClock(1_000_000)
  const stats = new RunStats(clock)
  const { log, ackChannel } = setUp()
  const of = (id: number, type: string, lag: number) =>
    new Delivery(pushOf(eventLine(id, { event_type: type, n: id, created_at: 1000 - lag })), ackChannel)
  const deliveries = [of(1, 'a', 1), of(2, 'b', 2), of(3, 'a', 3)]
  const batch = new SessionBatch(deliveries, ackChannel)
  const { run } = setUp({ ...even, stats, ack: 'matched' })
  await run(batch)
  expect(log).toEqual(['ack 2'])
  expect([...stats.types]).toEqual([
    ['a', { received: 2, shown: 0, acked: 0 }],
    ['b', { received: 1, shown: 1, acked: 1 }],
  ])
  expect(stats.total).toEqual({ received: 3, shown: 1, acked: 1 })
  expect(stats.lags.max).toBeCloseTo(3000)
  expect(stats.lags.quantile(0.5)! / 2000).toBeCloseTo(1, 1)
})

test('types too long to be any are not kept', () => {
  const stats = new RunStats(new ManualClock())
  stats.received({ type: 'x'.repeat(1_000_000), createdAt: undefined } as never)
  expect([...stats.types.keys()]).toEqual(['(others)'])
})

test('a created_at that cannot be right is counted apart, and is no lag', () => {
  const day = 86_400
  const clock = new ManualClock()
  const now = clock.wall() / 1000
  const lagsOf = (...seconds: number[]) => {
    const stats = new RunStats(clock)
    for (const lag of seconds) stats.received({ type: 't', createdAt: now - lag } as never)
    return { wrong: stats.wrongTimes, max: stats.lags.max }
  }
  for (const wrong of [365 * day, 4 * day + 1, -301, -8 * 3600, -50 * 365 * day, now, 1e300, -1e300])
    expect(lagsOf(wrong), `${wrong}`).toEqual({ wrong: 1, max: undefined })
  // A backlog of three days, and clocks that differ, are what they are.
  for (const right of [0, 0.05, 3 * day, 4 * day - 1, -299])
    expect(lagsOf(right), `${right}`).toEqual({ wrong: 0, max: expect.closeTo(right * 1000, 0) })
  expect(lagsOf(1, 365 * day, 2)).toEqual({ wrong: 1, max: expect.closeTo(2000, 0) })
})

test('a server that makes types up does not fill the memory', () => {
  const stats = new RunStats(new ManualClock())
  const event = (type: string) => ({ type, createdAt: undefined }) as never
  for (let i = 0; i < 5000; i++) stats.received(event(`type ${i}`))
  expect(stats.types.size).toBe(501)
  expect(stats.types.get('(others)')!.received).toBe(4500)
})

test('time connected and reconnects are what the session told', () => {
  const clock = new ManualClock()
  const stats = new RunStats(clock)
  stats.onStatus({ kind: 'connected', gap: undefined })
  clock.advance(5000)
  stats.onStatus({ kind: 'lost', failure: {} as never, retryIn: 1, wasConnected: true })
  clock.advance(3000)
  stats.onStatus({ kind: 'connected', gap: 3000 })
  clock.advance(1000)
  expect([stats.connected, stats.elapsed, stats.reconnects]).toEqual([6000, 9000, 1])
})

test('the idle timeout passes only when nothing was shown for the whole time', () => {
  const clock = new ManualClock()
  let lost = 0
  const waiting = idleTimeout(clock, 1000, () => lost++)
  for (let i = 0; i < 10; i++) {
    clock.advance(900)
    waiting.shown()
  }
  expect(lost).toBe(0)
  clock.advance(999)
  expect(lost).toBe(0)
  clock.advance(1)
  expect(lost).toBe(1)
  waiting.end()
  expect(clock.waiting).toBe(0)
})

describe('the window', () => {
  const warning = (skippedEvents: number): Status => ({
    kind: 'protocol-warning',
    warning: 'malformed',
    text: '',
    skippedEvents,
  })

  test('is told to be full once a connection', () => {
    let reported = 0
    const window = new WindowWatch(5, () => reported++)
    window.add(3)
    expect(reported).toBe(0)
    window.add(2)
    window.add(2)
    expect(reported).toBe(1)
    window.onStatus({ kind: 'dialing', retry: 1 })
    window.add(4)
    expect(reported).toBe(1)
    window.add(1)
    expect(reported).toBe(2)
  })

  test('is filled by events that were skipped too, also before the answer to the login', () => {
    let reported = 0
    const window = new WindowWatch(5, () => reported++)
    window.onStatus({ kind: 'dialing', retry: 0 })
    window.onStatus(warning(2))
    window.onStatus({ kind: 'connected', gap: undefined })
    window.onStatus(warning(0))
    window.add(1)
    window.onStatus(warning(1))
    expect(reported).toBe(0)
    window.onStatus(warning(1))
    expect(reported).toBe(1)
  })
})
