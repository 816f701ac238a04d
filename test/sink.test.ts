import { appendFileSync, closeSync, openSync, readFileSync, truncateSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import { describe, expect, test, vi } from 'vitest'
import { FileSink } from '../src/output/file-sink.ts'
import { FileWriter } from '../src/output/file-writer.ts'
import { neverBlock } from '../src/output/never-block.ts'
import { checkStdout, stdoutSink } from '../src/output/stdout-sink.ts'
import { StreamSink } from '../src/output/stream-sink.ts'
import { WriteBuffer } from '../src/output/write-buffer.ts'
import { tempFolder } from './support/temp-folder.ts'

interface Write {
  /** Bytes that the disk takes of it; all where absent. */
  readonly takes?: number
  readonly fails?: string
  /** Called once it is done, before the sink learns of it. */
  readonly after?: () => void
}

/** What becomes of the next writes to files, one after another. */
const disk = vi.hoisted(() => ({ writes: [] as Write[], truncates: true }))
vi.mock('node:fs', async importOriginal => {
  const fs = await importOriginal<typeof import('node:fs')>()
  const { promisify } = await import('node:util')
  const write = promisify(fs.write)
  const next = async (fd: number, bytes: Buffer, offset: number, length: number, position: null) => {
    const { takes = length, fails, after } = disk.writes.shift() ?? {}
    const done = await write(fd, bytes, offset, fails ? 0 : Math.min(length, takes), position)
    after?.()
    if (fails) throw Object.assign(new Error(fails), { code: fails })
    return done
  }
  const ftruncateSync = (fd: number, size: number) => {
    if (!disk.truncates) throw new Error('ENOSPC')
    fs.ftruncateSync(fd, size)
  }
  return { ...fs, ftruncateSync, write: Object.assign(() => {}, { [promisify.custom]: next }) }
})

const folder = tempFolder()

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

describe('write buffer', () => {
  const block = Buffer.from('one\ntwo\nthree\n')

  test('ranges that lie one behind the other are one, and nothing is copied', () => {
    const buffer = new WriteBuffer()
    buffer.put({ bytes: block, start: 0, end: 3 })
    buffer.put({ bytes: block, start: 4, end: 7 })
    const one = buffer.take()!
    expect(one.toString()).toBe('one\ntwo\n')
    expect(one.buffer).toBe(block.buffer)
    expect(buffer.take()).toBeUndefined()
  })

  test('use the same room again, grown where it was too small, and not kept where it grew huge', () => {
    const buffer = new WriteBuffer()
    const roomFor = (text: string) => {
      buffer.put(text)
      buffer.put({ bytes: block, start: 0, end: 3 })
      const all = buffer.take()!
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
    const buffer = new WriteBuffer()
    const other = Buffer.from('zero\n')
    buffer.put('text 1\n')
    buffer.put('text 2\n')
    buffer.put({ bytes: block, start: 4, end: 7 })
    buffer.put({ bytes: block, start: 0, end: 3 })
    buffer.put({ bytes: other, start: 0, end: 4 })
    buffer.put('é\n')
    expect(String(buffer.take())).toBe('text 1\ntext 2\ntwo\none\nzero\né\n')
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
      message: expect.stringContaining('the disk is full (ENOSPC)'),
      hint: expect.stringContaining('stay in the queue'),
    })
    closeSync(fd)
  })
})

