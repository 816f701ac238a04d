import { expect, test } from 'vitest'
import { RunStats } from '../src/app/run-stats.ts'
import { clockText } from '../src/cli/device-lines.ts'
import { keptState, readSteps } from '../src/cli/kept-state.ts'
import { summaryText, wantsSummary } from '../src/cli/summary.ts'
import { ClockCheck } from '../src/devices/clock-check.ts'
import { DeviceTable } from '../src/devices/device-table.ts'
import { Event } from '../src/event/event.ts'
import { createTheme } from '../src/format/theme.ts'
import type { OutputCounts } from '../src/output/output.ts'
import { OutputCounter } from '../src/output/output-counter.ts'
import { eventLine, pushOf } from './support/lines.ts'
import { ManualClock } from './support/manual-clock.ts'

/** The summary of a run of ten seconds, without colours. */
function summaryOf(
  fill: (stats: RunStats, event: (lag: number) => never) => void,
  columns = 80,
  forgotten = 0,
  outputs: readonly OutputCounts[] = [],
): Promise<string> {
  const clock = new ManualClock()
  const stats = new RunStats(clock)
  fill(stats, lag => ({ type: 'device_online', createdAt: clock.wall() / 1000 - lag }) as never)
  clock.advance(10_000)
  const devices = new DeviceTable({ statuses: 'ignore', wall: clock.wall })
  devices.alarms.forgotten = forgotten
  const hide = (type: string) => type.replaceAll('s3cret', '***')
  return summaryText(
    {
      stats,
      devices,
      clocks: undefined,
      connection: { windowLine: undefined },
      outputs,
      timeText: String,
      hide,
    },
    createTheme(0),
    columns,
  )
}

test('the rate is that of the events received, shown or not', async () => {
  const text = await summaryOf((stats, event) => {
    for (let i = 0; i < 30; i++) stats.received(event(1))
    for (let i = 0; i < 7; i++) stats.shown(event(1))
  })
  expect(text).toMatch(/^rate +3\.0 events\/s$/m)
  expect(text).toMatch(/^device_online +30 +7 +0$/m)
})

test('the lags are told as what they are: median, 95th percentile, largest', async () => {
  const text = await summaryOf((stats, event) => {
    for (let i = 0; i < 90; i++) stats.received(event(0.1))
    for (let i = 0; i < 9; i++) stats.received(event(5))
    stats.received(event(120))
  })
  expect(text).toMatch(/^lag +p50 10\dms +p95 5\.[01]s +max 2m 00s$/m)
})

test('one event of years ago does not change the lag: it is counted apart', async () => {
  const text = await summaryOf((stats, event) => {
    for (let i = 0; i < 9; i++) stats.received(event(0.1))
    stats.received(event(1106 * 86_400))
    stats.received(event(-86_400))
  })
  expect(text).toMatch(/^lag +p50 10\dms +p95 10\dms +max 10\dms$/m)
  expect(text).toMatch(/^2 +events with a created_at that cannot be right/m)
  expect(text).not.toContain('1106')
})

test('a run with nothing wrong warns of nothing, and one without lags says so', async () => {
  const text = await summaryOf(stats => stats.onStatus({ kind: 'connected', gap: undefined }))
  expect(text).not.toMatch(/created_at/)
  expect(text).toMatch(/^lag +p50 - +p95 - +max -$/m)
  expect(text).toMatch(/^connected +10\.0s of 10\.0s$/m)
})

test('outputs have a row each, unless stdout is the only one', async () => {
  const stdout = new OutputCounter('stdout')
  stdout.waiting = 1200
  stdout.taken(250_000)
  const record = Object.assign(new OutputCounter('record'), { failures: 3, waiting: 2 })
  const textOf = (...outputs: OutputCounter[]) => summaryOf(() => {}, 90, 0, outputs)
  const text = await textOf(stdout, record)
  expect(text).toMatch(/^stdout +1,200 events {3}250,000 bytes {3}1 batch {3}0 failures {3}0 waiting$/m)
  expect(text).toMatch(/^record +0 events {3}0 bytes {3}0 batches {3}3 failures {3}2 waiting$/m)
  expect(await textOf(stdout)).not.toContain('stdout')
  expect(await textOf(record)).toContain('record')
})

test('devices that were forgotten are told of, with what is lost by it', async () => {
  const connected = (stats: RunStats) => stats.onStatus({ kind: 'connected', gap: undefined })
  expect(await summaryOf(connected, 80, 1234)).toMatch(/^1,234 +alarms forgotten while raised/m)
  expect(await summaryOf(connected)).not.toMatch(/forgotten/)
})

