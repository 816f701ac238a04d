import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { expect, test } from 'vitest'
import { LagBuckets } from '../src/app/lag-buckets.ts'
import { readerOf } from '../src/app/reader.ts'
import { RunStats } from '../src/app/run-stats.ts'
import { runTail } from '../src/app/run-tail.ts'
import { WindowGauge } from '../src/app/window-gauge.ts'
import { WindowWatch } from '../src/app/window-watch.ts'
import { metricsText } from '../src/cli/metrics-text.ts'
import { ClockCheck } from '../src/devices/clock-check.ts'
import { DeviceTable } from '../src/devices/device-table.ts'
import type { Event } from '../src/event/event.ts'
import { createPretty } from '../src/format/pretty.ts'
import { createTheme } from '../src/format/theme.ts'
import { LineOutput } from '../src/output/line-output.ts'
import { RecordOutput } from '../src/output/recording/record-output.ts'
import { RecordingName } from '../src/output/recording/recording-name.ts'
import { Session } from '../src/session/session.ts'
import { sessionConfig } from '../src/session/settings.ts'
import { noti1 } from '../src/wire/noti1/noti1.ts'
import { FakeConnection } from './support/fake-dial.ts'
import { eventLine } from './support/lines.ts'
import { ManualClock } from './support/manual-clock.ts'
import { MemorySink } from './support/memory-sink.ts'
import { tempFolder } from './support/temp-folder.ts'

setFlagsFromString('--expose-gc')
const collectGarbage = runInNewContext('gc') as () => void

const folder = tempFolder()
const minute = 60_000
const day = 24 * 60 * minute
const [perDay, perMinute, kept] = [4, 5, 5]

/** Keeps nothing but the lines that begin a day. */
class DaySink extends MemorySink {
  readonly days: string[] = []

  override async flush(): Promise<boolean> {
    const taken = await super.flush()
    this.days.push(...this.lines.flatMap(line => /^─+ (\S+) \S+ ─+$/.exec(line)?.[1] ?? []))
    this.text = ''
    return taken
  }
}

/** The events of a minute: devices that come and go, statuses, alarms that are raised and cleared. */
function eventsAt(clock: ManualClock, tick: number): string {
  let text = ''
  for (let i = 0; i < perMinute; i++) {
    const n = tick * perMinute + i
    const common = {
      did: `Dn4tUq8sXw2yBz6cEf3g${String(n % 50).padStart(2, '0')}`,
      created_at: clock.wall() / 1000 - (perMinute - i) / 100,
    }
    const value = 1 - (Math.floor(n / 50) % 2)
    const data = { attr_name: 'PM25_Alarm', value }
    const members = [
      { event_type: value ? 'device_online' : 'device_offline' },
      { event_type: 'attr_alert', event_id: `${n % 50}-${Math.floor(n / 100)}`, data },
      { data: { on: value, temp: n % 97, Mode: `m${n % 5}` } },
    ][(n % 50) % 3]!
    text += `${eventLine(n, { ...common, ...members })}\n`
  }
  return text
}

test('a week of reconnects, rotations and day turns leaves nothing behind', async () => {
  const clock = new ManualClock(Date.UTC(2026, 0, 5))
  let connection!: FakeConnection
  let dials = 0
  const stats = new RunStats(clock, true, new LagBuckets())
  const gauge = new WindowGauge(clock, 50, 32_767, () => {})
  const window = new WindowWatch(50, () => {})
  const session = new Session(
    sessionConfig({}, noti1, prefetch => noti1.login({ id: 'i', secret: 's' }, prefetch)),
    {
      dial(handler) {
        dials++
        connection = new FakeConnection(handler)
        return connection
      },
      clock,
      defer: queueMicrotask,
      random: () => 0.5,
      report: status => {
        for (const one of [stats, gauge, window]) one.onStatus(status)
      },
    },
  )
  const devices = new DeviceTable({ statuses: 'compare', wall: clock.wall.bind(clock) })
  const clocks = new ClockCheck(clock.wall.bind(clock), () => {})
  const pretty = await createPretty({
    theme: createTheme(0),
    time: 'local',
    timeZone: 'UTC',
    columns: () => 100,
    live: true,
    wall: clock.wall.bind(clock),
  })
  const sink = new DaySink()
  const recording = new RecordOutput(
    (event: Event) => event.push,
    new RecordingName(join(folder, 'week.ndjson')),
    undefined,
    { rotate: { ms: 60 * minute }, keep: kept },
    { clock, info: () => {}, warn: text => expect.fail(text) },
  )
  const outputs = [new LineOutput(pretty, sink)]
  const metrics = () =>
    metricsText({ stats, devices, outputs: [outputs[0]!.counts, recording.counts], hide: text => text })
  const running = runTail({
    source: gauge.watch(session),
    read: readerOf([event => devices.read(event), event => clocks.read(event)]),
    keep: () => true,
    outputs,
    recorders: [recording],
    ack: 'all',
    stats,
    progress: ({ held }) => window.add(held),
  })

  /** Lets the loop take what came. */
  const settled = async (count: number) => {
    while (stats.total.acked < count) await new Promise(resolve => setImmediate(resolve))
  }
  let sent = 0
  const liveUntil = async (end: number) => {
    while (clock.now() < end) {
      connection.sent = ''
      clock.advance(minute)
      if (connection.sent.includes('"enterprise_ping"')) connection.receive('{"cmd":"enterprise_pong"}\n')
      connection.receive(eventsAt(clock, sent / perMinute))
      sent += perMinute
      await settled(sent)
    }
  }
  const reconnected = async () => {
    const before = dials
    connection.close()
    while (dials === before) {
      clock.advance(1000)
      await new Promise(resolve => setImmediate(resolve))
    }
    connection.login()
  }
  const state = () => {
    collectGarbage()
    const files = readdirSync(folder).length
    return {
      heap: process.memoryUsage().heapUsed,
      timers: clock.waiting,
      files,
      series: metrics().split('\n').length,
    }
  }
  const states: ReturnType<typeof state>[] = []
  connection.login()
  for (let part = 1; part <= 7 * perDay; part++) {
    if (part > 1) await reconnected()
    await liveUntil((part * day) / perDay)
    if (part % perDay === 0) states.push(state())
  }

  const [second, last] = [states[1]!, states[6]!]
  const { heap, ...counts } = last
  expect(counts).toEqual({ timers: second.timers, series: second.series, files: kept })
  expect(heap - second.heap).toBeLessThan(500_000)
  expect(sink.days).toEqual(['06', '07', '08', '09', '10', '11', '12'].map(n => `2026-01-${n}`))
  expect(stats.total).toEqual({ received: sent, shown: sent, acked: sent })
  expect([stats.reconnects, stats.outstanding, dials]).toEqual([7 * perDay - 1, 0, 7 * perDay])
  const stopped = session.stop()
  connection.close()
  await stopped
  await running
  expect(clock.waiting).toBe(0)
}, 120_000)
