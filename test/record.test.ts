import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { constants, gunzipSync } from 'node:zlib'
import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import { systemClock } from '../src/base/clock.ts'
import { type Broker, type BrokerOptions, startBroker } from '../src/simulator/broker.ts'
import { type Certificate, makeCertificate } from '../src/simulator/certificate.ts'
import type { Ledger } from '../src/simulator/ledger.ts'
import { AckAudit } from './support/ack-audit.ts'
import { bin, Run, run, runProgram, signals } from './support/bin.ts'
import { eventLine } from './support/lines.ts'
import { tempFolder } from './support/temp-folder.ts'

const root = tempFolder()
let certificate: Certificate
let broker: Broker
let audit: AckAudit | undefined
let ledger: Ledger
let folder: string

beforeAll(async () => {
  certificate = makeCertificate()
  writeFileSync(join(root, 'ca.pem'), certificate.cert)
})
afterEach(async () => {
  await broker?.close()
  audit?.expectNoWrongRequest()
  audit = undefined
})

/** A broker with `count` events, every second of which is odd; returns the options of a tail that gets them. */
async function serve(count: number, over: Partial<BrokerOptions> = {}): Promise<string[]> {
  folder = mkdtempSync(join(root, 'r-'))
  audit = new AckAudit()
  ledger = audit.ledger
  broker = await startBroker({
    port: 0,
    rate: 0,
    devices: 1,
    seed: 1,
    scenarios: [],
    clock: systemClock,
    ledger,
    log: audit.log,
    certificate,
    events: [eventLine(0, { odd: false, note: 'x'.repeat(100) }), eventLine(0, { odd: true })],
    count,
    ...over,
  })
  const server = ['--host', '127.0.0.1', '--port', String(broker.port), '--ca', join(root, 'ca.pem')]
  return [...server, '--id', 'i', '--secret', 's', '--json']
}

const lines = (text: string) => text.split('\n').slice(0, -1)
const inFolder = (name: string) => join(folder, name)

/** The whole lines of a recording, which may be cut. */
function recorded(name: string, place = folder): string[] {
  const bytes = readFileSync(join(place, name))
  const text = name.endsWith('.gz') ? gunzipSync(bytes, { finishFlush: constants.Z_SYNC_FLUSH }) : bytes
  return lines(String(text))
}

/** Fails unless all events that were acked are among these lines, as they were sent. */
function expectAckedIn(all: readonly string[]): void {
  const found = new Set(all)
  for (const event of ledger.acked())
    expect(found.has(ledger.lineOf(event.pushes.find(push => push.acked)!))).toBe(true)
}

test('a recording is what --json would write of all events, whatever the filter, and exactly what is acked', async () => {
  const options = await serve(100)
  const filter = ['-f', 'odd=true', '-n', '10', '--record', inFolder('a.ndjson'), '--summary', 'always']
  const { code, stdout, stderr } = await run([...options, ...filter])
  expect(code).toBe(0)
  expect(lines(stdout)).toHaveLength(10)
  const all = recorded('a.ndjson')
  expect(all).toHaveLength(20)
  expect(lines(stdout)).toEqual(all.filter((_, i) => i % 2 === 1))
  expect(ledger.acked()).toHaveLength(20)
  expectAckedIn(all)
  expect(stderr).toContain(`recording every event to ${inFolder('a.ndjson')}`)
  expect(stderr).toMatch(/^record +20 events /m)
  expect(stderr).toMatch(/^stdout +10 events /m)
})

test.each([
  ['--peek', 0],
  ['--ack=matched', 10],
])('under %s it has the events that are not acked too', async (policy, acked) => {
  const options = await serve(100)
  const filter = ['-f', 'odd=true', '-n', '10', '--record', inFolder('a.ndjson'), '--prefetch', '100']
  expect((await run([...options, policy, ...filter])).code).toBe(0)
  expect(recorded('a.ndjson')).toHaveLength(20)
  expect(ledger.acked()).toHaveLength(acked)
})

test('a .gz at a prefetch of 1 and of 50 holds nothing up, and is whole at the end', async () => {
  for (const [prefetch, count] of [
    ['1', 3],
    ['50', 500],
  ] as const) {
    const options = await serve(count)
    const rest = ['--prefetch', prefetch, '-n', String(count), '--record', inFolder('a.gz')]
    expect((await run([...options, ...rest])).code).toBe(0)
    expect(lines(String(gunzipSync(readFileSync(inFolder('a.gz')))))).toHaveLength(count)
    expect(ledger.unacked()).toEqual([])
    await broker.close()
  }
})

