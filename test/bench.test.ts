import { type AddressInfo, connect, createServer, type Server } from 'node:net'
import { PassThrough, Writable } from 'node:stream'
import { text } from 'node:stream/consumers'
import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import { AckCounter } from '../scripts/bench/ack-counter.ts'
import { delayProxy } from '../scripts/bench/delay-proxy.ts'
import { Load } from '../scripts/bench/load.ts'
import { pacedPush } from '../scripts/bench/paced-push.ts'
import { type Results, type Row, resultsOf } from '../scripts/bench/results.ts'
import { spreadOf } from '../scripts/bench/spread.ts'
import { markdownTable, textTable } from '../scripts/bench/tables.ts'
import { windowPush } from '../scripts/bench/window-push.ts'

test('acks are counted wherever they are cut into chunks', () => {
  const lines = fc.array(fc.constantFrom('ack 1\n', 'ack 22\n', 'ack 333\n', 'ack 4444\n'))
  fc.assert(
    fc.property(lines, fc.array(fc.nat(200)), (acks, places) => {
      const bytes = Buffer.from(acks.join(''))
      const cuts = [0, ...places.map(place => place % (bytes.length + 1)).sort((a, b) => a - b), bytes.length]
      const chunks = cuts.slice(1).map((to, i) => bytes.subarray(cuts[i], to))
      const counter = new AckCounter()
      for (const chunk of chunks)
        expect(counter.count(chunk)).toBe(chunk.filter(byte => byte === 0x0a).length)
    }),
  )
})

const load = new Load(['a\n', 'bb\n', 'ccc\n'].map(line => Buffer.from(line)))

test('a load is cut at lines, and starts again at its end', () => {
  expect(load.slice(0, 2).toString()).toBe('a\nbb\n')
  expect(load.slice(1, 3).toString()).toBe('bb\nccc\n')
  expect([0, 1, 2, 3, 4, 7].map(events => load.bytesOf(events))).toEqual([0, 2, 5, 9, 11, 20])
})

describe('the times of events that are pushed again and again', () => {
  const event = (data: number) => `{"created_at":1700000000.12345,"data":${data}}\n`
  const without = '{"created_at":1700000000.123,"data":2}\n'
  const timed = new Load([event(1), without, event(3)].map(line => Buffer.from(line)))
  const times = (events: string) => [...events.matchAll(/"created_at":([\d.]+)/g)].map(([, time]) => time!)

  test('follow each other; a line without such a time stays as it is', () => {
    const { bytes, count } = timed.newEvents(0, 3, 1_800_000_000)
    expect(count).toBe(3)
    expect(String(bytes)).toBe(
      `{"created_at":1800000000.00001,"data":1}\n${without}{"created_at":1800000000.00003,"data":3}\n`,
    )
    // What was returned before stays as it is.
    expect(times(String(timed.newEvents(3, 3, 1_800_000_000).bytes))[0]).toBe('1800000000.00004')
    expect(times(String(bytes))[0]).toBe('1800000000.00001')
  })

  test('are those of no other event, and none ends with a zero', () => {
    const all: string[] = []
    const start = 1_800_000_000
    // No number of lines ends with the second.
    const seven = new Load(Array.from({ length: 7 }, (_, i) => Buffer.from(event(i))))
    for (let first = 89_900; first < 90_100; ) {
      const { bytes, count } = seven.newEvents(first, 50, start)
      all.push(...times(String(bytes)))
      first += count
    }
    expect(all.length).toBeGreaterThan(100)
    expect(new Set(all).size).toBe(all.length)
    expect(all.toSorted()).toEqual(all)
    expect(all.filter(time => time.endsWith('0'))).toEqual([])
    expect(all.filter(time => time.startsWith('1800000001.000')).length).toBeGreaterThan(50)
  })

  test('are those of the load where a client does not look at them', () => {
    const { bytes, count } = timed.events(4, 5)
    expect(count).toBe(2)
    expect(String(bytes)).toBe(without + event(3))
  })
})

describe('pushing as fast as the window allows', () => {
  /** Pushes into memory; returns what was written so far, the marks reached, and a function that acks. */
  function start(job: { events: number; marks?: number[]; window: number }) {
    const socket = new PassThrough({ highWaterMark: 1 << 20 })
    const marks: number[] = []
    const onAcks = windowPush(socket, { load, areNew: false, marks: [], ackDelays: [], ...job }, mark =>
      marks.push(mark),
    )
    const ack = async (count: number) => {
      onAcks(count)
      await new Promise(resolve => setImmediate(resolve))
    }
    let text = ''
    socket.on('data', chunk => {
      text += chunk
    })
    const written = async () => {
      await new Promise(resolve => setImmediate(resolve))
      return text
    }
    return { socket, marks, ack, written }
  }

  test('never exceeds the window, and ends with the last event', async () => {
    const { marks, ack, written } = start({ events: 5, marks: [2, 5], window: 2 })
    expect(await written()).toBe('a\nbb\n')
    await ack(1)
    expect(await written()).toBe('a\nbb\nccc\n')
    expect(marks).toEqual([])
    await ack(2)
    expect(marks).toEqual([2])
    expect(await written()).toBe('a\nbb\nccc\na\nbb\n')
    await ack(2)
    expect(marks).toEqual([2, 5])
    expect((await written()).length).toBe(load.bytesOf(5))
  })

  test('without a window it pushes all, and ends the connection', async () => {
    const { socket, written } = start({ events: 7, window: Number.POSITIVE_INFINITY })
    expect((await written()).length).toBe(load.bytesOf(7))
    expect(socket.writableEnded).toBe(true)
  })
})

