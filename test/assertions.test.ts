import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { systemClock } from '../src/base/clock.ts'
import { Failure } from '../src/base/failure.ts'
import { reportingDropped } from '../src/cli/assertions.ts'
import { Console } from '../src/cli/console.ts'
import { compileAssertions } from '../src/cli/event-tests.ts'
import { LoginWatch } from '../src/cli/login-watch.ts'
import { StopConditions, type StopConditionsConfig } from '../src/cli/stop-conditions.ts'
import { tailConfig } from '../src/cli/tail-config.ts'
import type { TailFlags } from '../src/cli/tail-options.ts'
import { Event } from '../src/event/event.ts'
import { compileFilters } from '../src/filter/filter.ts'
import { createTheme } from '../src/format/theme.ts'
import type { Status } from '../src/session/status.ts'
import { startBroker } from '../src/simulator/broker.ts'
import { Run, run } from './support/bin.ts'
import { HandServer, type Visitor } from './support/hand-server.ts'
import { eventLine, pushOf } from './support/lines.ts'
import { ManualClock } from './support/manual-clock.ts'
import { sharedCertificate } from './support/shared-certificate.ts'
import { tempFolder } from './support/temp-folder.ts'

const folder = tempFolder()
let server: HandServer | undefined
const open: StopConditions[] = []
afterEach(async () => {
  for (const one of open.splice(0)) one.close()
  await server?.close()
  server = undefined
})

const eventOf = (members: Record<string, unknown>) => new Event(pushOf(eventLine(7, members)))
const connected: Status = { kind: 'connected', gap: undefined }
const pong: Status = { kind: 'pong', roundTrip: 1 }
const lost: Status = {
  kind: 'lost',
  failure: new Failure('unreachable', 'h:1 closed the connection'),
  retryIn: 1,
  wasConnected: true,
}

interface Given extends Partial<StopConditionsConfig> {
  readonly until?: readonly string[]
  readonly failOn?: readonly string[]
}

async function start({ until = [], failOn = [], ...config }: Given) {
  const clock = new ManualClock()
  const said: string[] = []
  const log = new Console({ write: text => said.push(text.trimEnd()) }, createTheme(0), 'normal')
  const login = new LoginWatch('h:1')
  const assertions = await compileAssertions({ until, failOn }, text => log.warn(text))
  let halted = 0
  const stop = new StopConditions(
    { duration: undefined, timeout: undefined, ...config, assertions },
    { clock, log, login, halt: () => halted++, force: () => {} },
  )
  open.push(stop)
  const onStatus = (...statuses: Status[]) => {
    for (const status of statuses) for (const one of [login, stop]) one.onStatus(status)
  }
  return { clock, said, stop, onStatus, halted: () => halted }
}

describe('an event that matches', () => {
  const fault = { event_type: 'attr_fault', did: 'Kp7rMv5n', created_at: 1714550400.5 }

  test('ends the run with 5, and is named', async () => {
    const { stop, said } = await start({ failOn: ['event_type=attr_alert', 'event_type=attr_fault'] })
    expect(stop.endsAt!(eventOf({ event_type: 'device_online' }))).toBe(false)
    expect(stop.code).toBeUndefined()
    expect(stop.endsAt!(eventOf(fault))).toBe(true)
    stop.ended('match')
    expect(stop.code).toBe(5)
    expect(said).toEqual([
      'error: --fail-on: attr_fault (did Kp7rMv5n, created at 2024-05-01T08:00:00.500Z, delivery_id 7) matches event_type=attr_fault',
    ])
  })

  test('ends it with 0 by --until', async () => {
    const { stop, said } = await start({ until: ['did=x', 'data.n>0'] })
    expect(stop.endsAt!(eventOf({}))).toBe(true)
    stop.ended('match')
    expect(stop.code).toBe(0)
    expect(said).toEqual([
      expect.stringMatching(/^--until: device_status_kv \(did d1, .*\) matches data\.n>0$/),
    ])
  })

  test('without a did, a time or a type it is named by what it has, safely', async () => {
    const { stop, said } = await start({ failOn: ['data.x'] })
    stop.endsAt!(new Event(pushOf('{"data":{"x":1}}')))
    stop.endsAt!(eventOf({ event_type: '\u001b[31m', created_at: 1e300, data: { x: 1 }, did: 5 }))
    expect(said).toEqual([
      'error: --fail-on: an event matches data.x',
      'error: --fail-on: \\u001b[31m (delivery_id 7) matches data.x',
    ])
  })

  test('of both, --fail-on decides', async () => {
    const { stop } = await start({ until: ['did'], failOn: ['data.n=1'] })
    expect(stop.endsAt!(eventOf({}))).toBe(true)
    expect(stop.code).toBe(5)
  })

  test('there is nothing to ask where no option is given', async () => {
    expect((await start({})).stop.endsAt).toBeUndefined()
  })
})

