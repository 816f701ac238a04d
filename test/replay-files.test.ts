import {
  appendFileSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import * as zlib from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Failure } from '../src/base/failure.ts'
import type { Notice } from '../src/replay/notice.ts'
import { openRecording, type RecordingDeps, type RecordingOptions } from '../src/replay/recording.ts'
import { ManualClock } from './support/manual-clock.ts'
import { tempFolder } from './support/temp-folder.ts'

const folder = tempFolder()
let names = 0

/** Writes a file, and returns its path. */
function file(content: string | Buffer): string {
  const path = join(folder, `r${names++}.ndjson`)
  writeFileSync(path, content)
  return path
}

const noti1 = (n: number, createdAt: number | string = n) =>
  `{"cmd":"enterprise_event_push","delivery_id":${n},"event_type":"device_online","created_at":${createdAt},"did":"中文"}`
const snoti2 = (n: number, createdAt: number | string = n) =>
  `{"cmd":"event_push","msg_id":"m","delivery_id":${n},"event_type":"device_online","created_at":${createdAt}}`

async function* chunks(content: Buffer, size: number) {
  for (let at = 0; at < content.length; at += size) yield content.subarray(at, at + size)
}

/** Opens a recording, whose events it returns. */
async function play(options: RecordingOptions, deps: RecordingDeps) {
  const recording = await openRecording(options)
  return { events: recording.events(deps), close: () => recording.close() }
}

interface Reading extends Partial<RecordingOptions> {
  /** What is read as stdin, in pieces of `piece` bytes. */
  readonly stdin?: Buffer
  readonly piece?: number
}

/** Reads a recording, and returns the lines of its events and what was reported. */
async function read(reading: Reading) {
  const { stdin = Buffer.alloc(0), piece = 1 << 20, ...options } = reading
  const notices: Notice[] = []
  const recording = await play(
    { files: ['-'], follow: false, speed: undefined, maxLine: 1024, ...options },
    {
      clock: new ManualClock(),
      stdin: () => chunks(stdin, piece),
      signal: new AbortController().signal,
      report: notice => notices.push(notice),
    },
  )
  const lines: string[] = []
  try {
    for await (const batch of recording.events) for (const { push } of batch.deliveries) lines.push(push.text)
  } finally {
    recording.close()
  }
  return { lines, notices: notices.filter(({ kind }) => kind !== 'end') }
}

const kindsAndLines = (notices: readonly Notice[]) =>
  notices.map(notice => ('line' in notice ? `${notice.kind} ${notice.line}` : notice.kind))

async function failureOf(reading: Reading): Promise<Failure> {
  return read(reading).then(
    () => expect.unreachable(),
    error => error,
  )
}

