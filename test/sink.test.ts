import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import { afterAll, describe, expect, test } from 'vitest'
import { FileSink } from '../src/sink/file-sink.ts'
import { Pieces } from '../src/sink/pieces.ts'
import { StreamSink } from '../src/sink/stream-sink.ts'

const folder = mkdtempSync(join(tmpdir(), 'gizwits-tail-test-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** A stream that takes each write only when the test says so. */
class Slow extends Writable {
  taken = ''
  private waiting: (() => void)[] = []

  constructor() {
    super({ highWaterMark: 1 })
  }

  override _write(chunk: Buffer, _: string, done: (error?: Error | null) => void): void {
    this.waiting.push(() => {
      this.taken += chunk
      done()
    })
  }

  /** Takes one write. */
  take(): void {
    this.waiting.shift()?.()
  }

  /** All writes fail from here on. */
  fail(code: string): void {
    this.destroy(Object.assign(new Error(`write ${code}`), { code }))
  }
}

describe('pieces', () => {
  const block = Buffer.from('one\ntwo\nthree\n')

  test('spans that lie one behind the other are one, and nothing is copied', () => {
    const pieces = new Pieces()
    pieces.put({ bytes: block, start: 0, end: 3 })
    pieces.put({ bytes: block, start: 4, end: 7 })
    const one = pieces.take()!
    expect(one.toString()).toBe('one\ntwo\n')
    expect(one.buffer).toBe(block.buffer)
    expect(pieces.take()).toBeUndefined()
  })

  test('use the same room again, grown where it was too small, and not kept where it grew huge', () => {
    const pieces = new Pieces()
    const roomFor = (text: string) => {
      pieces.put(text)
      pieces.put({ bytes: block, start: 0, end: 3 })
      const all = pieces.take()!
      expect(String(all)).toBe(`${text}one\n`)
      return all.buffer
    }
    const first = roomFor('a\n')
    expect(roomFor('é\n')).toBe(first)
    const grown = roomFor(`${'中'.repeat(100_000)}\n`)
    expect(grown).not.toBe(first)
    expect(roomFor('b\n')).toBe(grown)
    roomFor(`${'x'.repeat(1_000_000)}\n`)
    expect(roomFor('c\n').byteLength).toBe(64 * 1024)
  })

  test('keep their order whatever comes between', () => {
    const pieces = new Pieces()
    const other = Buffer.from('zero\n')
    pieces.put('text 1\n')
    pieces.put('text 2\n')
    pieces.put({ bytes: block, start: 4, end: 7 })
    pieces.put({ bytes: block, start: 0, end: 3 })
    pieces.put({ bytes: other, start: 0, end: 4 })
    pieces.put('é\n')
    expect(String(pieces.take())).toBe('text 1\ntext 2\ntwo\none\nzero\né\n')
  })
})

describe('a stream', () => {
  test('has taken a batch only when it says so of the last byte', async () => {
    const stream = new Slow()
    const sink = new StreamSink(stream)
    sink.put('a\n')
    sink.put({ bytes: Buffer.from('b\n'), start: 0, end: 1 })
    let settled: boolean | undefined
    const flushed = sink.flush().then(done => {
      settled = done
    })
    await new Promise(resolve => setImmediate(resolve))
    expect([settled, stream.taken]).toEqual([undefined, ''])
    stream.take()
    await flushed
    expect([settled, stream.taken]).toEqual([true, 'a\nb\n'])
  })

  test('with nothing to write is done', async () => {
    expect(await new StreamSink(new Slow()).flush()).toBe(true)
  })

  test.each(['EPIPE', 'ECONNRESET'])(
    'whose reader left (%s) is a quiet end, at once and ever after',
    async code => {
      const stream = new Slow()
      const sink = new StreamSink(stream)
      sink.put('a\n')
      const flushed = sink.flush()
      stream.fail(code)
      expect(await flushed).toBe(false)
      sink.put('b\n')
      expect(await sink.flush()).toBe(false)
    },
  )

  test('that fails says what and why', async () => {
    const stream = new Slow()
    const sink = new StreamSink(stream)
    sink.put('a\n')
    const flushed = sink.flush()
    stream.fail('EIO')
    await expect(flushed).rejects.toMatchObject({
      code: 'output',
      message: 'cannot write to the output: write EIO',
    })
  })

  test('that never takes it can be abandoned', async () => {
    const sink = new StreamSink(new Slow())
    sink.put('a\n')
    const flushed = sink.flush()
    sink.abandon()
    expect(await flushed).toBe(false)
    expect(await sink.flush()).toBe(false)
  })
})

describe('a file', () => {
  test('gets every byte, in order', async () => {
    const path = join(folder, 'events')
    const fd = openSync(path, 'w')
    const sink = new FileSink(fd)
    sink.put('a\n')
    sink.put({ bytes: Buffer.from('é\n'), start: 0, end: 2 })
    expect(await sink.flush()).toBe(true)
    sink.put('c\n')
    expect(await sink.flush()).toBe(true)
    expect(await sink.flush()).toBe(true)
    closeSync(fd)
    expect(readFileSync(path, 'utf8')).toBe('a\né\nc\n')
  })

  test('that cannot be written to says so', async () => {
    const path = join(folder, 'read-only')
    closeSync(openSync(path, 'w'))
    const fd = openSync(path, 'r')
    const sink = new FileSink(fd)
    sink.put('a\n')
    await expect(sink.flush()).rejects.toMatchObject({
      code: 'output',
      message: expect.stringContaining('EBADF'),
    })
    closeSync(fd)
  })

  test.runIf(process.platform === 'linux')('on a full disk says so', async () => {
    const fd = openSync('/dev/full', 'w')
    const sink = new FileSink(fd)
    sink.put('a\n')
    await expect(sink.flush()).rejects.toMatchObject({
      message: expect.stringContaining('ENOSPC'),
      hint: expect.stringContaining('full'),
    })
    closeSync(fd)
  })
})
