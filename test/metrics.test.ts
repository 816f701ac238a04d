import { execFileSync, spawnSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { LagBuckets } from '../src/app/lag-buckets.ts'
import { RunStats } from '../src/app/run-stats.ts'
import { checkMetricsFile, MetricsFile } from '../src/cli/metrics-file.ts'
import { metricsText } from '../src/cli/metrics-text.ts'
import type { Event } from '../src/event/event.ts'
import type { Status } from '../src/session/status.ts'
import { Run, run, signals } from './support/bin.ts'
import { HandServer, type Visitor } from './support/hand-server.ts'
import { eventLine } from './support/lines.ts'
import { ManualClock } from './support/manual-clock.ts'
import { tempFolder } from './support/temp-folder.ts'
import { whereIs } from './support/tool-path.ts'

const folder = tempFolder()
const at = (name: string) => join(folder, name)
const isRoot = process.getuid?.() === 0

/** An event that was created `lag` seconds ago. */
function eventOf(type: string, clock: ManualClock, lag: number): Event {
  return { type, createdAt: clock.wall() / 1000 - lag } as Event
}

const lost = { kind: 'lost', retryIn: 1, wasConnected: true } as Status

/** A run of which everything is counted. */
function counted() {
  const clock = new ManualClock()
  const stats = new RunStats(clock, true, new LagBuckets())
  const connect = (gap?: number) => {
    stats.onStatus({ kind: 'dialing', retry: 0 })
    stats.onStatus({ kind: 'connected', gap })
  }
  const receive = (n: number, type = 'device_online', lag = 0.2) => {
    for (let i = 0; i < n; i++) stats.received(eventOf(type, clock, lag))
  }
  return { clock, stats, connect, receive }
}

const hide = (text: string) => text.replaceAll('s3cret', '***')
const samples = (text: string) => text.split('\n').filter(line => line !== '' && !line.startsWith('#'))

describe('the text of metrics', () => {
  function odd() {
    const { stats, connect, receive } = counted()
    connect()
    receive(2)
    receive(1, 'quote " and \\ and\nnewline', 7000)
    receive(1, 's3cret', -3)
    receive(1, '***', 400_000)
    receive(3, 'half \ud83d', 0.05)
    stats.shown(eventOf('device_online', new ManualClock(), 1))
    stats.total.acked = 1
    const outputs = [
      { name: 'stdout', events: 3, bytes: 9, batches: 1, failures: 0, waiting: 0 },
      { name: 'exec', events: 3, bytes: 9, batches: 1, failures: 4, waiting: 0 },
    ]
    const alarm = { did: 'd', name: 'n', since: 1 }
    const devices = { alarms: { openAlarms: [alarm, alarm] } } as never
    return metricsText({ stats, devices, outputs, hide })
  }

  test('has every metric with its kind, and escapes labels', () => {
    const text = odd()
    expect([...text.matchAll(/^# TYPE (\S+ \S+)$/gm)].map(([, type]) => type)).toEqual([
      'gizwits_tail_events_total counter',
      'gizwits_tail_shown_total counter',
      'gizwits_tail_acked_total counter',
      'gizwits_tail_reconnects_total counter',
      'gizwits_tail_connected gauge',
      'gizwits_tail_lag_seconds histogram',
      'gizwits_tail_window_outstanding gauge',
      'gizwits_tail_output_failures_total counter',
      'gizwits_tail_alarms_open gauge',
    ])
    expect(samples(text).filter(line => !line.includes('_bucket'))).toEqual([
      'gizwits_tail_events_total{type="device_online"} 2',
      'gizwits_tail_events_total{type="quote \\" and \\\\ and\\nnewline"} 1',
      'gizwits_tail_events_total{type="***"} 2',
      'gizwits_tail_events_total{type="half \ufffd"} 3',
      'gizwits_tail_shown_total 1',
      'gizwits_tail_acked_total 1',
      'gizwits_tail_reconnects_total 0',
      'gizwits_tail_connected 1',
      expect.stringMatching(/^gizwits_tail_lag_seconds_sum 7000\.5\d*$/),
      'gizwits_tail_lag_seconds_count 7',
      'gizwits_tail_window_outstanding 7',
      'gizwits_tail_output_failures_total{output="stdout"} 0',
      'gizwits_tail_output_failures_total{output="exec"} 4',
      'gizwits_tail_alarms_open 2',
    ])
    expect(text.endsWith('\n')).toBe(true)
  })

  test('has lags in cumulative buckets, also before there is one', () => {
    const buckets = (text: string) =>
      samples(text).flatMap(line => /_bucket\{le="(.*)"\} (\d+)$/.exec(line)?.slice(1).join(' ') ?? [])
    expect(buckets(odd())).toEqual([
      ...[
        '0.1 4',
        '0.25 6',
        '0.5 6',
        '1 6',
        '2.5 6',
        '5 6',
        '10 6',
        '30 6',
        '60 6',
        '300 6',
        '1800 6',
        '3600 6',
      ],
      ...['21600 7', '86400 7', '259200 7', '+Inf 7'],
    ])
    const empty = metricsText({ stats: counted().stats, devices: undefined, outputs: [], hide })
    expect(buckets(empty).at(-1)).toBe('+Inf 0')
    expect(empty).toContain('gizwits_tail_connected 0\n')
  })

  test.runIf(whereIs('promtool'))('has no fault that promtool finds', () => {
    for (const text of [
      odd(),
      metricsText({ stats: counted().stats, devices: undefined, outputs: [], hide }),
    ]) {
      const { status, stderr, stdout } = spawnSync('promtool', ['check', 'metrics'], {
        input: text,
        encoding: 'utf8',
      })
      expect([status, stdout, stderr]).toEqual([0, '', ''])
    }
  })
})

describe('what is outstanding', () => {
  test('is what this connection has sent and is not acked', () => {
    const { stats, connect, receive } = counted()
    receive(1)
    expect(stats.outstanding).toBe(0)
    connect()
    receive(5)
    stats.total.acked += 2
    expect(stats.outstanding).toBe(3)
    stats.onStatus({ kind: 'protocol-warning', warning: 'malformed', text: '', skippedEvents: 2 })
    expect(stats.outstanding).toBe(5)
    stats.onStatus(lost)
    expect(stats.outstanding).toBe(0)
    connect(10)
    expect(stats.outstanding).toBe(0)
    receive(1)
    expect(stats.outstanding).toBe(1)
  })
})

describe('the metrics file', () => {
  test('is replaced at the start, every 10 seconds and at the end', () => {
    const clock = new ManualClock()
    const path = at('metrics.prom')
    let version = 1
    const warnings: string[] = []
    const file = new MetricsFile(
      path,
      () => `version ${version}\n`,
      clock,
      text => warnings.push(text),
    )
    const read = () => readFileSync(path, 'utf8')
    file.start()
    expect(read()).toBe('version 1\n')
    const first = statSync(path).ino
    version = 2
    clock.advance(9999)
    expect(read()).toBe('version 1\n')
    clock.advance(1)
    expect(read()).toBe('version 2\n')
    if (signals) expect([statSync(path).ino === first, statSync(path).mode & 0o777]).toEqual([false, 0o644])
    version = 3
    clock.advance(10_000)
    expect(read()).toBe('version 3\n')
    version = 4
    file.close()
    expect([read(), existsSync(`${path}.tmp`), clock.waiting, warnings]).toEqual([
      'version 4\n',
      false,
      0,
      [],
    ])
  })

  test('is tried again when it cannot be written, with one warning', () => {
    const clock = new ManualClock()
    const path = at('later/metrics.prom')
    const warnings: string[] = []
    const file = new MetricsFile(
      path,
      () => 'x\n',
      clock,
      text => warnings.push(text),
    )
    file.start()
    clock.advance(20_000)
    expect(warnings).toEqual([
      expect.stringMatching(/^cannot write metrics: no such file or folder \(ENOENT\)/),
    ])
    mkdirSync(at('later'))
    clock.advance(10_000)
    expect(readFileSync(path, 'utf8')).toBe('x\n')
    mkdirSync(`${path}.tmp`)
    clock.advance(10_000)
    expect(warnings).toHaveLength(2)
    file.close()
  })

  test('of an earlier run stays until the first version of this one, and nothing else is left', () => {
    const path = at('earlier.prom')
    writeFileSync(path, 'earlier')
    checkMetricsFile(path)
    expect([readFileSync(path, 'utf8'), existsSync(`${path}.tmp`)]).toEqual(['earlier', false])
    checkMetricsFile(at('new.prom'))
    expect([existsSync(at('new.prom')), existsSync(at('new.prom.tmp'))]).toEqual([false, false])
  })

  const closed = at('closed')
  mkdirSync(closed)
  chmodSync(closed, 0o500)

  const unfit: [path: string, says: RegExp][] = [
    [at('none/x.prom'), /cannot write .*x\.prom: no such file or folder \(ENOENT\)/],
    [folder, /it is not a regular file/],
    ['-', /It must be a file/],
    ['', /must not be empty/],
  ]
  // Not /dev/null: without the check it would be replaced.
  if (whereIs('mkfifo')) {
    execFileSync('mkfifo', [at('pipe')])
    unfit.push([at('pipe'), /it is not a regular file/])
  }
  if (signals && !isRoot) unfit.push([join(closed, 'x'), /EACCES/])

  test.each(unfit)(
    'that cannot be written ends the run with 2 before anything is dialed: %j',
    async (path, says) => {
      const server = await HandServer.start(() => {})
      const { code, stdout, stderr } = await run([
        ...server.options,
        '--no-reconnect',
        '--connect-timeout',
        '1s',
        `--metrics-file=${path}`,
      ])
      expect([code, stdout, server.visitors.length]).toEqual([2, '', 0])
      expect(stderr).toMatch(/^error: --metrics-file: /)
      expect(stderr).toMatch(says)
    },
  )

  test('has at the end what the run did', async () => {
    const path = at('run.prom')
    const server = await HandServer.start(async (visitor, number) => {
      await visitor.login()
      if (number === 1) {
        visitor.socket.write(
          `${eventLine(1)}\n${eventLine(2, { event_type: 'attr_fault', event_id: 'e', data: { attr_name: 'a', value: 1 } })}\n`,
        )
        await visitor.until(({ acks }) => acks.length === 2)
        visitor.socket.destroy()
      } else visitor.socket.write(`${eventLine(3, { event_type: 'device_online' })}\n`)
    })
    const args = [
      ...server.options,
      '--json',
      '-f',
      'event_type!=device_status_kv',
      '-n',
      '2',
      '--metrics-file',
      path,
    ]
    const { code, stderr } = await run(args)
    expect(code).toBe(0)
    // Nobody has asked for a summary.
    expect(stderr).not.toContain('acked')
    const text = readFileSync(path, 'utf8')
    for (const sample of [
      'events_total{type="device_status_kv"} 1',
      'events_total{type="attr_fault"} 1',
      'events_total{type="device_online"} 1',
      'shown_total 2',
      'acked_total 3',
      'reconnects_total 1',
      'connected 0',
      'window_outstanding 0',
      'output_failures_total{output="stdout"} 0',
      'alarms_open 1',
    ])
      expect(text).toContain(`\ngizwits_tail_${sample}\n`)
  })
})

describe.runIf(signals)('SIGUSR1', () => {
  /** Runs a tail, sends it the signal once it has shown an event, and ends it once it has reported. */
  async function report(args: readonly string[], reported: RegExp): Promise<string> {
    let end = () => {}
    const server = await HandServer.start(async (visitor: Visitor) => {
      await visitor.login()
      visitor.socket.write(`${eventLine(1)}\n`)
      end = () => visitor.socket.write(`${eventLine(2)}\n`)
    })
    const tail = new Run([...server.options, '--json', '-n', '2', ...args])
    await tail.until(({ stdout }) => stdout !== '')
    await server.visitors[0]!.until(({ acks }) => acks.length === 1)
    const before = tail.stderr.length
    tail.child.kill('SIGUSR1')
    await tail.until(({ stderr }) => reported.test(stderr.slice(before)))
    const text = tail.stderr.slice(before)
    end()
    expect(await tail.end()).toMatchObject({ code: 0 })
    return text
  }

  test('prints the summary so far', async () => {
    const text = await report(['--summary', 'always'], /reconnects/)
    expect(text).toMatch(/^device_status_kv +1 +1 +1$/m)
  })

  test('prints it also where metrics are kept, and nobody wants a summary at the end', async () => {
    const text = await report(['-q', '--metrics-file', at('usr1.prom')], /reconnects/)
    expect(text).toMatch(/^device_status_kv +1 +1 +1$/m)
  })

  test('prints what is known where no events are counted', async () => {
    const text = await report([], /summary/)
    expect(text.trim()).toMatch(
      /^connected \S+ of \S+, 0 reconnects; stdout: 1 event; for events by type: --summary always$/,
    )
  })

  test('says that there is no connection yet', async () => {
    let opened = () => {}
    const open = new Promise<void>(resolve => {
      opened = resolve
    })
    const server = await HandServer.start(() => opened())
    const tail = new Run([...server.options, '--json'])
    await open
    tail.child.kill('SIGUSR1')
    await tail.until(({ stderr }) => /not connected yet, after/.test(stderr))
    tail.child.kill('SIGTERM')
    expect((await tail.end()).code).toBe(143)
  })
})