describe('what else ends a run', () => {
  const failOn = ['event_type=attr_fault']
  const until = ['event_type=device_online']

  test.each([
    ['duration', {}, 0, undefined],
    ['duration', { failOn }, 0, /^no event matched --fail-on before 3\.0s \(--duration\)$/],
    ['duration', { until }, 124, /^error: no event matched --until before 3\.0s \(--duration\)$/],
    ['duration', { until, failOn }, 124, /--until/],
    ['count', {}, 0, undefined],
    ['count', { failOn }, 0, /^no event matched --fail-on before the last event that -n asks for$/],
    ['count', { until }, 1, /^error: no event matched --until before the last event that -n asks for$/],
    ['reader-gone', {}, 0, undefined],
    [
      'reader-gone',
      { failOn },
      1,
      /^error: the reader of the output went away, so a match of --fail-on could/,
    ],
    ['reader-gone', { until }, 1, /^error: no event matched --until before the reader/],
    ['no-more', {}, 0, undefined],
    ['no-more', { failOn }, 0, /^no event matched --fail-on before the end$/],
    ['no-more', { until }, 1, /^error: no event matched --until before the end$/],
  ] as const)('%s with %j: %i', async (cause, given, code, text) => {
    const { clock, stop, said, onStatus } = await start({ ...given, duration: 3000 })
    onStatus(connected)
    if (cause === 'duration') clock.advance(3000)
    stop.ended(cause === 'duration' ? 'no-more' : cause)
    expect(stop.code).toBe(code)
    expect(said).toEqual(text ? [expect.stringMatching(text)] : [])
  })

  test('--timeout is 124, with any of them', async () => {
    for (const given of [{ until }, { failOn }]) {
      const { clock, stop, onStatus, said } = await start({ ...given, timeout: 1000 })
      onStatus(connected)
      clock.advance(1000)
      stop.ended('no-more')
      expect([stop.code, said]).toEqual([124, ['no event was shown for 1.0s (--timeout)']])
    }
  })

  test('a match among what is still shown decides over a time that was over, and not the other way round', async () => {
    for (const [given, code] of [
      [{ failOn: ['did'] }, 5],
      [{ until: ['did'] }, 0],
    ] as const) {
      for (const time of [{ duration: 1000 }, { timeout: 1000 }]) {
        const { clock, stop, onStatus } = await start({ ...given, ...time })
        onStatus(connected)
        clock.advance(1000)
        stop.endsAt!(eventOf({}))
        expect(stop.code).toBe(code)
        clock.advance(5000)
        expect(stop.code).toBe(code)
      }
    }
    const first = await start({ failOn: ['did'], timeout: 2000, duration: 1000 })
    first.onStatus(connected)
    first.clock.advance(5000)
    expect(first.stop.code).toBe(0)
  })

  test.runIf(process.platform !== 'win32')(
    'a signal before a match is the reason, and one after it is not',
    async () => {
      const before = await start({ failOn: ['did'] })
      process.emit('SIGINT')
      before.stop.endsAt!(eventOf({}))
      expect(before.stop.code).toBe(130)
      before.stop.close()
      const after = await start({ failOn: ['did'] })
      after.stop.endsAt!(eventOf({}))
      process.emit('SIGINT')
      expect(after.stop.code).toBe(5)
    },
  )
})

