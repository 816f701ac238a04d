import { expect, test } from 'vitest'
import { RunStats } from '../src/app/run-stats.ts'
import { summaryText, wantsSummary } from '../src/cli/summary.ts'
import { DeviceTable } from '../src/devices/device-table.ts'
import { createTheme } from '../src/format/theme.ts'
import { ManualClock } from './support/manual-clock.ts'

/** The summary of a run of ten seconds, without colours. */
function summaryOf(
  fill: (stats: RunStats, event: (lag: number) => never) => void,
  columns = 80,
  forgotten = 0,
): Promise<string> {
  const clock = new ManualClock()
  const stats = new RunStats(clock)
  fill(stats, lag => ({ type: 'device_online', createdAt: clock.wall() / 1000 - lag }) as never)
  clock.advance(10_000)
  const devices = new DeviceTable({ compareStatuses: false, wall: clock.wall })
  devices.alarms.forgotten = forgotten
  const hide = (type: string) => type.replaceAll('s3cret', '***')
  return summaryText({ stats, devices, windowLine: undefined, hide }, createTheme(0), columns)
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

test('devices that were forgotten are told of, with what is lost by it', async () => {
  const connected = (stats: RunStats) => stats.onStatus({ kind: 'connected', gap: undefined })
  expect(await summaryOf(connected, 80, 1234)).toMatch(/^1,234 +alarms forgotten while raised/m)
  expect(await summaryOf(connected)).not.toMatch(/forgotten/)
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