describe('the lines of a recording', () => {
  test('events of both dialects, each line as it is, whatever the file ends in', async () => {
    const lines = [noti1(1), snoti2(2), `${noti1(3)}\r`, ` ${snoti2(4)} `, noti1(5, '1.50e1'), snoti2(6)]
    const path = file(lines.join('\n'))
    expect(await read({ files: [path] })).toEqual({ lines, notices: [] })
    appendFileSync(path, '\n')
    expect(await read({ files: [path] })).toEqual({ lines, notices: [] })
  })

  test('what is no event is passed over, and its line reported; a blank line is nothing', async () => {
    const content = [
      noti1(1),
      '',
      ' \r',
      'x',
      '{"cmd":"pong"}',
      snoti2(2),
      '[1]',
      'no heartbeat',
      `"${'x'.repeat(2000)}"`,
    ]
    const { lines, notices } = await read({ files: [file(`${content.join('\n')}\n${noti1(3)}\n`)] })
    expect(lines).toEqual([noti1(1), snoti2(2), noti1(3)])
    expect(kindsAndLines(notices)).toEqual([
      'no-event 4',
      'no-event 5',
      'no-event 7',
      'no-event 8',
      'too-long 9',
    ])
    expect(notices[0]).toMatchObject({ text: 'x' })
    expect(notices[4]).toMatchObject({ text: expect.stringMatching(/^2002 bytes: "xxx/) })
  })

  test.each([
    ['{"cmd":"enterprise_ev', ['cut']],
    ['{"cmd":"pong"}', ['no-event 2']],
    [' \t', []],
    [`"${'x'.repeat(2000)}`, ['too-long 2']],
  ])('a last line without a newline, %j', async (rest, expected) => {
    const { lines, notices } = await read({ files: [file(`${noti1(1)}\n${rest}`)] })
    expect([lines, kindsAndLines(notices)]).toEqual([[noti1(1)], expected])
  })

  test('in pieces of any size', async () => {
    const content = Buffer.from(`${noti1(1)}\r\n\n?\n${snoti2(2)}\n${noti1(3)}\n${snoti2(4)}`)
    const whole = await read({ stdin: content })
    expect(whole.lines).toHaveLength(4)
    for (let piece = 1; piece <= content.length; piece++)
      expect(await read({ stdin: content, piece })).toEqual(whole)
    const packed = zlib.gzipSync(content)
    for (let piece = 1; piece <= packed.length; piece++)
      expect(await read({ stdin: packed, piece })).toEqual(whole)
  })

  test.each<[string, (text: string) => Buffer]>([
    ['UTF-8 with a byte order mark', text => Buffer.from(`\ufeff${text}`)],
    ['UTF-16', text => Buffer.from(`\ufeff${text}`, 'utf16le')],
    ['UTF-16, bytes swapped', text => Buffer.from(`\ufeff${text}`, 'utf16le').swap16()],
    ['gzip of UTF-16', text => zlib.gzipSync(Buffer.from(`\ufeff${text}`, 'utf16le'))],
  ])('%s', async (_, encode) => {
    const stdin = encode(`${noti1(1)}\n${noti1(2)}\n`)
    for (const piece of [1, 3, 1000])
      expect(await read({ stdin, piece })).toEqual({ lines: [noti1(1), noti1(2)], notices: [] })
  })

  test('an empty file, and one shorter than any magic number', async () => {
    expect(await read({ files: [file('')] })).toEqual({ lines: [], notices: [] })
    expect(kindsAndLines((await read({ files: [file('x\n')] })).notices)).toEqual(['no-event 1'])
  })
})

describe('a compressed recording', () => {
  const lines = Array.from({ length: 50 }, (_, n) => noti1(n))
  const text = (some: readonly string[]) => some.map(line => `${line}\n`).join('')

  test('is recognised whatever its name, and may have several members and zeros after them', async () => {
    const members = [lines.slice(0, 20), lines.slice(20)].map(some => zlib.gzipSync(text(some)))
    const path = file(Buffer.concat([...members, Buffer.alloc(70)]))
    expect(await read({ files: [path] })).toEqual({ lines, notices: [] })
    const stdin = readFileSync(path)
    for (const piece of [1, 7, 64]) expect(await read({ stdin, piece })).toEqual({ lines, notices: [] })
  })

  /** A file that was flushed after each line, and where each flush ended. */
  async function flushed() {
    const gzip = zlib.createGzip()
    const parts: Buffer[] = []
    gzip.on('data', part => parts.push(part))
    const ends: number[] = []
    for (const line of lines) {
      gzip.write(`${line}\n`)
      await new Promise<void>(resolve => gzip.flush(zlib.constants.Z_SYNC_FLUSH, resolve))
      ends.push(Buffer.concat(parts).length)
    }
    gzip.end()
    await new Promise(resolve => gzip.on('end', resolve))
    return { bytes: Buffer.concat(parts), ends }
  }

  test('that is cut at any byte has all lines that were flushed before, and is told', async () => {
    const { bytes, ends } = await flushed()
    for (let cut = 2; cut < bytes.length; cut++) {
      const whole = ends.filter(end => end <= cut).length
      const { lines: got, notices } = await read({ stdin: bytes.subarray(0, cut) })
      expect(got.length).toBeGreaterThanOrEqual(whole)
      expect(got).toEqual(lines.slice(0, got.length))
      expect(notices).toEqual([{ kind: 'cut', file: 'stdin', text: 'stdin ends within its gzip data' }])
    }
    expect(await read({ stdin: bytes })).toEqual({ lines, notices: [] })
  })

  test('that is damaged fails after the events before', async () => {
    const members = [lines.slice(0, 20), lines.slice(20)].map(some => zlib.gzipSync(text(some)))
    members[1]![12]! ^= 0xff
    const path = file(Buffer.concat(members))
    const seen: string[] = []
    const recording = await play(
      { files: [path], follow: false, speed: undefined, maxLine: 1024 },
      {
        clock: new ManualClock(),
        stdin: () => chunks(Buffer.alloc(0), 1),
        signal: new AbortController().signal,
        report: () => {},
      },
    )
    const reading = (async () => {
      for await (const { deliveries } of recording.events)
        seen.push(...deliveries.map(({ push }) => push.text))
    })()
    await expect(reading).rejects.toMatchObject({
      code: 'input',
      message: expect.stringMatching(/ is damaged: /),
    })
    recording.close()
  })

  test.each([
    ['xz', [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0], 'xz -dc FILE | gizwits-tail replay -'],
    ['bzip2', [0x42, 0x5a, 0x68, 0x39, 0x31], 'bzip2 -dc'],
    ['zip', [0x50, 0x4b, 0x03, 0x04, 0x14], 'unzip -p'],
  ])('%s is refused with the command that unpacks it', async (name, magic, hint) => {
    const { code, message, hint: told } = await failureOf({ files: [file(Buffer.from(magic))] })
    expect([code, message, told]).toEqual([
      'usage',
      expect.stringContaining(` is a ${name} file, which`),
      expect.stringContaining(hint),
    ])
  })

  const { zstdCompressSync } = zlib as { zstdCompressSync?: (text: string) => Buffer }
  test.skipIf(!zstdCompressSync)('zstd, of several frames, in any pieces', async () => {
    const frames = [lines.slice(0, 20), lines.slice(20)].map(some => zstdCompressSync!(text(some)))
    const stdin = Buffer.concat(frames)
    for (let piece = 1; piece <= stdin.length; piece++)
      expect(await read({ stdin, piece })).toEqual({ lines, notices: [] })
    expect((await failureOf({ stdin: Buffer.concat([stdin, Buffer.from('junkjunk')]) })).code).toBe('input')
  })
  test.skipIf(zstdCompressSync)('zstd names the Node that reads it', async () => {
    const { code, message } = await failureOf({ stdin: Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0]) })
    expect([code, message]).toEqual(['usage', 'stdin is a zstd file, which needs Node 22.15 or newer'])
  })
})

describe('files that cannot be read', () => {
  test('are named before anything is read', async () => {
    const good = file(`${noti1(1)}\n`)
    const missing = join(folder, 'no-such')
    mkdirSync(join(folder, 'dir'))
    expect(await failureOf({ files: [good, missing] })).toMatchObject({
      code: 'usage',
      message: expect.stringMatching(/^cannot read .*no-such: no such file or folder \(ENOENT\)$/),
    })
    expect(await failureOf({ files: [join(folder, 'dir')] })).toMatchObject({
      code: 'usage',
      message: expect.stringMatching(/dir is a folder/),
    })
  })
})

describe('several files', () => {
  const at = (seconds: number | undefined, name: string) =>
    `{"cmd":"event_push","n":"${name}"${seconds === undefined ? '' : `,"created_at":${seconds}`}}`

  test('are merged by created_at; of equal times the first file comes first; events without a time stay in place', async () => {
    const a = [at(1, 'a'), at(undefined, 'b'), at(5, 'c'), at(2, 'd'), at(9_000, 'e')]
    const b = [at(undefined, 'f'), at(1, 'g'), at(5, 'h'), at(9_000_000_000_000, 'i')]
    const { lines } = await read({ files: [a, b].map(lines => file(lines.join('\n'))) })
    expect(lines.map(line => JSON.parse(line).n).join('')).toBe('fabgcdhei')
  })

  /** Merges lists one event at a time, by comparing their heads. */
  function naive(files: readonly (readonly (number | undefined)[])[]): string[] {
    const left = files.map((times, f) =>
      times.map((time, i) => ({ time: time ?? -1e300, line: at(time, `${f}.${i}`) })),
    )
    const merged: string[] = []
    for (;;) {
      const heads = left.filter(list => list.length > 0)
      if (heads.length === 0) return merged
      const first = heads.reduce((one, other) => (other[0]!.time < one[0]!.time ? other : one))
      merged.push(first.shift()!.line)
    }
  }

  test('as by comparing heads', async () => {
    const times = fc.array(fc.option(fc.integer({ min: 0, max: 9 }), { nil: undefined }), { maxLength: 12 })
    await fc.assert(
      fc.asyncProperty(fc.array(times, { minLength: 1, maxLength: 4 }), async lists => {
        const files = lists.map((list, f) =>
          file(list.map((time, i) => `${at(time, `${f}.${i}`)}\n`).join('')),
        )
        expect((await read({ files })).lines).toEqual(naive(lists))
        for (const path of files) rmSync(path)
      }),
      { numRuns: 60 },
    )
  })

  test('of many chunks', async () => {
    const lists = [0, 1, 2].map(f => Array.from({ length: 4000 }, (_, i) => ((i * 7 + f) % 5) + i))
    const files = lists.map((list, f) => file(list.map((time, i) => `${at(time, `${f}.${i}`)}\n`).join('')))
    expect((await read({ files })).lines).toEqual(naive(lists))
  })
})

describe('a file that is followed', () => {
  /** Follows a file; `until` lets it read and the clock go on until `count` lines are there. */
  async function follow(path: string) {
    const clock = new ManualClock()
    const stop = new AbortController()
    const notices: Notice[] = []
    const recording = await play(
      { files: [path], follow: true, speed: undefined, maxLine: 1024 },
      {
        clock,
        stdin: () => chunks(Buffer.alloc(0), 1),
        signal: stop.signal,
        report: notice => notices.push(notice),
      },
    )
    const lines: string[] = []
    let failure: unknown
    const ended = (async () => {
      for await (const { deliveries } of recording.events)
        lines.push(...deliveries.map(({ push }) => push.text))
    })().catch(error => {
      failure = error
    })
    const turn = async () => {
      await new Promise(resolve => setImmediate(resolve))
      clock.advance(200)
    }
    return {
      lines,
      notices,
      turn,
      failure: () => failure,
      async until(count: number) {
        while (lines.length < count && !failure) await turn()
      },
      async end() {
        stop.abort()
        await ended
        recording.close()
      },
    }
  }

  test('gives what is added; the beginning of a line waits for the rest', async () => {
    const path = file(`${noti1(1)}\n${noti1(2).slice(0, 20)}`)
    const followed = await follow(path)
    await followed.until(1)
    for (let i = 0; i < 20; i++) await followed.turn()
    expect(followed.lines).toEqual([noti1(1)])
    appendFileSync(path, `${noti1(2).slice(20)}\n`)
    await followed.until(2)
    expect(followed.lines).toEqual([noti1(1), noti1(2)])
    await followed.end()
    expect(followed.notices).toEqual([])
  })

  test('may be truncated, replaced, and missing for a while', async () => {
    const path = file(`${noti1(1)}\n${noti1(2)}\n`)
    const followed = await follow(path)
    await followed.until(2)
    truncateSync(path)
    while (!followed.notices.some(({ kind }) => kind === 'truncated')) await followed.turn()
    appendFileSync(path, `${noti1(3)}\n`)
    await followed.until(3)
    renameSync(path, `${path}.1`)
    for (let i = 0; i < 20; i++) await followed.turn()
    appendFileSync(`${path}.1`, `${noti1(4)}\n{"cut`)
    await followed.until(4)
    writeFileSync(path, `${noti1(5)}\n`)
    await followed.until(5)
    for (let i = 0; i < 10; i++) await followed.turn()
    await followed.end()
    expect(followed.lines).toEqual([1, 2, 3, 4, 5].map(n => noti1(n)))
    expect(kindsAndLines(followed.notices).filter(kind => kind !== 'end')).toEqual([
      'truncated',
      'cut',
      'replaced',
    ])
  })

  test('must be plain', async () => {
    const followed = await follow(file(zlib.gzipSync(`${noti1(1)}\n`)))
    await followed.until(1)
    expect(followed.failure()).toMatchObject({
      code: 'usage',
      message: expect.stringContaining('only a plain file can be followed'),
    })
    await followed.end()
  })
})

test('a recording that waits for a pipe ends when it is aborted', async () => {
  const stop = new AbortController()
  const recording = await play(
    { files: ['-'], follow: false, speed: undefined, maxLine: 1024 },
    {
      clock: new ManualClock(),
      stdin: async function* () {
        yield Buffer.from(`${noti1(1)}\n`)
        await new Promise(() => {})
      },
      signal: stop.signal,
      report: () => {},
    },
  )
  let count = 0
  for await (const batch of recording.events) {
    count += batch.deliveries.length
    expect([batch.ackable, batch.ack(), batch.deliveries[0]!.acked]).toEqual([false, 0, false])
    setImmediate(() => stop.abort())
  }
  expect(count).toBe(1)
})
