import { getEventListeners } from 'node:events'
import { describe, expect, test } from 'vitest'
import { backoff } from '../src/base/backoff.ts'
import { type ExecConfig, ExecOutput, type ExecStatus } from '../src/output/exec-output.ts'
import { FakeChild, settled } from './support/fake-shell.ts'
import { ManualClock } from './support/manual-clock.ts'

/** An output whose commands are ended by hand. An event is the text of its line. */
function setUp(config: Partial<ExecConfig> = {}) {
  const clock = new ManualClock()
  const children: FakeChild[] = []
  const statuses: ExecStatus[] = []
  const printed: string[] = []
  const stop = new AbortController()
  const made = { reads: true, random: 1, error: undefined as Error | undefined }
  const output = new ExecOutput<string>(
    { command: 'store', timeout: 60_000, gather: { events: 3, time: 1000 }, ...config },
    event => `${event}\n`,
    {
      start(command) {
        expect(command).toBe('store')
        if (made.error) throw made.error
        children.push(new FakeChild(made.reads))
        return children.at(-1)!
      },
      clock,
      random: () => made.random,
      print: lines => printed.push(...lines),
      onStatus: status => statuses.push(status),
      stopping: stop.signal,
    },
  )
  /** Puts events and flushes; `taken` is what the flush settles with. */
  const flush = async (...events: string[]) => {
    for (const event of events) output.put(event)
    const result: { taken?: boolean; error?: Error } = {}
    output.flush().then(
      taken => {
        result.taken = taken
      },
      error => {
        result.error = error
      },
    )
    await settled()
    return result
  }
  const advance = async (ms: number) => {
    clock.advance(ms)
    await settled()
  }
  return { output, clock, children, statuses, printed, stop, made, flush, advance }
}

test('a batch goes to one run of the command, and is taken once that exits with 0', async () => {
  const { output, children, flush, clock } = setUp()
  const result = await flush('a', 'b')
  expect(children.map(({ input, inputEnded }) => [input, inputEnded])).toEqual([['a\nb\n', true]])
  expect(result).toEqual({})
  expect(output.counts).toMatchObject({ events: 0, waiting: 2 })
  await children[0]!.exit(0)
  expect(result).toEqual({ taken: true })
  expect(children[0]!.killed).toEqual([])
  expect({ ...output.counts }).toEqual({
    ...{ name: 'exec', events: 2, bytes: 4, batches: 1, failures: 0, waiting: 0 },
  })
  expect(clock.waiting).toBe(0)
})

test('nothing to pass is no run', async () => {
  const { children, flush } = setUp()
  expect(await flush()).toEqual({ taken: true })
  expect(children).toEqual([])
})

test('more events than a run may have are passed to several, one after the other', async () => {
  const { output, children, flush } = setUp()
  const result = await flush('a', 'b', 'c', 'd', 'e', 'f', 'g')
  expect(children.map(({ input }) => input)).toEqual(['a\nb\nc\n'])
  await children[0]!.exit(0)
  expect(children.map(({ input }) => input)).toEqual(['a\nb\nc\n', 'd\ne\nf\n'])
  expect(result).toEqual({})
  await children[1]!.exit(0)
  await children[2]!.exit(0)
  expect(children.map(({ input }) => input)).toEqual(['a\nb\nc\n', 'd\ne\nf\n', 'g\n'])
  expect(result).toEqual({ taken: true })
  expect(output.counts).toMatchObject({ events: 7, batches: 3, waiting: 0 })
  const next = await flush('h')
  await children[3]!.exit(0)
  expect([children[3]!.input, next.taken]).toEqual(['h\n', true])
})