test.runIf(signals)('what a .gz has gathered when a signal comes is recorded and acked', async () => {
  const options = await serve(5)
  const tail = new Run([...options, '--record', inFolder('a.gz')])
  await tail.until(({ stdout }) => lines(stdout).length === 5)
  tail.child.kill('SIGTERM')
  expect((await tail.end()).code).toBe(143)
  expect(lines(String(gunzipSync(readFileSync(inFolder('a.gz')))))).toHaveLength(5)
  expect(ledger.unacked()).toEqual([])
})

describe.runIf(signals).each(['a.ndjson', 'a.ndjson.gz'])('%s', name => {
  test('has every acked event after kill -9, and the next run gets the rest', async () => {
    const count = 4000
    const options = await serve(count, { rate: 4000 })
    const tail = new Run([...options, '--prefetch', '200', '--record', inFolder(name)])
    await tail.until(() => ledger.acked().length > 1000)
    tail.child.kill('SIGKILL')
    await tail.end()
    const first = recorded(name)
    expectAckedIn(first)
    const left = count - ledger.acked().length
    const rest = ['--prefetch', '1000', '-n', String(left), '--record', inFolder(name)]
    const { code, stderr } = await run([...options, ...rest])
    expect(code).toBe(0)
    const names = readdirSync(folder).sort()
    if (name.endsWith('.gz')) {
      expect(names).toEqual([expect.stringMatching(/^a-\d{8}T\d{6}\.\d{3}Z\.ndjson\.gz$/), name])
      expect(stderr).toContain(`${inFolder(name)} exists, and nothing can be added to a .gz`)
      expect(stderr).toContain(`recording every event to ${inFolder(names[0]!)}`)
      expect(recorded(name)).toEqual(first)
    } else expect(names).toEqual([name])
    const all = names.flatMap(one => recorded(one))
    for (const text of all) JSON.parse(text)
    expectAckedIn(all)
    expect(ledger.unacked()).toEqual([])
  })

  test('is whole after SIGINT', async () => {
    const options = await serve(100_000, { rate: 1000 })
    const tail = new Run([...options, '--record', inFolder(name)])
    await tail.until(() => ledger.acked().length > 100)
    tail.child.kill('SIGINT')
    expect((await tail.end()).code).toBe(130)
    if (name.endsWith('.gz')) gunzipSync(readFileSync(inFolder(name)))
    expectAckedIn(recorded(name))
    expect(recorded(name)).toHaveLength(ledger.acked().length)
  })

  test('holds what was acked when the reader of stdout has left', async () => {
    const options = await serve(100_000, { rate: 1000 })
    const tail = new Run([...options, '--record', inFolder(name)])
    await tail.until(() => ledger.acked().length > 100)
    tail.child.stdout!.destroy()
    expect((await tail.end()).code).toBe(0)
    expectAckedIn(recorded(name))
  })
})

/** Whether this user may mount a file system of their own. */
const mounts =
  process.platform === 'linux' &&
  spawnSync('unshare', ['-rm', 'mount', '-t', 'tmpfs', 'tmpfs', '/mnt']).status === 0