describe('the longest gap', () => {
  const watch = (maxGap: number, more: Given = {}) => start({ failOn: ['data.no'], maxGap, ...more })

  test('is exceeded where it never connected', async () => {
    const { clock, stop, halted } = await watch(10_000)
    clock.advance(9999)
    expect(halted()).toBe(0)
    clock.advance(1)
    expect([stop.code, halted()]).toEqual([4, 1])
    expect(stop.failure!.message).toBe('never connected within 10.0s (--max-gap): h:1 has not answered yet')
  })

  test('is exceeded where the connection does not come back', async () => {
    const { clock, stop, onStatus } = await watch(10_000, { duration: 60_000 })
    clock.advance(9000)
    onStatus(connected)
    clock.advance(20_000)
    onStatus(pong, lost)
    clock.advance(9999)
    expect(stop.code).toBeUndefined()
    clock.advance(1)
    expect(stop.code).toBe(4)
    expect(stop.failure).toMatchObject({
      code: 'unreachable',
      message:
        'no connection for 10.0s (--max-gap), so a match of --fail-on could have been missed: h:1 closed the connection',
    })
    clock.advance(60_000)
    expect(stop.code).toBe(4)
  })

  test('is kept where it comes back in time, again and again, and the longest is told', async () => {
    const { clock, stop, said, onStatus } = await watch(10_000, { duration: 60_000 })
    for (const gap of [1000, 9999, 3000]) {
      clock.advance(gap)
      onStatus(connected)
      clock.advance(5000)
      onStatus(pong, lost)
    }
    clock.advance(500)
    onStatus(connected)
    clock.advance(60_000)
    stop.ended('no-more')
    expect(stop.code).toBe(0)
    expect(said).toEqual(['no event matched --fail-on before 1m 00s (--duration); the longest gap was 10.0s'])
  })

  test('counts from the last sign of life: an event, or an answer to a heartbeat', async () => {
    for (const alive of ['event', 'pong'] as const) {
      const { clock, stop, onStatus } = await watch(10_000)
      onStatus(connected)
      clock.advance(30_000)
      if (alive === 'pong') onStatus(pong)
      else stop.alive()
      clock.advance(6000)
      onStatus(lost)
      clock.advance(3999)
      expect(stop.code).toBeUndefined()
      clock.advance(1)
      expect(stop.code).toBe(4)
    }
  })

  test('is exceeded at once where the connection was silent for longer', async () => {
    const { clock, stop, onStatus } = await watch(10_000)
    onStatus(connected)
    clock.advance(70_000)
    onStatus(lost)
    clock.advance(0)
    expect(stop.code).toBe(4)
  })

  test('a dial that fails does not begin it anew, and nothing is alive without a connection', async () => {
    const { clock, stop, onStatus } = await watch(10_000)
    onStatus(connected, lost)
    clock.advance(9000)
    onStatus({ ...lost, wasConnected: false } as Status)
    stop.alive()
    clock.advance(1000)
    expect(stop.code).toBe(4)
  })

  test('one that comes back after several dials, or with late events of the lost connection, is as long as it was', async () => {
    const { clock, stop, said, onStatus } = await watch(10_000, { duration: 60_000 })
    onStatus(connected, lost)
    clock.advance(5000)
    onStatus({ ...lost, wasConnected: false } as Status)
    stop.alive()
    clock.advance(3000)
    onStatus(connected)
    clock.advance(60_000)
    stop.ended('no-more')
    expect(stop.code).toBe(0)
    expect(said).toEqual([expect.stringMatching(/; the longest gap was 8\.0s$/)])
  })

  test('a machine that sleeps watches nothing', async () => {
    const { stop, onStatus } = await watch(10_000)
    onStatus(connected, { kind: 'slept', ms: 10_000 })
    expect(stop.code).toBeUndefined()
    onStatus({ kind: 'slept', ms: 10_001 })
    expect(stop.code).toBe(4)
    expect(stop.failure!.message).toMatch(/^this machine slept for longer than 10\.0s \(--max-gap\), so /)
  })

  test('a match decides over it', async () => {
    const { clock, stop } = await start({ failOn: ['did'], maxGap: 1000 })
    clock.advance(1000)
    stop.endsAt!(eventOf({}))
    expect(stop.code).toBe(5)
    expect(stop.failure).toBeUndefined()
    const until = await start({ until: ['did'], failOn: ['no'], maxGap: 1000 })
    until.clock.advance(1000)
    until.stop.endsAt!(eventOf({}))
    expect(until.stop.code).toBe(4)
  })

  test('leaves no timer', async () => {
    for (const statuses of [[], [connected], [connected, lost]]) {
      const { clock, stop, onStatus } = await watch(1000)
      onStatus(...statuses)
      stop.close()
      expect(clock.waiting).toBe(0)
    }
  })
})

