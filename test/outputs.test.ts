import { describe, expect, test } from 'vitest'
import { readPush } from '../src/app/reader.ts'
import { runTail, type TailJob } from '../src/app/run-tail.ts'
import type { SourceBatch } from '../src/app/source.ts'
import { Event } from '../src/event/event.ts'
import { allOutputs } from '../src/output/all-outputs.ts'
import { LineOutput } from '../src/output/line-output.ts'
import type { Output } from '../src/output/output.ts'
import { OutputCounter } from '../src/output/output-counter.ts'
import { eventLine, pushOf } from './support/lines.ts'
import { MemorySink } from './support/memory-sink.ts'

/** Logs what it is asked to do as `name.put 1`. A flush settles as `flushing` says. */
class FakeOutput implements Output<Event> {
  readonly counts = new OutputCounter('fake')
  flushing: () => Promise<boolean> = async () => true
  closing: () => Promise<void> = async () => {}
  private readonly name: string
  private readonly log: string[]

  constructor(name: string, log: string[]) {
    this.name = name
    this.log = log
  }

  put(event: Event): void {
    this.log.push(`${this.name}.put ${event.members.n}`)
  }

  async flush(): Promise<boolean> {
    this.log.push(`${this.name}.flush`)
    const taken = await this.flushing()
    this.log.push(`${this.name}.flushed ${taken}`)
    return taken
  }

  abandon(): void {
    this.log.push(`${this.name}.abandon`)
  }

  async close(): Promise<void> {
    this.log.push(`${this.name}.close`)
    await this.closing()
  }
}

function setUp(job: Partial<TailJob> = {}) {
  const log: string[] = []
  const [one, two] = [new FakeOutput('one', log), new FakeOutput('two', log)]
  /** A batch that is acked into the log. */
  const batch = (...ids: number[]): SourceBatch => ({
    deliveries: ids.map(id => ({ push: pushOf(eventLine(id, { n: id })), acked: false })),
    ackable: true,
    ack: (deliveries = []) => {
      if (deliveries.length > 0) log.push(`ack ${deliveries.map(({ push }) => push.deliveryId).join(' ')}`)
      return deliveries.length
    },
  })
  const run = (...batches: SourceBatch[]) =>
    runTail({
      source: (async function* () {
        yield* batches
      })(),
      read: readPush,
      keep: () => true,
      outputs: [one, two],
      ack: 'all',
      ...job,
    })
  return { log, one, two, batch, run }
}

/** What `log` has by the time that nothing can go on by itself. */
async function settled(log: string[]): Promise<string[]> {
  await new Promise(resolve => setImmediate(resolve))
  return [...log]
}

const both = (what: string) => [`one.${what}`, `two.${what}`]
const written = [...both('flush'), ...both('flushed true')]
const closed = both('close')

describe('several outputs', () => {
  test('a batch is acked once all of them have it', async () => {
    const { log, batch, run, two } = setUp()
    let have = (_: boolean) => {}
    two.flushing = () => new Promise(resolve => (have = resolve))
    const running = run(batch(1, 2))
    const before = [...both('put 1'), ...both('put 2'), ...both('flush'), 'one.flushed true']
    expect(await settled(log)).toEqual(before)
    have(true)
    await running
    expect(log).toEqual([...before, 'two.flushed true', 'ack 1 2', ...closed])
  })

  test.each(['one', 'two'] as const)('nothing is acked when output %s fails', async name => {
    const made = setUp()
    made[name].flushing = async () => {
      throw new Error('disk full')
    }
    await expect(made.run(made.batch(1), made.batch(2))).rejects.toThrow('disk full')
    expect(made.log.filter(line => /ack|put 2/.test(line))).toEqual([])
    expect(made.log.slice(-2)).toEqual(closed)
  })

  test('a failure is not kept waiting by another output that is blocked', async () => {
    const { log, batch, run, one, two } = setUp()
    one.flushing = () => new Promise(() => {})
    two.flushing = async () => {
      throw new Error('disk full')
    }
    await expect(run(batch(1))).rejects.toThrow('disk full')
    expect(log.filter(line => line.startsWith('ack'))).toEqual([])
  })

  test('when both fail, the first failure is thrown, and the other is no unhandled rejection', async () => {
    const { batch, run, one, two } = setUp()
    let fail = () => {}
    one.flushing = async () => {
      throw new Error('first')
    }
    two.flushing = () => new Promise((_, reject) => (fail = () => reject(new Error('second'))))
    await expect(run(batch(1))).rejects.toThrow('first')
    // Vitest fails a test on an unhandled rejection.
    fail()
    await settled([])
  })

  test('the run ends un-acked when nobody reads one of them any more', async () => {
    const { log, batch, run, two } = setUp()
    two.flushing = async () => false
    expect(await run(batch(1), batch(2))).toBe('reader-gone')
    expect(log).toEqual([
      ...both('put 1'),
      ...both('flush'),
      'one.flushed true',
      'two.flushed false',
      ...closed,
    ])
  })

  test('a slow one holds the acks of the other, whose writes stay in order', async () => {
    const { log, batch, run, two } = setUp()
    const waiting: (() => void)[] = []
    two.flushing = () => new Promise(resolve => waiting.push(() => resolve(true)))
    const running = run(batch(1), batch(2), batch(3))
    for (const id of [1, 2, 3]) {
      await settled(log)
      // The fast one has written this batch, and was given nothing of the next.
      expect(log.filter(line => /^one|^ack/.test(line)).slice(-3)).toEqual([
        `one.put ${id}`,
        'one.flush',
        'one.flushed true',
      ])
      waiting.shift()!()
    }
    await running
    expect(log.filter(line => line.startsWith('ack'))).toEqual(['ack 1', 'ack 2', 'ack 3'])
  })

  test('nobody reads one of them any more: the run ends, though another is blocked', async () => {
    const { batch, run, one, two } = setUp()
    one.flushing = () => new Promise(() => {})
    two.flushing = async () => false
    expect(await run(batch(1), batch(2))).toBe('reader-gone')
  })

  test('all are given up together', () => {
    const { log, one, two } = setUp()
    allOutputs([one, two]).abandon()
    expect(log).toEqual(both('abandon'))
  })

  test('one alone is not wrapped', () => {
    const { one } = setUp()
    expect(allOutputs([one])).toBe(one)
  })

  test('none at all is an output that takes everything', async () => {
    const { log, batch, run } = setUp({ outputs: [] })
    expect(await run(batch(1))).toBe('no-more')
    expect(log).toEqual(['ack 1'])
  })
})