describe.runIf(mounts)('on a disk that is full', () => {
  const free = (name: string) => `
    mount -t tmpfs -o size=64k tmpfs disk && head -c 40960 /dev/zero > disk/fill
    (while [ ! -e room ]; do sleep 0.02; done; rm disk/fill; mount -o remount,size=10m disk) &
    "$@" --record disk/${name}; code=$?; cp disk/${name} . ; exit $code`

  test.each(['a.ndjson', 'a.gz'])(
    '%s waits, acks nothing meanwhile, and goes on when there is room',
    async name => {
      const count = 3000
      // Noise does not compress, and zlib does not remember as much of it.
      const noise = (n: number) => Array.from({ length: 90 }, (_, i) => (n * 7919 + i * i * 31 + n * i) % 251)
      const note = (n: number) => Buffer.from(noise(n)).toString('base64')
      const events = Array.from({ length: 400 }, (_, n) => eventLine(0, { note: note(n) }))
      const options = await serve(count, { events, rate: 3000 })
      mkdirSync(inFolder('disk'))
      const words = [...options, '-n', String(count), '--prefetch', '100']
      const tail = new Run([process.execPath, bin, ...words], {
        program: ['unshare', '-rm', 'sh', '-c', `cd ${folder}; ${free(name)}`, 'sh'],
      })
      await tail.until(({ stderr }) => stderr.includes('cannot grow'))
      // All that the server may send is out, and nothing of it is acked.
      while (ledger.pushes.length - ledger.acked().length < 100) await new Promise(done => setImmediate(done))
      expectAckedIn(recorded(name, `/proc/${tail.child.pid}/root/${inFolder('disk')}`))
      writeFileSync(inFolder('room'), '')
      const { code, stderr } = await tail.end()
      expect(code, stderr).toBe(0)
      expect(stderr).toMatch(/there is room for disk\/\S+ again/)
      expect(stderr.match(/cannot grow/g)).toHaveLength(1)
      const all = recorded(name)
      expect(all).toHaveLength(count)
      expectAckedIn(all)
      expect(ledger.unacked()).toEqual([])
    },
  )
})

describe('what cannot be recorded to is a usage error, before anything is dialed', () => {
  const usage = async (...args: string[]) => {
    const { code, stdout, stderr } = await run(['--id', 'i', '--secret', 's', ...args])
    expect([code, stdout]).toEqual([2, ''])
    expect(stderr).not.toContain('connecting')
    return stderr
  }

  test.each([
    [
      '-',
      /^error: --record: '-' is not valid\. It must be a file\. To write events to stdout, give --json\.$/m,
    ],
    ['', /--record: '' is not valid\. It must not be empty/],
    ['a.zst', /plain file, or end in \.gz/],
    [root, /--record: cannot record to .*: it is a folder/],
    [join(root, 'none', 'a'), /cannot record to .*: its folder does not exist/],
    [join(root, 'ca.pem', 'a'), /cannot record to .*: a part of the path is not a folder/],
  ])('--record %j', async (file, says) => expect(await usage('--record', file)).toMatch(says))

  test.runIf(existsSync('/dev/null'))('a device', async () => {
    expect(await usage('--record', '/dev/null')).toMatch(/it is not a regular file/)
  })

  test('the file of stdout', async () => {
    const path = join(root, 'stdout')
    const stdout = openSync(path, 'w')
    const { code, stderr } = await run(['--demo', '-n', '1', '--record', path], { stdout })
    expect([code, readFileSync(path, 'utf8')]).toEqual([2, ''])
    expect(stderr).toContain(`cannot record to ${path}: stdout or stderr is written to it`)
  })

  // Root may write anywhere.
  test.runIf(process.getuid?.())('a file that may not be written', async () => {
    const path = join(root, 'read-only')
    writeFileSync(path, '')
    chmodSync(path, 0o400)
    expect(await usage('--record', path)).toContain('permission denied')
  })

  test.each([
    [['--rotate', '1h'], '--rotate does nothing without --record'],
    [['--record', join(root, 'x'), '--keep', '2'], '--keep does nothing without --rotate'],
    [['--record', join(root, 'x'), '--rotate', '1'], 'It must be at least 1K, or 1s'],
    [['--record', join(root, 'x'), '--rotate', '1x'], 'It must be a size (bytes, with K, M or G'],
    [['--record', join(root, 'x'), '--rotate', '1K', '--keep', '0'], '--keep'],
  ])('%j', async (args, says) => expect(await usage(...args)).toContain(says))

  test('a run that ends before it begins leaves no file with a time in its name', async () => {
    const place = mkdtempSync(join(root, 'u-'))
    await runProgram(process.execPath, [bin, '--id', 'i', '--record', join(place, 'a'), '--rotate', '1h'])
    expect(readdirSync(place)).toEqual([])
  })
})

test('100M is a size and 100m are minutes', async () => {
  const options = await serve(1)
  const rotated = async (rotate: string) =>
    (
      await run([
        ...options,
        '--record',
        inFolder('a'),
        '--rotate',
        rotate,
        '--duration',
        '1ms',
        '--no-reconnect',
      ])
    ).stderr
  expect(await rotated('100M')).toContain(', to a new file at 100M')
  expect(await rotated('100m')).toContain(', to a new file every 100m')
})
