import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { constants, gunzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import type { WriteSome } from '../src/output/file-writer.ts'
import { continueFile } from '../src/output/recording/open-recording-file.ts'
import { RecordOutput } from '../src/output/recording/record-output.ts'
import type { RecordingConfig } from '../src/output/recording/recording.ts'
import { RecordingName } from '../src/output/recording/recording-name.ts'
import { ManualClock } from './support/manual-clock.ts'
import { tempFolder } from './support/temp-folder.ts'

const root = tempFolder()
const line = (n: number, size = 0) => `{"n":${n},"note":"${'x'.repeat(size)}"}\n`

/** What becomes of the next writes: how many bytes the disk takes, then the code of the error that it reports. */
type Disk = { room: number; code: string }

/** A recording in a folder of its own, whose disk can be full. */
function setUp(file: string, config: RecordingConfig & { before?: string } = {}) {
  const folder = mkdtempSync(join(root, 'r-'))
  const path = join(folder, file)
  if (config.before !== undefined) writeFileSync(path, config.before)
  const clock = new ManualClock()
  const said: string[] = []
  const disk: Disk = { room: Number.POSITIVE_INFINITY, code: 'ENOSPC' }
  let attempts = 0
  const writeSome: WriteSome = async (fd, bytes) => {
    attempts++
    if (disk.room === 0 && bytes.length > 0) throw Object.assign(new Error(disk.code), { code: disk.code })
    const written = writeSync(fd, bytes, 0, Math.min(bytes.length, disk.room))
    disk.room -= written
    return written
  }
  const name = new RecordingName(path)
  const first = config.rotate ? undefined : continueFile(path)
  const lineOf = (text: string) => ({ bytes: Buffer.from(text), start: 0, end: Buffer.byteLength(text) - 1 })
  const log = { info: (text: string) => said.push(text), warn: (text: string) => said.push(`! ${text}`) }
  const output = new RecordOutput(lineOf, name, first, config, { clock, writeSome, ...log })
  const names = () => readdirSync(folder).sort()
  return {
    folder,
    path,
    clock,
    said,
    disk,
    output,
    names,
    attempts: () => attempts,
    record: (...lines: string[]) => {
      for (const text of lines) output.put(text)
      return output.flush()
    },
    files: () => names().map(name => readFileSync(join(folder, name))),
    text: () => readFileSync(path, 'utf8'),
  }
}

/** Lets what can go on by itself do so. */
async function settle(): Promise<void> {
  for (let i = 0; i < 20; i++) await new Promise(resolve => setImmediate(resolve))
}

/** Settles once `seen` returns true. Compressing takes as long as it takes. */
async function until(seen: () => boolean): Promise<void> {
  while (!seen()) await new Promise(resolve => setImmediate(resolve))
}

const unzipped = (bytes: Buffer) => String(gunzipSync(bytes))
/** What can be read of a gzip file that may be cut. */
const readable = (bytes: Buffer) => String(gunzipSync(bytes, { finishFlush: constants.Z_SYNC_FLUSH }))

describe('a recording', () => {
  test('has each line as it came once a flush settles, and is nobody else’s to read', async () => {
    const { record, text, path, output } = setUp('a.ndjson')
    expect(text()).toBe('')
    output.put('{"é": 1}\r\n')
    expect(text()).toBe('')
    expect(await record('{ "b":2 }\n')).toBe(true)
    expect(text()).toBe('{"é": 1}\r\n{ "b":2 }\n')
    if (process.platform !== 'win32') expect(statSync(path).mode & 0o777).toBe(0o600)
    expect(output.counts).toMatchObject({ name: 'record', events: 2, bytes: 21, batches: 1, waiting: 0 })
    expect(output.gather).toBeUndefined()
    await output.close()
    expect(text()).toBe('{"é": 1}\r\n{ "b":2 }\n')
  })

  test.each([
    ['{"a":1}\n', '{"a":1}\n', undefined],
    ['', '', undefined],
    ['{"a":1}\n{"b":2}', '{"a":1}\n{"b":2}\n', 'ended'],
    ['{"a":1}\n{"b":', '{"a":1}\n', 'removed'],
    ['{"b":"x', '', 'removed'],
    // No beginning of an event: whatever it is, it is not ours to remove.
    ['{"a":1}\nnotes', '{"a":1}\nnotes\n', 'ended'],
    [`{"a":1}\n{"b":"${'x'.repeat(200_000)}`, '{"a":1}\n', 'removed'],
    [`{"a":"${'x'.repeat(65_530)}"}\n{`, `{"a":"${'x'.repeat(65_530)}"}\n`, 'removed'],
  ])('goes on after what is there (%#)', async (before, kept, repair) => {
    const path = join(mkdtempSync(join(root, 'c-')), 'a')
    writeFileSync(path, before)
    const { size, repair: done } = continueFile(path)
    expect([size, done]).toEqual([Buffer.byteLength(kept), repair])
    expect(readFileSync(path, 'utf8')).toBe(kept)
    const { record, text, output } = setUp('a', { before })
    await record(line(1))
    await output.close()
    expect(text()).toBe(kept + line(1))
  })

  test('records what was put but not flushed when it is closed', async () => {
    const { output, text } = setUp('a.ndjson')
    output.put(line(1))
    await output.close()
    expect(text()).toBe(line(1))
  })

  test('that cannot be written says which file and why, and takes back what is not whole', async () => {
    const { record, disk, text, output, path } = setUp('a.ndjson')
    await record(line(1))
    Object.assign(disk, { room: 5, code: 'EIO' })
    await expect(record(line(2))).rejects.toMatchObject({
      code: 'output',
      message: `cannot record to ${path}: EIO`,
      hint: expect.stringContaining('not acked'),
    })
    expect(text()).toBe(line(1))
    expect(output.counts).toMatchObject({ events: 1, waiting: 1, failures: 1 })
    await output.close()
  })
})

test.runIf(process.platform !== 'win32').each(['a', 'a.gz'])(
  '%s that was deleted takes nothing any more, and says so',
  async file => {
    const { record, path, output } = setUp(file)
    await record(line(1))
    rmSync(path)
    await expect(record(line(2))).rejects.toMatchObject({
      code: 'output',
      message: `cannot record to ${path}: the file was deleted`,
    })
    await output.close()
  },
)

describe('a compressed recording', () => {
  test('is gzip, and gathers', async () => {
    const { record, files, output } = setUp('a.ndjson.gz')
    await record(line(1), line(2))
    await record(line(3))
    await output.close()
    expect(unzipped(files()[0]!)).toBe(line(1) + line(2) + line(3))
    expect(output.gather).toEqual({ events: 50, time: 1000 })
    expect(output.counts).toMatchObject({ events: 3, batches: 2 })
  })

  test('cut at any byte, is readable to the last line that was flushed before', async () => {
    const { record, files, output } = setUp('a.gz')
    const flushed = [{ size: 0, lines: 0 }]
    for (let n = 1; n <= 12; n += 3) {
      await record(line(n, n), line(n + 1, n), line(n + 2, 2 * n))
      flushed.push({ size: files()[0]!.length, lines: n + 2 })
    }
    await output.close()
    const whole = files()[0]!
    const all = unzipped(whole).split('\n').slice(0, -1)
    expect(all).toHaveLength(12)
    for (let cut = 1; cut <= whole.length; cut++) {
      const lines = readable(whole.subarray(0, cut)).split('\n').slice(0, -1)
      expect(lines).toEqual(all.slice(0, lines.length))
      const least = flushed.findLast(({ size }) => size <= cut)!
      expect(lines.length).toBeGreaterThanOrEqual(least.lines)
    }
  })

  test('takes a batch that is larger than the buffers of zlib', async () => {
    const { record, files, output } = setUp('a.gz')
    const noise = (n: number) => {
      let text = ''
      for (let x = n; text.length < 300_000; x = (x * 1103515245 + 12345) % 2147483648) text += x.toString(36)
      return `{"n":"${text}"}\n`
    }
    await record(noise(1), noise(2))
    expect(readable(files()[0]!)).toBe(noise(1) + noise(2))
    await output.close()
    expect(unzipped(files()[0]!)).toBe(noise(1) + noise(2))
  })

  test('in which nothing was recorded stays empty', async () => {
    const { output, files } = setUp('a.gz')
    await output.close()
    expect(files().map(String)).toEqual([''])
  })
})

describe('rotation', () => {
  test('by size cuts no line, and no file is larger, unless one line is', async () => {
    const { record, files, output, names } = setUp('day.ndjson', { rotate: { bytes: 100 } })
    const lines = [1, 2, 3, 4, 5, 6, 7].map(n => line(n, n === 4 ? 200 : 20))
    await record(lines[0]!)
    await record(...lines.slice(1, 5))
    await record(...lines.slice(5))
    await output.close()
    expect(files().map(file => String(file).split('\n').length - 1)).toEqual([2, 1, 1, 2, 1])
    expect(files().map(String).join('')).toBe(lines.join(''))
    expect(files().filter(file => file.length > 100)).toHaveLength(1)
    for (const name of names()) expect(name).toMatch(/^day-20240501T080000\.00\dZ\.ndjson$/)
    expect(output.counts.bytes).toBe(lines.join('').length)
  })

  test('a file that is exactly full gets no more', async () => {
    const { record, files, output } = setUp('a', { rotate: { bytes: 2 * line(1).length } })
    await record(line(1), line(2), line(3))
    await record(line(4))
    await record(line(5))
    await output.close()
    expect(files().map(String)).toEqual([line(1) + line(2), line(3) + line(4), line(5)])
  })

  test('a line that exceeds the size by its end only goes to the next file', async () => {
    const { record, files, output } = setUp('a', { rotate: { bytes: 2 * line(1).length - 1 } })
    await record(line(1), line(2), line(3))
    await output.close()
    expect(files().map(String)).toEqual([line(1), line(2), line(3)])
  })

  test('by time begins a new file with the first event after it', async () => {
    const { record, names, clock, files, output } = setUp('day.ndjson', { rotate: { ms: 60_000 } })
    await record(line(1))
    clock.advance(59_999)
    await record(line(2))
    clock.advance(1)
    expect(names()).toHaveLength(1)
    await record(line(3))
    clock.advance(150_000)
    await record(line(4))
    await output.close()
    expect(names()).toEqual([
      'day-20240501T080000.000Z.ndjson',
      'day-20240501T080100.000Z.ndjson',
      'day-20240501T080330.000Z.ndjson',
    ])
    expect(files().map(String)).toEqual([line(1) + line(2), line(3), line(4)])
  })

  test('of compressed files ends each of them', async () => {
    const { record, files, output } = setUp('a.ndjson.gz', { rotate: { bytes: 100 } })
    for (let n = 1; n <= 20; n++) await record(line(n, n))
    await output.close()
    expect(files().length).toBeGreaterThan(2)
    const all = Array.from({ length: 20 }, (_, i) => line(i + 1, i + 1))
    expect(files().map(unzipped).join('')).toBe(all.join(''))
  })

  test('names later files later, even if the clock is set back', async () => {
    const { record, names, clock, files, output } = setUp('a', { rotate: { ms: 1000 } })
    for (let n = 1; n <= 3; n++) {
      await record(line(n))
      clock.advance(1000)
      clock.jumpWall(-3_600_000)
    }
    await output.close()
    expect(names()).toHaveLength(3)
    expect(files().map(String)).toEqual([line(1), line(2), line(3)])
  })

  test('never writes to a file that exists', async () => {
    const { folder, record, names, output } = setUp('a', { rotate: { bytes: 1 } })
    writeFileSync(join(folder, 'a-20240501T080000.001Z'), 'mine')
    await record(line(1), line(2))
    await output.close()
    expect(names().map(name => readFileSync(join(folder, name), 'utf8'))).toEqual([line(1), 'mine', line(2)])
  })

  test('keeps so many files, and deletes none that is not of this recording', async () => {
    const { folder, record, names, output } = setUp('a.ndjson', { rotate: { bytes: 1 }, keep: 2 })
    const others = [
      'a.ndjson',
      'a-20200101T000000.000Z.ndjson.gz',
      'a-20200101T000000.000Z',
      'aa-20200101T000000.000Z.ndjson',
      'a-2020.ndjson',
      'a-20200101T000000.000Z.ndjson~',
      'a-20200101T000000.000Z.backup',
      'a-x-20200101T000000.000Z.ndjson',
    ]
    for (const name of [...others, 'a-20200101T000000.000Z.ndjson']) writeFileSync(join(folder, name), '')
    await record(line(1), line(2), line(3))
    await output.close()
    const left = names().filter(name => !others.includes(name))
    expect(left.map(name => readFileSync(join(folder, name), 'utf8'))).toEqual([line(2), line(3)])
    expect(names()).toEqual(expect.arrayContaining(others))
  })

  test('a run that records nothing deletes nothing, and leaves nothing', async () => {
    const { folder, names, output } = setUp('a', { rotate: { bytes: 1 }, keep: 1 })
    writeFileSync(join(folder, 'a-20200101T000000.000Z'), 'old')
    expect(names()).toHaveLength(2)
    await output.close()
    expect(names()).toEqual(['a-20200101T000000.000Z'])
  })
})

describe.each(['a.ndjson', 'a.ndjson.gz'])('a full disk, under %s', file => {
  const read = (bytes: Buffer) => (file.endsWith('.gz') ? readable(bytes) : String(bytes))

  test.each([
    ['ENOSPC', 'the disk is full'],
    ['EDQUOT', 'the quota is exceeded'],
  ])('(%s) holds the flush until there is room, and is told once', async (code, why) => {
    const { record, disk, clock, said, files, output, path, attempts } = setUp(file)
    await record(line(1))
    const before = attempts()
    Object.assign(disk, { room: 7, code })
    let settled: boolean | undefined
    const flushed = record(line(2, 50), line(3, 50)).then(done => {
      settled = done
    })
    await until(() => said.length === 1)
    // 250, 500, 1000, 2000, 4000, then 5000 ms.
    for (const ms of [250, 500, 1000, 2000, 4000, 5000, 5000]) {
      expect(read(files()[0]!)).toBe(line(1))
      const tried = attempts()
      clock.advance(ms - 1)
      await settle()
      expect(attempts()).toBe(tried)
      clock.advance(1)
      await until(() => attempts() > tried)
      await settle()
      expect(attempts()).toBeGreaterThan(tried)
    }
    expect(settled).toBeUndefined()
    expect(said).toEqual([`! ${path} cannot grow: ${why} (${code}). No events are acked until there is room`])
    expect(output.counts).toMatchObject({ events: 1, waiting: 2, failures: 8 })
    disk.room = Number.POSITIVE_INFINITY
    clock.advance(5000)
    await flushed
    expect(settled).toBe(true)
    expect(said.slice(1)).toEqual([`there is room for ${path} again, after 22.8s`])
    expect(attempts()).toBeGreaterThan(before)
    expect(read(files()[0]!)).toBe(line(1) + line(2, 50) + line(3, 50))
    // Once more it is told once more.
    disk.room = 3
    const again = record(line(4))
    await until(() => said.length === 3)
    disk.room = Number.POSITIVE_INFINITY
    clock.advance(250)
    await again
    await output.close()
    const bytes = files()[0]!
    const whole = file.endsWith('.gz') ? unzipped(bytes) : String(bytes)
    expect(whole).toBe(line(1) + line(2, 50) + line(3, 50) + line(4))
    expect(clock.waiting).toBe(0)
  })

  test('can be abandoned: the file ends with the lines that it has', async () => {
    const { record, disk, clock, files, said, output } = setUp(file)
    await record(line(1))
    disk.room = 4
    const flushed = record(line(2))
    await until(() => said.length === 1)
    output.abandon()
    expect(clock.waiting).toBe(0)
    expect(await flushed).toBe(false)
    expect(await record(line(3))).toBe(false)
    await output.close()
    expect(read(files()[0]!)).toBe(line(1))
    expect(clock.waiting).toBe(0)
  })

  test('does not keep a run from closing that another output ended', async () => {
    const { record, disk, clock, files, said, output } = setUp(file)
    await record(line(1))
    disk.room = 4
    const flushed = record(line(2))
    flushed.catch(() => {})
    await until(() => said.length === 1)
    // Room that comes now is too late. An end after lines that are missing would be wrong.
    disk.room = Number.POSITIVE_INFINITY
    await output.close()
    await expect(flushed).rejects.toMatchObject({ code: 'output' })
    expect(read(files()[0]!)).toBe(line(1))
    expect(clock.waiting).toBe(0)
  })
})

test('no room for the end of a .gz: all lines are there, which is said', async () => {
  const { record, disk, files, said, output, path } = setUp('a.gz')
  await record(line(1))
  disk.room = 3
  await output.close()
  expect(readable(files()[0]!)).toBe(line(1))
  expect(said).toEqual([
    `! there is no room for the end of ${path}: all its lines are there, but it ends as if cut`,
  ])
})

test.each([
  ['day.ndjson.gz', 'day-T.ndjson.gz', true],
  ['day.ndjson', 'day-T.ndjson', false],
  ['a.b.ndjson.GZ', 'a.b-T.ndjson.GZ', true],
  ['events', 'events-T', false],
  ['events.gz', 'events-T.gz', true],
  ['.hidden', '.hidden-T', false],
  ['.hidden.gz', '.hidden-T.gz', true],
  ['.gz', '.gz-T', false],
  ['folder.d/x', 'folder.d/x-T', false],
])('%s is recorded to %s', (path, timed, compressed) => {
  const name = new RecordingName(path)
  expect(name.at(Date.UTC(2026, 0, 31, 23, 59, 59, 7))).toBe(join(timed.replace('T', '20260131T235959.007Z')))
  expect(name.compressed).toBe(compressed)
})