describe('recorders', () => {
  const odd = { keep: (event: Event) => Number(event.members.n) % 2 === 1 }
  /** A run that shows the odd events in `one` and records all in `two`. */
  function recording(job: Partial<TailJob> = {}) {
    const made = setUp()
    const run = (...batches: SourceBatch[]) =>
      runTail({
        source: (async function* () {
          yield* batches
        })(),
        read: readPush,
        ...odd,
        outputs: [made.one],
        recorders: [made.two],
        ack: 'all',
        ...job,
      })
    return { ...made, run }
  }
  const acks = (log: readonly string[]) => log.filter(line => line.startsWith('ack'))

  test('get every event, shown or not, before outputs do', async () => {
    const { log, batch, run } = recording()
    await run(batch(1, 2, 3))
    const puts = ['two.put 1', 'one.put 1', 'two.put 2', 'two.put 3', 'one.put 3']
    expect(log.filter(line => line.includes('put'))).toEqual(puts)
    expect(log.slice(-3)).toEqual(['ack 1 2 3', 'two.close', 'one.close'])
  })

  test('hold the ack of events that no output gets', async () => {
    const { log, batch, run, two } = recording()
    let have = (_: boolean) => {}
    two.flushing = () => new Promise(resolve => (have = resolve))
    const running = run(batch(2, 4))
    expect(acks(await settled(log))).toEqual([])
    have(true)
    await running
    expect(acks(log)).toEqual(['ack 2 4'])
  })

  test('get exactly what is acked when a count is reached', async () => {
    const { log, batch, run } = recording({ count: 2 })
    expect(await run(batch(2), batch(1, 4, 3, 6))).toBe('count')
    expect(log.filter(line => line.startsWith('two.put'))).toEqual([2, 1, 4, 3].map(n => `two.put ${n}`))
    expect(acks(log)).toEqual(['ack 2', 'ack 1 4 3'])
  })

  test.each([
    ['matched', ['ack 1 3']],
    ['none', []],
  ] as const)('get what is not acked under --ack %s too', async (ack, acked) => {
    const { log, batch, run } = recording({ ack })
    await run(batch(1, 2, 3))
    expect(log.filter(line => line.startsWith('two.put'))).toHaveLength(3)
    expect(acks(log)).toEqual(acked)
  })

  test('that fail end the run', async () => {
    const { log, batch, run, two } = recording()
    two.flushing = async () => {
      throw new Error('no such disk')
    }
    await expect(run(batch(2))).rejects.toThrow('no such disk')
    expect(acks(log)).toEqual([])
  })
})

test('an output counts the events that it has, and those that wait', async () => {
  const sink = new MemorySink()
  const output = new LineOutput((text: string) => `${text}\n`, sink)
  output.put('a')
  output.put('é')
  expect(output.counts).toMatchObject({ name: 'stdout', events: 0, bytes: 0, batches: 0, waiting: 2 })
  await output.flush()
  await output.flush()
  expect(output.counts).toMatchObject({ events: 2, bytes: 5, batches: 1, failures: 0, waiting: 0 })
  sink.flush = async () => false
  output.put('b')
  await output.flush()
  expect(output.counts).toMatchObject({ events: 2, batches: 1, waiting: 1 })
})