describe('the configuration', () => {
  const config = (flags: TailFlags) => tailConfig(flags, { flags, nameOf: key => key })

  test('heartbeats are frequent enough for the longest gap, unless they are given', () => {
    const failOn = ['did']
    const heartbeat = (flags: TailFlags) => {
      const { pingInterval, pongTimeout } = config(flags).settings
      return [pingInterval, pongTimeout]
    }
    expect(heartbeat({})).toEqual([60_000, 10_000])
    expect(heartbeat({ failOn })).toEqual([2500, 2500])
    expect(heartbeat({ failOn, maxGap: 1000 })).toEqual([250, 250])
    expect(heartbeat({ failOn, maxGap: 3_600_000 })).toEqual([60_000, 10_000])
    expect(heartbeat({ failOn, pingInterval: 7000 })).toEqual([7000, 2500])
    expect(() => heartbeat({ failOn, pingInterval: 8000 })).toThrow(
      /dead connection is noticed after 10\.5s \(--ping-interval and --pong-timeout\), but --max-gap is 10\.0s/,
    )
  })

  test('--max-gap means nothing without --fail-on', () => {
    expect(() => config({ maxGap: 5000, until: ['did'] })).toThrow(/--max-gap does nothing without --fail-on/)
    expect(config({ until: ['did'] }).maxGap).toBeUndefined()
    expect(config({ failOn: ['did'] }).maxGap).toBe(10_000)
  })
})

test('that a filter leaves out what would have ended the run is reported once per option', async () => {
  const reported: string[] = []
  const assertions = await compileAssertions(
    { until: ['data.n=1'], failOn: ['event_type=attr_fault', 'event_type=attr_alert'] },
    () => {},
  )
  const keep = reportingDropped(await compileFilters(['did=d1']), assertions, text => reported.push(text))
  expect(keep(eventOf({ event_type: 'attr_fault' }))).toBe(true)
  expect(keep(eventOf({ did: 'd2', data: {} }))).toBe(false)
  expect(reported).toEqual([])
  for (const event_type of ['attr_fault', 'attr_alert', 'x', 'x'])
    expect(keep(eventOf({ event_type, did: 'd2' }))).toBe(false)
  expect(reported).toEqual([
    '--fail-on: an event matches that the filter leaves out; only shown events count (reported once)',
    '--until: an event matches that the filter leaves out; only shown events count (reported once)',
  ])
})

