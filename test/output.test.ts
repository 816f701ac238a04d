import { spawn } from 'node:child_process'
import { existsSync, openSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import { systemClock } from '../src/base/clock.ts'
import { type Broker, type BrokerOptions, startBroker } from '../src/simulator/broker.ts'
import { type Certificate, makeCertificate } from '../src/simulator/certificate.ts'
import type { Ledger } from '../src/simulator/ledger.ts'
import { AckAudit } from './support/ack-audit.ts'
import { Run, signals } from './support/bin.ts'
import { eventLine } from './support/lines.ts'
import { tempFolder } from './support/temp-folder.ts'

const folder = tempFolder()
const linux = process.platform === 'linux'
let certificate: Certificate
let broker: Broker
let audit: AckAudit | undefined
let ledger: Ledger

beforeAll(async () => {
  certificate = makeCertificate()
  writeFileSync(join(folder, 'ca.pem'), certificate.cert)
})
afterEach(async () => {
  await broker?.close()
  audit?.expectNoWrongRequest()
  audit = undefined
})

/** A broker that has `count` events of some `size` bytes; answers the options of a tail that gets them all as JSON. */
async function serve(count: number, size: number, over: Partial<BrokerOptions> = {}): Promise<string[]> {
  audit = new AckAudit()
  ledger = audit.ledger
  const line = eventLine(0, { note: 'x'.repeat(size - 180) })
  const own = {
    port: 0,
    rate: 0,
    devices: 1,
    seed: 1,
    scenarios: [],
    clock: systemClock,
    ledger,
    log: audit.log,
    certificate,
  }
  broker = await startBroker({ ...own, events: [line, line], count, ...over })
  const server = ['--host', '127.0.0.1', '--port', String(broker.port), '--ca', join(folder, 'ca.pem')]
  return [...server, '--id', 'i', '--secret', 's', '--json']
}

/** Settles once `value()` has been the same for a while: the pipes are full, and nothing moves. */
async function atRest(value: () => number): Promise<void> {
  for (let same = 0, last = -1; same < 30; ) {
    await new Promise(resolve => setTimeout(resolve, 10))
    const now = value()
    same = now === last ? same + 1 : 0
    last = now
  }
}

const peakMemory = (pid: number) =>
  Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))![1]) / 1024

describe('a reader that stops reading', () => {
  // On Windows too, where Node's own pipes would block the whole process; memory can be read on Linux alone.
  test('costs no memory, is acked nothing that waits, hears heartbeats, and gets all when it reads again', async () => {
    const count = 32_767
    const options = await serve(count, 2048)
    const tail = new Run(
      [
        ...options,
        '--prefetch',
        '32767',
        '-n',
        String(count),
        '--ping-interval',
        '200ms',
        '--pong-timeout',
        '200ms',
        '-v',
      ],
      { hold: true },
    )
    await tail.until(({ stderr }) => stderr.includes('connected'))
    await atRest(() => broker.stats().pushes)
    const acked = ledger.acked().length
    // What the kernel's pipe has taken is written; a window of 64 MB is not read into memory.
    expect(acked * 2048).toBeLessThan(2 * 1024 * 1024)
    if (linux) expect(peakMemory(tail.child.pid!)).toBeLessThan(130)
    const beats = () => tail.stderr.split('heartbeat sent').length
    const before = beats()
    await tail.until(() => beats() > before + 3)
    expect(ledger.acked()).toHaveLength(acked)
    tail.read()
    // By now it has caught up with half of it, and still has not read the window into memory.
    await tail.until(({ stdout }) => stdout.length > (count * 2048) / 2)
    if (linux) expect(peakMemory(tail.child.pid!)).toBeLessThan(130)
    const { code, stdout, stderr } = await tail.end()
    expect(code).toBe(0)
    expect(stdout.split('\n').length - 1).toBe(count)
    expect(stderr).not.toContain('connection lost')
  })

  test.runIf(signals)('and a SIGTERM: 143 in two seconds, and only what is written is acked', async () => {
    const options = await serve(5000, 2048)
    const tail = new Run([...options, '--prefetch', '5000'], { hold: true })
    await tail.until(({ stderr }) => stderr.includes('connected'))
    await atRest(() => broker.stats().pushes)
    tail.child.kill('SIGTERM')
    await new Promise(resolve => tail.child.on('exit', resolve))
    tail.read()
    const { code, stdout } = await tail.end()
    expect(code).toBe(143)
    const written = new Set(stdout.split('\n'))
    for (const event of ledger.acked())
      expect(written.has(ledger.lineOf(event.pushes.find(push => push.acked)!))).toBe(true)
  })

  test.runIf(signals)('and a second signal ends it at once', async () => {
    const options = await serve(5000, 2048)
    const tail = new Run([...options, '--prefetch', '5000'], { hold: true })
    await tail.until(({ stderr }) => stderr.includes('connected'))
    await atRest(() => broker.stats().pushes)
    tail.child.kill('SIGINT')
    tail.child.kill('SIGTERM')
    tail.child.kill('SIGINT')
    const code = await new Promise(resolve => tail.child.on('exit', resolve))
    expect([130, 143]).toContain(code)
    tail.read()
    await tail.end()
  })
})

