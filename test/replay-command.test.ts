import {
  appendFileSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { Run, run, signals } from './support/bin.ts'
import { eventLine } from './support/lines.ts'
import { tempFolder } from './support/temp-folder.ts'

const folder = tempFolder()
const lines = [
  readFileSync(new URL('fixtures/events.ndjson', import.meta.url), 'utf8'),
  readFileSync(new URL('fixtures/snoti2-events.ndjson', import.meta.url), 'utf8'),
]
  .join('')
  .replaceAll('child_passcode', 'pass')

function file(name: string, content: string | Buffer): string {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}

const recording = file('day.ndjson', lines.replaceAll('}\n', '}\r\n'))
const replay = (words: readonly string[], options = {}) => run(['replay', ...words], options)

describe('replay --json', () => {
  test('is byte for byte the recording', async () => {
    expect(await replay(['--json', recording])).toEqual({
      code: 0,
      stdout: readFileSync(recording, 'utf8'),
      stderr: '',
    })
    const packed = file('packed', gzipSync(readFileSync(recording)))
    expect((await replay(['--json', packed])).stdout).toBe(readFileSync(recording, 'utf8'))
  })

  test('has the events of stdin, which may be a pipe or a file', async () => {
    expect(await replay(['--json', '-'], { input: lines })).toEqual({ code: 0, stdout: lines, stderr: '' })
    const stdin = openSync(recording, 'r')
    expect((await replay(['-', '--json'], { stdin })).stdout).toBe(readFileSync(recording, 'utf8'))
    closeSync(stdin)
  })

  test('leaves out blank lines, and ends the last line', async () => {
    expect((await replay(['--json', '-'], { input: `\n${eventLine(1)}\n\n${eventLine(2)}` })).stdout).toBe(
      `${eventLine(1)}\n${eventLine(2)}\n`,
    )
  })
})

describe('the options of the tail', () => {
  const events = [1, 2, 3, 4].map(n => eventLine(n, { created_at: 1_499_843_747 + n, data: { n } }))
  const numbered = file('numbered.ndjson', events.map(line => `${line}\n`).join(''))

  test('filters, -n, formats', async () => {
    const { stdout } = await replay(['--json', '-f', 'data.n>1', '-n', '2', numbered])
    expect(stdout).toBe(`${events[1]}\n${events[2]}\n`)
    expect((await replay(['--utc', '-n', '1', numbered])).stdout).toMatch(
      /── 2017-07-12 Wed ──\n07:15:48\.000 .* n=1\n/,
    )
    expect((await replay(['--time', 'relative', '-n', '1', numbered])).stdout).toMatch(/^ *\d+[yd].* ago /)
  })

  test('no event is late, whatever its time', async () => {
    const now = eventLine(1, { created_at: Math.floor(Date.now() / 1000) - 600 })
    expect((await replay(['-'], { input: now })).stdout).not.toContain('late')
    const { stdout } = await replay(['--json', '--enrich', '-'], { input: now })
    expect(JSON.parse(stdout)._tail.lag_ms).toBe(null)
  })

  test('--diff and the summary, which has no connection', async () => {
    const { stdout, stderr } = await replay(['--diff', '--utc', '--summary', 'always', numbered])
    expect(stdout).toContain('n=1→2')
    expect(stderr).toMatch(/^event +received +shown\ndevice_status_kv +4 +4\n/m)
    expect(stderr).toMatch(/^created +2017-07-12T07:15:48Z to 2017-07-12T07:15:51Z$/m)
    expect(stderr).not.toMatch(/lag|connected|acked/)
  })

  test.each<[string[], number, string]>([
    [['--until', 'data.n=2'], 0, 'n=2'],
    [['--until', 'data.n=9'], 1, 'n=4'],
    [['--fail-on', 'data.n=3'], 5, 'n=3'],
    [['--fail-on', 'data.n=9'], 0, 'n=4'],
    [['-T', 'n={data.n}'], 0, 'n=4'],
    [['-o', 'tsv', '--fields', 'data.n'], 0, '4'],
  ])('%j', async (words, code, last) => {
    const ran = await replay([...words, numbered])
    expect([ran.code, ran.stdout.trimEnd().endsWith(last)]).toEqual([code, true])
  })

  test('several files are merged', async () => {
    const odd = file('odd.ndjson', `${events[0]}\n${events[2]}\n`)
    const even = file('even.ndjson.gz', gzipSync(`${events[1]}\n${events[3]}\n`))
    expect((await replay(['--json', odd, even])).stdout).toBe(readFileSync(numbered, 'utf8'))
  })

  test.each([['--host', 'x'], ['--id', 'x'], ['--peek'], ['--prefetch', '5'], ['--trace'], ['--demo']])(
    '%s is one of the tail',
    async (...words) => {
      const { code, stderr } = await replay([numbered, ...words])
      expect([code, stderr]).toEqual([
        2,
        expect.stringContaining('It is an option of the tail, not of replay'),
      ])
    },
  )

  test('it needs no credentials, and ignores those of the tail', async () => {
    const env = { GIZWITS_PORT: 'wrong', GIZWITS_CA: '/no/such' }
    expect((await replay(['--json', numbered], { env })).code).toBe(0)
  })
})

describe('what is wrong is told', () => {
  test('lines that are no events, with file and line; the first of them, and how many', async () => {
    const path = file('mixed.ndjson', `a\nb\n${eventLine(1)}\nc\nd\n${eventLine(2)}\n{"cut`)
    const { code, stdout, stderr } = await replay(['--json', '--summary', 'always', path])
    expect([code, stdout]).toEqual([0, `${eventLine(1)}\n${eventLine(2)}\n`])
    for (const [line, text] of [
      [1, 'a'],
      [2, 'b'],
      [4, 'c'],
    ])
      expect(stderr).toContain(`warning: ${path}:${line}: not an event; passed over: ${text}\n`)
    expect(stderr).not.toContain(':5:')
    expect(stderr).toContain(`warning: ${path}: 4 lines in all were passed over\n`)
    expect(stderr).toContain(`warning: ${path} ends in an incomplete line, 7: {"cut\n`)
    expect(stderr).toMatch(/^4 +lines that are not events$/m)
    expect(stderr).toMatch(/^1 +files that are cut at their end$/m)
  })

  test('a line over --max-line', async () => {
    const { code, stdout, stderr } = await replay(['--json', '--max-line', '1K', '-'], {
      input: `${eventLine(1, { x: 'x'.repeat(2000) })}\n${eventLine(2)}\n`,
    })
    expect([code, stdout]).toEqual([0, `${eventLine(2)}\n`])
    expect(stderr).toContain('warning: stdin:1: longer than --max-line; passed over: ')
  })

  mkdirSync(join(folder, 'dir'))
  test.each([
    [[], 'replay: no file is named'],
    [['no-such.ndjson'], 'cannot read no-such.ndjson: no such file or folder (ENOENT)'],
    [[recording, 'no-such.ndjson'], 'cannot read no-such.ndjson: no such file or folder (ENOENT)'],
    [[join(folder, 'dir')], 'is a folder'],
    [['-', '-'], '- is given twice'],
    [['--follow', recording, recording], '--follow takes one file; 2 are given'],
    [['--follow', '-'], '--follow takes the name of a file'],
    [['--speed', '0', recording], "--speed: '0' is not valid. It must be max or a number more than 0."],
    [['--speed', 'fast', recording], "--speed: 'fast' is not valid"],
    [['-f', recording], 'no file is named'],
    [[recording, '-f', recording], 'names a file and is not a filter'],
    [
      [recording, '--record', join(folder, 'dir', '..', 'day.ndjson')],
      'is one of the files that are replayed',
    ],
    [['no-such.ndjson', '--record', join(folder, 'never')], 'cannot read no-such.ndjson'],
    [['--json', '-o', 'pretty', recording], 'contradict each other'],
    [[file('x.xz', Buffer.from([0xfd, 0x37, 0x7a, 0x58, 0x5a, 0]))], 'is a xz file'],
  ])('%j: exit code 2, and nothing on stdout', async (words, message) => {
    const { code, stdout, stderr } = await replay(words)
    expect([code, stdout]).toEqual([2, ''])
    expect(stderr).toContain(message)
  })

  test('a damaged file: 1, after what is before', async () => {
    const [good, bad] = [gzipSync(`${eventLine(1)}\n`), gzipSync(`${eventLine(2)}\n`)]
    bad[15]! ^= 0xff
    const { code, stderr } = await replay(['--json', file('bad.gz', Buffer.concat([good, bad]))])
    expect([code, stderr]).toEqual([1, expect.stringMatching(/^error: .*bad\.gz is damaged: /)])
  })
})

describe('--speed and --follow', () => {
  test('--speed waits for what is due', async () => {
    const input = [0, 0.3].map(n => `${eventLine(1, { created_at: 1e9 + n })}\n`).join('')
    const started = performance.now()
    const { code, stdout } = await replay(['--speed', '1', '--json', '-'], { input })
    expect([code, stdout]).toEqual([0, input])
    expect(performance.now() - started).toBeGreaterThan(300)
  })

  test('--duration ends a wait', async () => {
    const input = [0, 3000].map(n => `${eventLine(1, { created_at: 1e9 + n })}\n`).join('')
    const { code, stdout } = await replay(['--speed', '1', '--json', '--duration', '300ms', '-'], { input })
    expect([code, stdout]).toEqual([0, `${input.split('\n')[0]}\n`])
  })

  test('--timeout: 124', async () => {
    const path = file('quiet.ndjson', '')
    const { code, stderr } = await replay(['--follow', '--timeout', '300ms', path])
    expect([code, stderr]).toEqual([124, 'no event was shown for 300ms (--timeout)\n'])
  })

  test.skipIf(!signals)('a file that grows, until a signal', async () => {
    const path = file('growing.ndjson', `${eventLine(1)}\n`)
    const follower = new Run(['replay', '--follow', '--json', path])
    await follower.until(({ stdout }) => stdout.includes(eventLine(1)))
    appendFileSync(path, `${eventLine(2)}\n`)
    await follower.until(({ stdout }) => stdout.includes(eventLine(2)))
    follower.child.kill('SIGTERM')
    expect(await follower.end()).toEqual({
      code: 143,
      stdout: `${eventLine(1)}\n${eventLine(2)}\n`,
      stderr: '',
    })
  })

  test('a file that grows, until -n', async () => {
    const path = file('growing2.ndjson', `${eventLine(1)}\n${eventLine(2)}\n`)
    expect((await replay(['--follow', '--json', '-n', '2', path])).code).toBe(0)
  })
})

test('--record has what was read, whatever is shown', async () => {
  const copy = join(folder, 'copy.ndjson')
  const { code, stdout } = await replay(['--json', '-e', 'alert', '--record', copy, recording])
  expect([code, readFileSync(copy, 'utf8')]).toEqual([0, readFileSync(recording, 'utf8')])
  expect(stdout).not.toBe('')
  expect(existsSync(join(folder, 'never'))).toBe(false)
})

test('a full disk says nothing of a queue', async () => {
  if (process.platform !== 'linux') return
  const stdout = openSync('/dev/full', 'w')
  const { code, stderr } = await replay(['--json', recording], { stdout })
  closeSync(stdout)
  expect([code, stderr]).toEqual([1, expect.stringContaining('ENOSPC')])
  expect(stderr).not.toContain('queue')
})

test('-h fits a screen, and --help has all options', async () => {
  const brief = await replay(['-h'])
  expect([brief.code, brief.stdout.split('\n').length <= 25]).toEqual([0, true])
  const { stdout } = await replay(['--help'])
  for (const word of [
    '--speed <n>',
    '--follow',
    '--filter',
    '--exec',
    'Filters:',
    'end after this long; with exit code 124',
  ])
    expect(stdout).toContain(word)
  expect(stdout).not.toMatch(/--host|--prefetch|--ack /)
})