describe('close is called once', () => {
  const failing = (message: string) => async () => {
    throw new Error(message)
  }

  test.each<[string, (made: ReturnType<typeof setUp>) => Promise<unknown>, job?: Partial<TailJob>]>([
    ['the source ends', made => made.run(made.batch(1))],
    ['the source has nothing', made => made.run()],
    ['enough was shown', made => made.run(made.batch(1, 2), made.batch(3)), { count: 1 }],
    ['nothing is to be shown', made => made.run(made.batch(1)), { count: 0 }],
    [
      'nobody reads',
      made => {
        made.one.flushing = async () => false
        return made.run(made.batch(1))
      },
    ],
    [
      'an output fails',
      made => {
        made.two.flushing = failing('disk full')
        return made.run(made.batch(1))
      },
    ],
    [
      'the source fails',
      made => made.run(made.batch(1)),
      {
        // biome-ignore lint/correctness/useYield: it fails before its first batch
        source: (async function* () {
          throw new Error('login refused')
        })(),
      },
    ],
    [
      'an event cannot be read',
      made => made.run(made.batch(1)),
      {
        read: () => {
          throw new Error('a bug')
        },
      },
    ],
  ])('when %s', async (_, end, job = {}) => {
    const made = setUp(job)
    await end(made).catch(() => {})
    expect(made.log.filter(line => line.endsWith('close'))).toEqual(closed)
    expect(made.log.slice(-2)).toEqual(closed)
  })

  test('a failure to close is thrown, after the others were closed', async () => {
    const { log, batch, run, one, two } = setUp()
    one.closing = failing('no room for the end')
    let closeTwo = () => {}
    two.closing = () => new Promise(resolve => (closeTwo = resolve))
    const running = run(batch(1)).catch(error => log.push(error.message))
    const before = [...both('put 1'), ...written, 'ack 1', ...closed]
    expect(await settled(log)).toEqual(before)
    closeTwo()
    await running
    expect(log).toEqual([...before, 'no room for the end'])
  })

  test('why the run failed is thrown rather than that closing failed', async () => {
    const { log, batch, run, one, two } = setUp()
    one.closing = failing('cannot close')
    two.flushing = failing('disk full')
    await expect(run(batch(1))).rejects.toThrow('disk full')
    expect(log.slice(-2)).toEqual(closed)
  })
})

test('a source that is no session: a recording, which has nothing to ack', async () => {
  const lines = [
    eventLine(1, { n: 1 }),
    '{"event_type":"device_online","did":"d1","n":2}',
    eventLine(3, { n: 3 }),
  ]
  const recording = async function* (): AsyncGenerator<SourceBatch> {
    for (const line of lines)
      yield { deliveries: [{ push: pushOf(line), acked: false }], ackable: false, ack: () => 0 }
  }
  const sink = new MemorySink()
  const progress: unknown[] = []
  const end = await runTail({
    source: recording(),
    read: readPush,
    keep: event => event.members.n !== 1,
    outputs: [new LineOutput((event: Event) => `${event.type} ${event.members.n}\n`, sink)],
    ack: 'all',
    progress: done => progress.push(done),
  })
  expect([end, sink.text]).toEqual(['no-more', 'device_online 2\ndevice_status_kv 3\n'])
  // Nothing of it waits at any server.
  expect(progress).toEqual([0, 1, 1].map(shown => ({ shown, held: 0 })))
})

test('what the reader makes of a delivery is what the filter and the outputs see', async () => {
  const made = setUp({
    read: ({ push }) => new Event(pushOf(eventLine(push.deliveryId!, { n: Number(push.deliveryId) * 10 }))),
    keep: event => event.members.n !== 20,
  })
  await made.run(made.batch(1, 2, 3))
  expect(made.log.filter(line => line.startsWith('one.put'))).toEqual(['one.put 10', 'one.put 30'])
  expect(made.log.filter(line => line.startsWith('ack'))).toEqual(['ack 1 2 3'])
})

describe('a header', () => {
  const setUpLines = () => {
    const sink = new MemorySink()
    const format = Object.assign((event: Event) => `${event.members.n}\n`, { header: 'n\n' })
    return { sink, output: new LineOutput<Event>(format, sink) }
  }
  const eventOf = (n: number) => new Event(pushOf(eventLine(n, { n })))

  test('comes before the first event, once', async () => {
    const { sink, output } = setUpLines()
    for (const n of [1, 2]) {
      output.put(eventOf(n))
      await output.flush()
    }
    await output.close()
    expect(sink.text).toBe('n\n1\n2\n')
  })

  test('is written at the end if there was no event', async () => {
    const { sink, output } = setUpLines()
    expect(sink.text).toBe('')
    await output.close()
    expect(sink.text).toBe('n\n')
  })

  test('does not wait for a flush that is under way', async () => {
    const { sink, output } = setUpLines()
    sink.hold = new Promise(() => {})
    void output.flush()
    await output.close()
    expect(sink.text).toBe('')
  })
})
