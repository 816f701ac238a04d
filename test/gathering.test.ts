import { describe, expect, test } from 'vitest'
import { gatheringFor } from '../src/app/gathering.ts'
import { readPush } from '../src/app/reader.ts'
import { runTail, type TailJob } from '../src/app/run-tail.ts'
import type { SourceBatch } from '../src/app/source.ts'
import type { Event } from '../src/event/event.ts'
import type { Output } from '../src/output/output.ts'
import { OutputCounter } from '../src/output/output-counter.ts'
import { eventLine, pushOf } from './support/lines.ts'
import { ManualClock } from './support/manual-clock.ts'

const limits = { events: 4, time: 1000 }

/** A source that yields what it is given, and ends or fails on request. */
class ManualSource {
  private readonly given: SourceBatch[] = []
  private over: Error | true | undefined
  private changed = () => {}
  private readonly onReturn: () => void

  constructor(onReturn: () => void) {
    this.onReturn = onReturn
  }

  give(batch: SourceBatch): void {
    this.given.push(batch)
    this.changed()
  }

  end(how: Error | true = true): void {
    this.over = how
    this.changed()
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<SourceBatch, void, undefined> {
    try {
      for (;;) {
        const batch = this.given.shift()
        if (batch) yield batch
        else if (this.over instanceof Error) throw this.over
        else if (this.over) return
        else
          await new Promise<void>(resolve => {
            this.changed = resolve
          })
      }
    } finally {
      this.onReturn()
    }
  }
}

/** A run with stdout and an output that gathers. All of it happens in one log. */
function setUp(
  where: 'outputs' | 'recorders',
  job: Partial<TailJob> = {},
  prefetch = 100,
  gather: Output<Event>['gather'] = limits,
) {
  const log: string[] = []
  const clock = new ManualClock()
  let returned = false
  const source = new ManualSource(() => {
    returned = true
  })
  const stop = new AbortController()
  const fake = (name: string, gather?: Output<Event>['gather']) => {
    let waiting: unknown[] = []
    const output = {
      counts: new OutputCounter(name),
      gather,
      flushing: async () => true,
      put: (event: Event) => void waiting.push(event.members.n),
      flush: async () => {
        if (waiting.length > 0) log.push(`${name} ${waiting.join(' ')}`)
        waiting = []
        return output.flushing()
      },
      abandon: () => {},
      close: async () => {},
    }
    return output
  }
  const [stdout, gatherer] = [fake('stdout'), fake('gatherer', gather)]
  const outputs = where === 'outputs' ? [stdout, gatherer] : [stdout]
  const recorders = where === 'recorders' ? [gatherer] : []
  const running = runTail({
    source,
    read: readPush,
    keep: () => true,
    outputs,
    recorders,
    gathering: gatheringFor([...outputs, ...recorders], prefetch, clock, stop.signal),
    ack: 'all',
    progress: ({ shown, held }) => log.push(`progress ${shown} ${held}`),
    ...job,
  })
  running.catch(() => {})
  const give = (...ids: number[]) => {
    const batch = ids.map(id => ({ push: pushOf(eventLine(id, { n: id })), acked: false }))
    source.give({
      deliveries: batch,
      ackable: true,
      ack: (deliveries = []) => {
        const sent = batch.filter(delivery => deliveries.includes(delivery) && !delivery.acked)
        for (const delivery of sent) delivery.acked = true
        if (sent.length > 0)
          log.push(`${returned ? 'late ' : ''}ack ${sent.map(({ push }) => push.deliveryId).join(' ')}`)
        return sent.length
      },
    })
  }
  /** What has happened since the last call, once nothing can go on by itself. */
  const happened = async () => {
    for (let i = 0; i < 5; i++) await new Promise(resolve => setImmediate(resolve))
    return log.splice(0)
  }
  return { clock, source, stop, give, happened, running, gatherer, stdout, returned: () => returned }
}

const even = { keep: (event: Event) => Number(event.members.n) % 2 === 0 }

describe('an output that gathers', () => {
  test('is flushed at its number of events; until then stdout goes on, and nothing is acked', async () => {
    const { give, happened } = setUp('outputs')
    give(1)
    expect(await happened()).toEqual(['stdout 1', 'progress 1 0'])
    give(2, 3)
    expect(await happened()).toEqual(['stdout 2 3', 'progress 2 0'])
    give(4, 5)
    expect(await happened()).toEqual([
      'stdout 4 5',
      'gatherer 1 2 3 4 5',
      'ack 1',
      'ack 2 3',
      'ack 4 5',
      'progress 2 0',
    ])
    give(6)
    expect(await happened()).toEqual(['stdout 6', 'progress 1 0'])
  })

  test('is flushed when its time is over since the first event, though nothing more comes', async () => {
    const { clock, give, happened, source, running } = setUp('recorders')
    give(1)
    await happened()
    clock.advance(600)
    give(2)
    await happened()
    clock.advance(399)
    expect(await happened()).toEqual([])
    clock.advance(1)
    expect(await happened()).toEqual(['gatherer 1 2', 'ack 1', 'ack 2', 'progress 0 0'])
    expect(clock.waiting).toBe(0)
    // What comes after is a new batch, with a new time.
    give(3)
    await happened()
    clock.advance(1000)
    expect(await happened()).toEqual(['gatherer 3', 'ack 3', 'progress 0 0'])
    source.end()
    expect(await running).toBe('no-more')
    expect(await happened()).toEqual([])
  })

  test('is flushed at the end of the source, and when enough was shown', async () => {
    const ended = setUp('recorders')
    ended.give(1)
    await ended.happened()
    ended.source.end()
    expect(await ended.running).toBe('no-more')
    expect(await ended.happened()).toEqual(['gatherer 1', 'late ack 1', 'progress 0 0'])

    const counted = setUp('recorders', { count: 2 })
    counted.give(1, 2, 3)
    expect(await counted.running).toBe('count')
    expect(await counted.happened()).toEqual([
      'stdout 1 2',
      'progress 2 0',
      'gatherer 1 2',
      'ack 1 2',
      'progress 0 0',
    ])
  })

  test('is flushed when the run is to end, before the source is', async () => {
    const { give, happened, stop, returned, running } = setUp('recorders')
    give(1)
    await happened()
    stop.abort()
    expect(await happened()).toEqual(['gatherer 1', 'ack 1', 'progress 0 0'])
    expect(returned()).toBe(false)
    expect(await running).toBe('no-more')
  })

  test('lets a run end that has gathered nothing, while it waits or writes', async () => {
    const waiting = setUp('recorders')
    await waiting.happened()
    waiting.stop.abort()
    expect(await waiting.running).toBe('no-more')
    expect(await waiting.happened()).toEqual([])

    const writing = setUp('recorders')
    let written = () => {}
    writing.stdout.flushing = () => new Promise(resolve => (written = () => resolve(true)))
    writing.give(1)
    writing.give(2)
    expect(await writing.happened()).toEqual(['stdout 1'])
    writing.stop.abort()
    writing.stdout.flushing = async () => true
    written()
    expect(await writing.running).toBe('no-more')
    // The second batch was not taken any more.
    expect(await writing.happened()).toEqual(['progress 1 0', 'gatherer 1', 'ack 1', 'progress 0 0'])
    expect(writing.returned()).toBe(true)
  })

  test('holds the acks of hidden events only if it gets them', async () => {
    const shown = setUp('outputs', even)
    shown.give(1, 2, 3)
    expect(await shown.happened()).toEqual(['stdout 2', 'ack 1 3', 'progress 1 0'])
    shown.give(5, 7, 9, 11)
    expect(await shown.happened()).toEqual(['ack 5 7 9 11', 'progress 0 0'])
    shown.source.end()
    await shown.running
    expect(await shown.happened()).toEqual(['gatherer 2', 'late ack 2', 'progress 0 0'])

    const all = setUp('recorders', even)
    all.give(1, 2, 3)
    expect(await all.happened()).toEqual(['stdout 2', 'progress 1 0'])
    all.give(5)
    expect(await all.happened()).toEqual(['gatherer 1 2 3 5', 'ack 1 2 3', 'ack 5', 'progress 0 0'])
  })

  test('keeps hidden events un-acked if the policy says so', async () => {
    const { give, happened, source, running } = setUp('outputs', { ...even, ack: 'matched' })
    give(1, 2)
    give(3)
    expect(await happened()).toEqual(['stdout 2', 'progress 1 0', 'progress 0 1'])
    source.end()
    await running
    expect(await happened()).toEqual(['gatherer 2', 'late ack 2', 'progress 0 1'])
  })

  test('that fails, when its time is over, ends the run though the source has nothing', async () => {
    const { clock, give, happened, running, gatherer, source, returned } = setUp('recorders')
    gatherer.flushing = async () => {
      throw new Error('disk gone')
    }
    give(1)
    await happened()
    clock.advance(1000)
    await expect(running).rejects.toThrow('disk gone')
    source.end()
    await happened()
    expect(returned()).toBe(true)
  })

  test('does not hide that the source fails', async () => {
    const { give, happened, running, source, clock } = setUp('recorders')
    give(1)
    await happened()
    source.end(new Error('refused'))
    await expect(running).rejects.toThrow('refused')
    expect(clock.waiting).toBe(0)
  })

  test('is flushed before a batch that would be too much for it', async () => {
    const { give, happened } = setUp('outputs', {}, 100, { ...limits, most: 4 })
    give(1, 2, 3)
    await happened()
    give(4, 5)
    expect(await happened()).toEqual([
      ...['gatherer 1 2 3', 'ack 1 2 3', 'progress 0 0'],
      ...['stdout 4 5', 'progress 2 0'],
    ])
    give(6, 7)
    expect(await happened()).toEqual(['stdout 6 7', 'gatherer 4 5 6 7', 'ack 4 5', 'ack 6 7', 'progress 2 0'])
    // This one is too much by itself: waiting would not help.
    give(8)
    give(9, 10, 11, 12, 13)
    expect(await happened()).toContain('gatherer 8 9 10 11 12 13')
  })

  test('that is full ends the run if nobody reads it any more', async () => {
    const { give, happened, gatherer, running } = setUp('outputs', {}, 100, { ...limits, most: 4 })
    gatherer.flushing = async () => false
    give(1, 2, 3)
    give(4, 5)
    expect(await running).toBe('reader-gone')
    expect((await happened()).filter(line => /ack|4/.test(line))).toEqual([])
  })

  test('is flushed at half of the prefetch, since the server sends no more than that un-acked', async () => {
    const { give, happened } = setUp('recorders', {}, 3)
    give(1)
    expect(await happened()).toEqual(['stdout 1', 'progress 1 0'])
    give(2)
    expect(await happened()).toContain('gatherer 1 2')
  })

  test('is flushed when what it holds takes much memory', async () => {
    const { source, happened } = setUp('recorders')
    const long = pushOf(eventLine(1, { n: 1, note: 'x'.repeat(5_000_000) }))
    source.give({ deliveries: [{ push: long, acked: false }], ackable: true, ack: () => 1 })
    expect(await happened()).toEqual(['gatherer 1', 'stdout 1', 'progress 1 0'])
  })
})

test('outputs that gather wait for the largest of their limits; where none gathers, nothing waits', () => {
  const clock = new ManualClock()
  expect(gatheringFor([{}, {}], 50, clock)).toBeUndefined()
  const gathering = gatheringFor(
    [{ gather: { events: 2, time: 2000 } }, {}, { gather: { events: 3, time: 1000 } }],
    100,
    clock,
  )!
  const delivery = { push: pushOf(eventLine(1)), acked: false }
  gathering.add(2, [delivery, delivery])
  expect(gathering.due).toBe(false)
  clock.advance(1999)
  expect(gathering.due).toBe(false)
  clock.advance(1)
  expect(gathering.due).toBe(true)
  gathering.flushed()
  expect(gathering.due).toBe(false)
  gathering.add(3, [delivery, delivery, delivery])
  expect(gathering.due).toBe(true)
})