describe('a file that others append to', () => {
  const path = join(folder, 'shared')
  const linux = process.platform === 'linux'
  let sink: FileSink

  /** A sink that appends to a file with this text in it. */
  function appendTo(text: string): void {
    writeFileSync(path, text)
    sink = new FileSink(openSync(path, 'a'))
    disk.writes = []
  }
  function put(...lines: string[]): Promise<boolean> {
    for (const line of lines) sink.put(`${line}\n`)
    return sink.flush()
  }
  const text = () => readFileSync(path, 'utf8')

  test.runIf(linux).each([
    ['half a line', 'half a line\na\nb\n'],
    ['one\nhalf', 'one\nhalf\na\nb\n'],
    ['one\n', 'one\na\nb\n'],
    ['\n', '\na\nb\n'],
    ['', 'a\nb\n'],
  ])('begins on a new line after %j', async (before, after) => {
    appendTo(before)
    await put('a')
    await put('b')
    expect(text()).toBe(after)
  })

  test.runIf(linux)('begins on a new line whenever somebody has left half a line', async () => {
    appendTo('')
    await put('a')
    appendFileSync(path, 'whole\n')
    await put('b')
    appendFileSync(path, 'half')
    await put('c', 'd')
    await put('e')
    expect(text()).toBe('a\nwhole\nb\nhalf\nc\nd\ne\n')
  })

  test('goes on at its new end where it was made shorter', async () => {
    appendTo('a\n')
    await put('b')
    truncateSync(path, 0)
    await put('c')
    expect(text()).toBe('c\n')
  })

  test('gets a batch that it takes in pieces', async () => {
    appendTo('half')
    disk.writes = [{ takes: 1 }, { takes: 5 }, { takes: 1 }]
    expect(await put('one', 'two')).toBe(true)
    expect(text()).toBe(linux ? 'half\none\ntwo\n' : 'halfone\ntwo\n')
  })

  test.runIf(linux).each([
    ['in its second line', 6, 'one\ntw', 'two\nthree\n'],
    ['in its first line', 2, 'on', 'one\ntwo\nthree\n'],
    ['between two lines', 4, 'one\n', 'two\nthree\n'],
  ])('gets the lines of a batch whole that others interrupted %s', async (_, takes, begun, rest) => {
    appendTo('')
    disk.writes = [{ takes, after: () => appendFileSync(path, 'other\nhalf') }]
    expect(await put('one', 'two', 'three')).toBe(true)
    expect(text()).toBe(`${begun}other\nhalf\n${rest}`)
  })

  test.runIf(linux)('is left as it was where a batch fails, the newline before it too', async () => {
    appendTo('half')
    disk.writes = [{}, { takes: 5 }, { fails: 'ENOSPC' }]
    await put('a')
    await expect(put('one', 'two')).rejects.toMatchObject({ code: 'output' })
    expect(text()).toBe('half\na\n')
    appendFileSync(path, 'more')
    disk.writes = [{ takes: 2 }, { fails: 'ENOSPC' }]
    await expect(put('one')).rejects.toMatchObject({ code: 'output' })
    expect(text()).toBe('half\na\nmore')
  })

  test('keeps what others wrote in between where a batch fails', async () => {
    appendTo('')
    disk.writes = [{ takes: 2, after: () => appendFileSync(path, 'other\n') }, { fails: 'ENOSPC' }]
    await expect(put('one')).rejects.toMatchObject({ code: 'output' })
    expect(text()).toBe('onother\n')
    disk.writes = [{ takes: 2 }, { fails: 'ENOSPC', after: () => appendFileSync(path, 'more\n') }]
    await expect(put('two')).rejects.toMatchObject({ code: 'output' })
    expect(text()).toBe('onother\ntwmore\n')
  })
})

describe('a batch that is written again after it failed', () => {
  const path = join(folder, 'again')
  const batch = Buffer.from('one\ntwo\n')
  const text = () => readFileSync(path, 'utf8')

  /** A file of which a batch was to be written, and only its first five bytes were. */
  async function failed(): Promise<FileWriter> {
    writeFileSync(path, 'zero\n')
    const writer = new FileWriter(openSync(path, 'a'))
    disk.writes = [{ takes: 5 }, { fails: 'ENOSPC' }]
    await expect(writer.write(batch)).rejects.toMatchObject({ code: 'ENOSPC' })
    return writer
  }

  test('is there once, whether or not its beginning could be removed', async () => {
    const removed = await failed()
    expect(text()).toBe('zero\n')
    await removed.write(batch)
    expect(text()).toBe('zero\none\ntwo\n')

    disk.truncates = false
    const left = await failed()
    expect(text()).toBe('zero\none\nt')
    disk.writes = [{ takes: 1 }, { fails: 'ENOSPC' }]
    await expect(left.write(batch)).rejects.toMatchObject({ code: 'ENOSPC' })
    await left.write(batch)
    disk.truncates = true
    expect(text()).toBe('zero\none\ntwo\n')
    await left.write(Buffer.from('three\n'))
    expect(text()).toBe('zero\none\ntwo\nthree\n')
  })

  test('is not taken for another batch', async () => {
    disk.truncates = false
    const writer = await failed()
    await writer.write(Buffer.from('three\n'))
    disk.truncates = true
    expect(text()).toBe('zero\none\ntthree\n')
  })
})