describe('a command that fails', () => {
  test('gets the same batch again after a backoff, for ever, and nothing else before it is taken', async () => {
    const { output, children, statuses, stop, flush, advance } = setUp()
    const result = await flush('a', 'b')
    const delays = [500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000]
    for (const [i, delay] of delays.entries()) {
      children[i]!.stderr.write('no such table\n')
      await settled()
      children[i]!.stderr.write(' \n')
      await children[i]!.exit(3)
      expect(statuses.at(-1)).toEqual({
        kind: 'failed',
        failure: 'failed with exit code 3',
        lastLine: 'no such table',
        events: 2,
        retryIn: delay,
      })
      await advance(delay - 1)
      expect(children).toHaveLength(i + 1)
      await advance(1)
      expect(children).toHaveLength(i + 2)
      expect(children[i + 1]!.input).toBe('a\nb\n')
    }
    expect(delays.at(-1)).toBe(backoff.longest)
    expect(getEventListeners(stop.signal, 'abort')).toHaveLength(1)
    expect(result).toEqual({})
    await children.at(-1)!.exit(0)
    expect(result).toEqual({ taken: true })
    expect(statuses.at(-1)).toEqual({ kind: 'recovered', failures: 8 })
    expect(output.counts).toMatchObject({ events: 2, batches: 1, failures: 8, waiting: 0 })
  })

  test('is ended with all that it has started, so that the next run is alone', async () => {
    const { children, flush } = setUp()
    await flush('a')
    expect(children[0]!.killed).toEqual([])
    await children[0]!.exit(1)
    expect(children[0]!.killed).toContain('SIGKILL')
  })

  test.each([
    ['by a signal', (child: FakeChild) => child.exit(null, 'SIGSEGV'), 'was killed by SIGSEGV'],
    [
      'since it cannot be started',
      (child: FakeChild) => child.fail(new Error('spawn EAGAIN')),
      'could not be started: spawn EAGAIN',
    ],
    [
      'by exiting with 0 while input is unread, as the system tells',
      (child: FakeChild) => {
        child.stdin.destroy(new Error('ECONNRESET'))
        return child.exit(0)
      },
      'exited with 0 without reading all events (to ignore some on purpose, end the command with && cat > /dev/null)',
    ],
  ])('%s', async (_, end, failure) => {
    const { children, statuses, flush, advance, clock } = setUp()
    const result = await flush('a')
    await end(children[0]!)
    // The time that streams may stay open.
    await advance(500)
    expect(statuses).toMatchObject([{ failure }])
    expect(result).toEqual({})
    expect(clock.waiting).toBe(1)
  })

  test('by exiting with 0 before the system took all of its input', async () => {
    const { children, statuses, made, flush } = setUp()
    made.reads = false
    await flush('a')
    children[0]!.stdin.destroy()
    await children[0]!.exit(0)
    expect(statuses).toMatchObject([{ failure: expect.stringContaining('without reading all events') }])
  })

  test('since there is no room for its streams', async () => {
    const { children, statuses, made, flush, advance } = setUp()
    made.error = new Error('too many open files')
    const result = await flush('a')
    expect(statuses).toMatchObject([{ failure: 'could not be started: too many open files', lastLine: '' }])
    made.error = undefined
    await advance(500)
    await children[0]!.exit(0)
    expect(result).toEqual({ taken: true })
  })
})

test('a run that takes too long is ended by SIGTERM, then by SIGKILL, and has failed', async () => {
  const { children, statuses, flush, advance } = setUp({ timeout: 5000 })
  await flush('a')
  await advance(4999)
  expect(children[0]!.killed).toEqual([])
  await advance(1)
  expect(children[0]!.killed).toEqual(['SIGTERM'])
  await advance(1999)
  expect(children[0]!.killed).toEqual(['SIGTERM'])
  await advance(1)
  expect(children[0]!.killed).toEqual(['SIGTERM', 'SIGKILL'])
  expect(statuses).toEqual([])
  await children[0]!.exit(null, 'SIGKILL')
  expect(statuses).toMatchObject([{ failure: 'took longer than 5s (--exec-timeout)' }])
})

test('a run that exits with 0 only because it was ended has failed', async () => {
  const { children, statuses, flush, advance } = setUp({ timeout: 5000 })
  await flush('a')
  await advance(5000)
  await children[0]!.exit(0)
  expect(statuses).toMatchObject([{ failure: 'took longer than 5s (--exec-timeout)' }])
})