test('paced events hold the time of their write, one per millisecond, within the window', () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'performance'] })
  const lines: string[] = []
  const socket = new Writable({
    write(chunk, _encoding, done) {
      lines.push(String(chunk))
      done()
    },
  })
  const marks: number[] = []
  const ackDelays: number[] = []
  const onAcks = pacedPush(
    socket,
    { load, areNew: false, events: 9, marks: [5, 9], window: 5, ackDelays },
    mark => marks.push(mark),
  )
  const before = process.hrtime.bigint()
  vi.advanceTimersByTime(3)
  expect(lines).toHaveLength(3)
  vi.advanceTimersByTime(4)
  expect(lines).toHaveLength(5)
  onAcks(5)
  expect(marks).toEqual([5])
  // Those of the first five milliseconds, seven after the start.
  expect(ackDelays).toEqual([6, 5, 4, 3, 2])
  // What is due by now is sent at once.
  vi.advanceTimersByTime(1)
  expect(lines).toHaveLength(8)
  vi.advanceTimersByTime(100)
  expect(marks).toEqual([5])
  onAcks(4)
  expect(marks).toEqual([5, 9])
  expect(lines.map(line => JSON.parse(line).delivery_id)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9])
  for (const line of lines) expect(BigInt(/@(\d+)@/.exec(line)![1]!)).toBeGreaterThanOrEqual(before)
  socket.destroy()
  vi.useRealTimers()
})

test('a delay proxy passes bytes on both ways, in order, once their time is over', async () => {
  const waiting: (() => void)[] = []
  let heard = ''
  const server = createServer(socket =>
    socket.on('data', bytes => {
      heard += bytes
      socket.end(`<${bytes}>`)
    }),
  )
  const proxy = delayProxy(await portOf(server), run => waiting.push(run))
  const client = connect(await portOf(proxy), '127.0.0.1')
  const received = text(client)
  client.write('a')
  const untilWaiting = async (count: number) => {
    while (waiting.length < count) await new Promise(resolve => setImmediate(resolve))
  }
  await untilWaiting(1)
  expect(heard).toBe('')
  waiting.shift()!()
  // The reply, and the end.
  await untilWaiting(2)
  expect(heard).toBe('a')
  expect(client.bytesRead).toBe(0)
  for (const run of waiting) run()
  expect(await received).toBe('<a>')
  client.destroy()
  await Promise.all([proxy, server].map(one => new Promise(resolve => one.close(resolve))))
})

async function portOf(server: Server): Promise<number> {
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return (server.address() as AddressInfo).port
}

test('a spread has the middle, or the mean of both middles', () => {
  expect(spreadOf([3, 1, 2])).toEqual({ median: 2, min: 1, max: 3, runs: 3 })
  expect(spreadOf([4, 1, 2, 3])).toEqual({ median: 2.5, min: 1, max: 4, runs: 4 })
})

describe('results', () => {
  const machine = {
    processor: 'p',
    cores: 2,
    memoryGB: 4,
    system: 's',
    node: 'v20',
    date: '2026-01-02',
    load: 0,
  }
  const spread = { median: 0.61234, min: 0.5, max: 0.7, runs: 3 }
  const rows: Row[] = [
    { group: 'stream', name: 'ratio', unit: '×', ...spread, target: { min: 0.6 } },
    {
      group: 'stream',
      name: 'rate',
      unit: 'events/s',
      ...spread,
      median: 1234567,
      cpu: 0.5,
      brokerCpu: 0.25,
    },
    { group: 'memory', name: 'peak', unit: 'MB', ...spread, max: 120, target: { max: 110, judged: 'max' } },
  ]
  const run = {
    machine,
    options: { rounds: 3, events: 1, groups: 'stream' },
    noisy: 0.25,
    rows,
    notes: ['a', 'b'],
  }
  const results: Results = resultsOf(run)

  test('have a row per name, with numbers rounded after all else, and targets judged', () => {
    expect(JSON.stringify(results.rows.ratio)).toBe(
      '{"group":"stream","unit":"×","target":{"min":0.6},"median":0.6123,"min":0.5,"max":0.7,"runs":3,"met":true}',
    )
    expect(results.rows.rate).toEqual({
      group: 'stream',
      unit: 'events/s',
      ...spread,
      median: 1235000,
      cpu: 0.5,
      brokerCpu: 0.25,
    })
    expect(results.rows.peak!.met).toBe(false)
    expect(results).toMatchObject({ machine, noisy: 0.25, notes: 'a; b' })
  })

  test('are shown as text and as Markdown', () => {
    expect(textTable(results)).toMatch(/^ratio +0\.61× +0\.50× – 0\.70× +≥ 0\.60× met +$/m)
    expect(textTable(results)).toMatch(/^rate .* 50 % \/ 25 %$/m)
    expect(markdownTable(results)).toContain('| peak | 1 MB | 1 MB – 120 MB | ≤ 110 MB, missed |')
    expect(markdownTable(results)).toContain('Taken while others used 25 % of the machine.\na; b.')
  })
})