test('ten megabytes through a slow reader arrive whole, and then it ends', async () => {
  const count = 5000
  const options = await serve(count, 2048)
  const tail = new Run([...options, '-n', String(count)], { hold: true })
  tail.child.stdout!.on('data', () => {
    tail.child.stdout!.pause()
    setImmediate(() => tail.child.stdout!.resume())
  })
  tail.read()
  const { code, stdout } = await tail.end()
  expect(code).toBe(0)
  expect(stdout.split('\n').length - 1).toBe(count)
  expect(stdout.endsWith('}\n')).toBe(true)
  expect(ledger.acked()).toHaveLength(count)
})

describe.runIf(linux && existsSync('/bin/bash'))('a file that it appends to', () => {
  /** Runs the tail with its stdout appended to `path`, which may not grow over `kilobytes`. */
  function append(
    options: string[],
    path: string,
    kilobytes: number,
  ): Promise<{ code: number | null; stderr: string }> {
    const words = [process.execPath, 'bin/gizwits-tail.cjs', ...options].map(word => `'${word}'`).join(' ')
    const child = spawn('/bin/bash', ['-c', `ulimit -f ${kilobytes}; exec ${words}`], {
      stdio: ['ignore', openSync(path, 'a'), 'pipe'],
    })
    let stderr = ''
    child.stderr!.setEncoding('utf8').on('data', text => {
      stderr += text
    })
    return new Promise(resolve => child.on('close', code => resolve({ code, stderr })))
  }

  test('and that may not grow further is left with whole lines: what failed is taken back, not acked, and comes again', async () => {
    const path = join(folder, 'limited')
    const options = await serve(100, 999)
    const { code, stderr } = await append(options, path, 10)
    expect(code).toBe(1)
    expect(stderr).toMatch(/error: cannot write to the output: the file may not grow further \(EFBIG\)/)
    const text = readFileSync(path, 'utf8')
    expect(text === '' || text.endsWith('}\n')).toBe(true)
    expect(ledger.acked().length).toBe(text.split('\n').length - 1)

    expect((await append([...options, '-n', String(100 - ledger.acked().length)], path, 1000)).code).toBe(0)
    const lines = readFileSync(path, 'utf8').split('\n').slice(0, -1)
    for (const line of lines) JSON.parse(line)
    expect(ledger.unacked()).toEqual([])
    expect(ledger.violations).toEqual([])
  })

  test('and that ends in half a line of somebody else gets a new line first', async () => {
    const path = join(folder, 'half')
    writeFileSync(path, '{"half":')
    const options = await serve(2, 999)
    expect((await append([...options, '-n', '2'], path, 1000)).code).toBe(0)
    const [half, ...lines] = readFileSync(path, 'utf8').split('\n')
    expect([half, lines.length]).toEqual(['{"half":', 3])
    for (const line of lines.slice(0, 2)) JSON.parse(line)
  })
})