describe('stdout', () => {
  const linux = process.platform === 'linux'
  /** What Node gives where it does not know the kind of stdout. */
  const dummy = () => new Writable({ write: (_, __, done) => done() })
  const at = (file: string, flags: string) => ({
    stream: new Slow(),
    fd: openSync(file, flags),
    platform: process.platform,
  })

  test.runIf(linux).each([
    ['/dev/null', 'r+', 'stdout is closed'],
    ['/dev/null', 'r', 'EBADF'],
    ['/dev/full', 'w', 'ENOSPC'],
    ['/', 'r', 'EBADF'],
  ])('%s opened as %s cannot take events, and says so', (file, flags, says) => {
    expect(() => checkStdout(at(file, flags))).toThrow(says)
  })

  test.runIf(linux).each([
    ['/dev/null', 'w'],
    ['/dev/zero', 'r+'],
    [join(folder, 'new'), 'w+'],
    [join(folder, 'new'), 'a'],
  ])('%s opened as %s can take events, and is not touched', (file, flags) => {
    checkStdout(at(file, flags))
    if (file !== '/dev/zero') expect(readFileSync(file, 'utf8')).toBe('')
  })

  test.runIf(linux)(
    'is written to by descriptor where it is a file, or of a kind that Node throws away',
    async () => {
      const server = createServer().listen(join(folder, 'socket'))
      const { fd } = (server as unknown as { _handle: { fd: number } })._handle
      const { platform } = process
      expect(stdoutSink(at(join(folder, 'new'), 'w'))).toBeInstanceOf(FileSink)
      expect(stdoutSink({ stream: new Slow(), fd, platform })).toBeInstanceOf(StreamSink)
      expect(stdoutSink({ stream: dummy(), fd, platform })).toBeInstanceOf(FileSink)
      await new Promise(resolve => server.close(resolve))
    },
  )

  test('on Windows is never asked what it is, and is closed where Node has put a dummy in its place', () => {
    const none = { fd: -1, platform: 'win32' } as const
    expect(stdoutSink({ stream: new Slow(), ...none })).toBeInstanceOf(StreamSink)
    checkStdout({ stream: new Slow(), ...none })
    expect(() => checkStdout({ stream: dummy(), ...none })).toThrow('stdout is closed')
  })

  test('that is a pipe on Windows gets back the writes that do not block', async () => {
    const pipe = () => {
      const blocking: boolean[] = []
      const stream = new Slow()
      Object.assign(stream, {
        _handle: { setBlocking: (on: boolean) => blocking.push(on) },
        _write: () => expect.unreachable(),
        _writev: null,
      } as object)
      return {
        stream,
        blocking,
        own: () => ['_write', '_writev'].filter(name => Object.hasOwn(stream, name)),
      }
    }
    const windows = pipe()
    neverBlock(windows.stream, 'win32')
    expect([windows.blocking, windows.own()]).toEqual([[false], []])
    const sink = new StreamSink(windows.stream)
    sink.put('a\n')
    const flushed = sink.flush()
    windows.stream.take()
    expect([await flushed, windows.stream.taken]).toEqual([true, 'a\n'])

    const elsewhere = pipe()
    neverBlock(elsewhere.stream, 'linux')
    expect([elsewhere.blocking, elsewhere.own()]).toEqual([[], ['_write', '_writev']])
    neverBlock(Object.assign(elsewhere.stream, { isTTY: true }), 'linux')
    expect(elsewhere.blocking).toEqual([false])

    // Without a handle that can be told, nothing else is touched.
    const unknown = pipe()
    Object.assign(unknown.stream, { _handle: {} } as object)
    neverBlock(unknown.stream, 'win32')
    expect(unknown.own()).toEqual(['_write', '_writev'])
  })
})