test('open alarms, flapping devices, events that came again and wrong clocks are listed, ten of each', async () => {
  const clock = new ManualClock()
  const devices = new DeviceTable({ statuses: 'ignore', wall: clock.wall.bind(clock) })
  const clocks = new ClockCheck(clock.wall.bind(clock), () => {})
  const read = (members: object) => {
    const event = new Event(pushOf(eventLine(1, { did: 'd1', created_at: clock.wall() / 1000, ...members })))
    devices.read(event)
    clocks.read(event)
  }
  const alarm = (n: number, value: number) => {
    const data = { attr_name: `a${n}`, attr_displayname: `电机 ${n}`, value }
    read({ event_type: 'attr_fault', event_id: `e${n}`, created_at: clock.wall() / 1000 + n, data })
  }
  for (let n = 0; n < 13; n++) alarm(n, 1)
  alarm(3, 0)
  alarm(3, 0)
  for (const did of ['calm', 's3cret', 's3cret', 's3cret', 's3cret', 'd2', 'd2', 'd2']) {
    clock.advance(1000)
    read({ did, event_type: 'device_offline' })
    clock.advance(1000)
    read({ did, event_type: 'device_online' })
  }
  read({ did: 'odd', created_at: clock.wall() })
  const stats = new RunStats(clock)
  const hide = (text: string) => text.replaceAll('s3cret', '***')
  const timeText = (ms: number) => `T+${ms - devices.alarms.openAlarms[0]!.since}`
  const text = await summaryText(
    { stats, devices, clocks, connection: { windowLine: undefined }, outputs: [], timeText, hide },
    createTheme(0),
    80,
  )
  expect(text).toMatch(/^open alarms +d1 {2}电机 0 {2}since T\+0$/m)
  expect(text).toMatch(/^ +d1 {2}电机 10 {2}since T\+10000$/m)
  expect(text).not.toContain('电机 3 ')
  expect(text).not.toContain('电机 11')
  expect(text).toMatch(/^ +and 2 more$/m)
  expect(text).toMatch(/^flapping +\*\*\* {2}went offline 4 times$/m)
  expect(text).toMatch(/^ +d2 {2}went offline 3 times$/m)
  expect(text).not.toContain('calm')
  expect(text).toMatch(/^again +1 of the events came before/m)
  expect(text).toMatch(/^wrong clocks +odd: created_at is in milliseconds, not seconds$/m)
})

test('state is kept only for what shows it', () => {
  const kept = (more: object, isTTY = false) => {
    const config = {
      format: 'json',
      enrich: false,
      diff: false,
      summary: 'auto',
      verbosity: 'normal',
      toStdout: true,
      live: true,
      metrics: false,
      marksChanges: false,
      ...more,
    } as const
    const { devices, clocks } = keptState(config, isTTY, () => 0, { debug: () => {} })
    return [devices !== undefined, clocks !== undefined, readSteps({ devices, clocks }).length]
  }
  expect(kept({})).toEqual([false, false, 0])
  expect(kept({ verbosity: 'verbose' })).toEqual([false, true, 1])
  expect(kept({}, true)).toEqual([true, true, 2])
  expect(kept({ summary: 'always' })).toEqual([true, true, 2])
  expect(kept({ enrich: true })).toEqual([true, false, 1])
  expect(kept({ metrics: true })).toEqual([true, false, 1])
  expect(kept({ format: 'pretty' })).toEqual([true, false, 1])
  expect(kept({ live: false, summary: 'always', verbosity: 'verbose' })).toEqual([true, false, 1])
})

test('statuses are compared only where it shows', () => {
  const compares = (more: object) => {
    const none = {
      enrich: false,
      diff: false,
      marksChanges: false,
      toStdout: true,
      live: true,
      metrics: false,
    } as const
    const config = { ...none, format: 'pretty', summary: 'always', verbosity: 'normal', ...more } as const
    const { devices } = keptState(config, false, () => 1e12, { debug: () => {} })
    return [1000, 1001, 999].map((created_at, id) => {
      const event = new Event(pushOf(eventLine(id, { data: { a: 1 }, created_at })))
      devices?.read(event)
      return event.history
    })
  }
  const compared = [undefined, { changes: { values: [], unchanged: 1 } }, { outOfOrder: true }]
  expect(compares({})).toEqual([undefined, undefined, { outOfOrder: true }])
  for (const more of [{ format: 'json' }, { toStdout: false, diff: true }])
    expect(compares(more)).toEqual([undefined, undefined, undefined])
  for (const more of [{ diff: true }, { format: 'json', enrich: true }])
    expect(compares(more)).toEqual(compared)
  expect(compares({ marksChanges: true })).toEqual(compared)
})

test('what is wrong with a clock, in words', () => {
  expect(clockText({ did: undefined, is: 'behind', by: 60_000 })).toMatch(/^this machine is 1m 00s behind/)
  expect(clockText({ did: 'd1', is: 'ahead', by: 60_000 })).toBe('d1 is 1m 00s ahead, by its created_at')
})

test('a secret is taken out of a type before that is shortened', async () => {
  const text = await summaryOf(stats => {
    for (const type of ['device_s3cret', `s3cret_${'x'.repeat(40)}_s3cret`]) {
      stats.received({ type, createdAt: undefined } as never)
    }
  }, 40)
  expect(text).toMatch(/^device_\*\*\* +1 +0 +0$/m)
  expect(text).toMatch(/^\*x+_\*\*\* +1 +0 +0$/m)
})

test('a summary is shown on a terminal unless -q is given, or as --summary says', () => {
  const wanted = (summary: 'auto' | 'always' | 'never', verbosity: 'quiet' | 'normal') =>
    [true, false].map(isTTY => wantsSummary({ summary, verbosity }, isTTY))
  expect(wanted('auto', 'normal')).toEqual([true, false])
  expect(wanted('auto', 'quiet')).toEqual([false, false])
  expect(wanted('always', 'quiet')).toEqual([true, true])
  expect(wanted('never', 'normal')).toEqual([false, false])
})