test('what a command has left running holds up the stream for half a second at most', async () => {
  const { children, flush, advance } = setUp()
  const result = await flush('a')
  await children[0]!.exitAlone(0)
  await advance(499)
  expect(result).toEqual({})
  await advance(1)
  expect(result).toEqual({ taken: true })
  expect(children[0]!.stdout.destroyed && children[0]!.stderr.destroyed).toBe(true)
})

test('what a command prints is passed on line by line, however it is chunked, and bounded', async () => {
  const { children, printed, statuses, flush } = setUp()
  await flush('a')
  const [child] = children
  const chinese = Buffer.from('温度\r\n')
  child!.stdout.write('one\ntw')
  child!.stdout.write(chinese.subarray(0, 2))
  child!.stdout.write(chinese.subarray(2))
  for (let i = 0; i < 100; i++) child!.stderr.write('x'.repeat(1000))
  child!.stderr.write('\n\nlast, without a newline')
  await child!.exit(1)
  expect(printed).toEqual(['one', 'tw温度', `${'x'.repeat(4096)}…`, '', 'last, without a newline'])
  expect(statuses).toMatchObject([{ lastLine: 'last, without a newline' }])
})

describe('when the run is to end', () => {
  test('a batch that waits for its next attempt gets a last one at once', async () => {
    const { children, stop, flush, clock } = setUp()
    const result = await flush('a')
    await children[0]!.exit(1)
    stop.abort()
    await settled()
    expect(children).toHaveLength(2)
    await children[1]!.exit(0)
    expect(result).toEqual({ taken: true })
    expect(clock.waiting).toBe(0)
  })

  test('a batch whose last attempt fails is given back', async () => {
    const { output, children, stop, flush } = setUp()
    const result = await flush('a', 'b')
    stop.abort()
    await settled()
    expect(children[0]!.killed).toEqual([])
    children[0]!.stderr.write('connection \u001b[31mrefused\n')
    await children[0]!.exit(2)
    expect(result.error).toMatchObject({
      code: 'output',
      message: 'the command of --exec failed with exit code 2: connection \\u001b[31mrefused',
      hint: 'Events that it has not taken stay in the queue: 2.',
    })
    expect(children).toHaveLength(1)
    expect(output.counts).toMatchObject({ failures: 1, waiting: 2 })
  })

  test('an abandoned batch is not waited for, but its command is, until it is killed', async () => {
    const { output, children, flush, advance, clock } = setUp()
    const result = await flush('a', 'b', 'c', 'd')
    output.abandon()
    await settled()
    expect(result).toEqual({ taken: false })
    expect(children.map(({ killed }) => killed)).toEqual([['SIGTERM']])
    let closed = false
    output.close().then(() => {
      closed = true
    })
    await advance(2000)
    expect(children[0]!.killed).toEqual(['SIGTERM', 'SIGKILL'])
    expect(closed).toBe(false)
    await children[0]!.exit(null, 'SIGKILL')
    expect(closed).toBe(true)
    expect(clock.waiting).toBe(0)
    expect((await flush('e')).taken).toBe(false)
    expect(children).toHaveLength(1)
  })

  test('a command that cannot be killed is left behind after some seconds', async () => {
    const { output, flush, advance } = setUp()
    await flush('a')
    let closed = false
    output.close().then(() => {
      closed = true
    })
    await advance(4999)
    expect(closed).toBe(false)
    await advance(1)
    expect(closed).toBe(true)
  })

  test('an abandoned batch that waits for its next attempt gets none', async () => {
    const { output, children, flush, advance } = setUp()
    const result = await flush('a')
    await children[0]!.exit(1)
    output.abandon()
    await settled()
    expect(result).toEqual({ taken: false })
    await advance(60_000)
    expect(children).toHaveLength(1)
    await output.close()
  })

  test('the command is killed if the process exits', async () => {
    const { output, children, flush } = setUp()
    output.kill()
    await flush('a')
    await children[0]!.exit(0)
    output.kill()
    await flush('b')
    output.kill()
    expect(children.map(({ killed }) => killed)).toEqual([[], ['SIGKILL']])
  })
})