describe('the program', () => {
  /** Accepts the login, and sends the events 1 to 4, the third of which is a fault. */
  async function serve(visit: (visitor: Visitor) => unknown = () => {}): Promise<string[]> {
    server = await HandServer.start(async visitor => {
      await visitor.login()
      const types = ['device_online', 'device_status_kv', 'attr_fault', 'device_offline']
      visitor.socket.write(types.map((event_type, i) => `${eventLine(i + 1, { event_type })}\n`).join(''))
      visit(visitor)
    })
    return server.options
  }
  const shownIds = (stdout: string) => [...stdout.matchAll(/"delivery_id":(\d+)/g)].map(([, id]) => id)
  const args = ['--json', '--id', 'i', '--secret', 's']

  test('--fail-on: the event is shown, acked and told, and nothing after it is', async () => {
    const options = await serve()
    const { code, stdout, stderr } = await run([...args, ...options, '--fail-on', 'event_type=fault', '-q'])
    expect([code, shownIds(stdout)]).toEqual([5, ['1', '2', '3']])
    expect(stderr).toMatch(
      /^error: --fail-on: attr_fault \(did d1, .*delivery_id 3\) matches event_type=fault\n$/,
    )
    const [visitor] = server!.visitors
    await visitor!.until(({ closed }) => closed)
    expect(visitor!.acks).toEqual(['1', '2', '3'])
  })

  test('--until: 0, with what was shown and acked up to it', async () => {
    const options = await serve()
    const { code, stdout } = await run([
      ...args,
      ...options,
      '--until',
      'event_type=device_status_* or did=x',
      '--fail-on',
      'event_type=fault',
    ])
    expect([code, shownIds(stdout)]).toEqual([0, ['1', '2']])
    const [visitor] = server!.visitors
    await visitor!.until(({ closed }) => closed)
    expect(visitor!.acks).toEqual(['1', '2'])
  })

  test.each([
    [['--until', 'event_type=offline', '--fail-on', 'event_type=fault'], 5, 3],
    [['--until', 'event_type=fault', '--fail-on', 'event_type=fault'], 5, 3],
    [['--fail-on', 'event_type=fault', '-n', '2'], 0, 2],
    [['--fail-on', 'event_type=fault', '-n', '3'], 5, 3],
    [['--until', 'event_type=fault', '-n', '2'], 1, 2],
    [['--fail-on', 'event_type=fault', '-f', 'event_type!=fault', '-n', '3'], 0, 3],
    [['--fail-on', 'event_type=fault', '--peek'], 5, 3],
  ])('%j: %i', async (options, code, shown) => {
    const ran = await run([...args, ...(await serve()), ...options])
    expect([ran.code, shownIds(ran.stdout).length]).toEqual([code, shown])
  })

  test('--duration: 0 only where it watched', async () => {
    const green = await run([...args, ...(await serve()), '--fail-on', 'did=x', '--duration', '2s'])
    expect(green.code).toBe(0)
    expect(green.stderr).toMatch(
      /no event matched --fail-on before 2\.0s \(--duration\); the longest gap was \d+ms\n/,
    )
    const unreachable = await run([
      ...args,
      ...['--host', '127.0.0.1', '--port', '1'],
      '--fail-on',
      'did=x',
      '--duration',
      '5s',
      '--max-gap',
      '100ms',
    ])
    expect(unreachable.code).toBe(4)
    expect(unreachable.stderr).toContain('never connected within 100ms (--max-gap)')
  })

  test('--max-gap: a connection that is lost and stays so is 4', async () => {
    const options = await serve(visitor => {
      visitor.socket.end()
      void server!.close()
    })
    const ran = await run([
      ...args,
      ...options,
      '--fail-on',
      'did=x',
      '--duration',
      '60s',
      '--max-gap',
      '400ms',
    ])
    expect(ran.code).toBe(4)
    expect(ran.stderr).toMatch(/error: .*400ms \(--max-gap\)/)
  })

  test('--max-gap: a server that goes silent is not watched', async () => {
    // It never answers a heartbeat.
    const ran = await run([
      ...args,
      ...(await serve()),
      '--fail-on',
      'did=x',
      '--duration',
      '60s',
      '--max-gap',
      '400ms',
      '--no-reconnect',
    ])
    expect(ran.code).toBe(4)
  })

  test('Ctrl-C is 130, however green it was', async () => {
    const tail = new Run([...args, ...(await serve()), '--fail-on', 'did=x'])
    await tail.until(({ stdout }) => shownIds(stdout).length === 4)
    tail.child.kill('SIGINT')
    expect((await tail.end()).code).toBe(process.platform === 'win32' ? null : 130)
  })

  test('a connection that is dropped again and again is watched, as long as it comes back', async () => {
    const certificate = sharedCertificate()
    const broker = await startBroker({
      ...{ port: 0, rate: 0, devices: 5, seed: 3, scenarios: ['drop'], clock: systemClock, certificate },
    })
    const ca = join(folder, 'ca.pem')
    writeFileSync(ca, certificate.cert)
    const options = [...args, '--host', '127.0.0.1', '--port', String(broker.port), '--ca', ca]
    // Each connection is dropped within 60 events.
    const ran = await run([...options, '--fail-on', 'did=nobody', '--max-gap', '60s', '-n', '100'])
    expect([ran.code, shownIds(ran.stdout).length]).toEqual([0, 100])
    expect(ran.stderr).toMatch(/connection lost/)
    await broker.close()
  })

  test.each([
    [['--until', 'event_type=fault'], 0, 3],
    [['--fail-on', 'event_type=fault', '--until', 'event_type=offline'], 5, 3],
    [['--fail-on', 'did=x'], 0, 4],
    [['--until', 'did=x'], 1, 4],
    [['--until', 'did=x', '--max-gap', '5s'], 2, 0],
  ])('a replay with %j: %i', async (options, code, shown) => {
    const types = ['device_online', 'device_status_kv', 'attr_fault', 'device_offline']
    const input = types.map((event_type, i) => `${eventLine(i + 1, { event_type })}\n`).join('')
    const ran = await run(['replay', '-', '--json', ...options], { input })
    expect([ran.code, shownIds(ran.stdout).length]).toEqual([code, shown])
  })

  test.each([
    [
      ['--until', 'did=a and (mac=b'],
      /^error: --until: this parenthesis is not closed\n {2}did=a and \(mac=b\n {12}\^\n/,
    ],
    [
      ['--fail-on', 'did=a or 温度 > 热'],
      /^error: --fail-on: a number .*\n {2}did=a or 温度 > 热\n {18}\^\^\n/,
    ],
    [['--fail-on', 'events.ndjson'], /--fail-on: events\.ndjson names a file/],
    [['--until', ''], /--until: '' is not valid/],
    [['--max-gap', '5s'], /--max-gap does nothing without --fail-on/],
  ])('%j is a usage error', async (options, text) => {
    const ran = await run([...args, ...options])
    expect(ran.code).toBe(2)
    expect(ran.stderr).toMatch(text)
  })
})
