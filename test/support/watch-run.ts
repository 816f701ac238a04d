import { EventEmitter } from 'node:events'
import { readPush } from '../../src/app/reader.ts'
import { createWatch } from '../../src/cli/create-watch.ts'
import { HeldMessages } from '../../src/cli/held-messages.ts'
import { LiveWatch, type LiveWatchDeps } from '../../src/cli/live-watch.ts'
import { DeviceTable } from '../../src/devices/device-table.ts'
import { Event } from '../../src/event/event.ts'
import { createTheme } from '../../src/format/theme.ts'
import type { StatusFacts } from '../../src/view/status-facts.ts'
import { presentTime } from '../../src/view/view-time.ts'
import { Emulator } from './emulator.ts'
import { eventLine, pushOf } from './lines.ts'
import { ManualClock } from './manual-clock.ts'

/** stdin of a terminal, in the mode that a program has set. */
class Keyboard extends EventEmitter {
  readonly isTTY: boolean
  isRaw = false

  constructor(isTTY: boolean) {
    super()
    this.isTTY = isTTY
  }

  setEncoding(): this {
    return this
  }

  resume(): this {
    return this
  }

  pause(): this {
    return this
  }

  setRawMode(isRaw: boolean): void {
    this.isRaw = isRaw
  }
}

interface Setting {
  readonly columns?: number
  readonly rows?: number
  readonly hasKeys?: boolean
  readonly level?: 0 | 1
  readonly time?: 'local' | 'relative'
}

/** A live view on an emulated terminal, with a clock that only a test advances. */
export async function watchRun({
  columns = 80,
  rows = 24,
  hasKeys = true,
  level = 0,
  time = 'local',
}: Setting = {}) {
  const clock = new ManualClock()
  const terminal = new Emulator(columns, rows)
  const stdin = new Keyboard(hasKeys)
  const kills: string[] = []
  const process = Object.assign(new EventEmitter(), {
    pid: 1,
    stdin,
    stdout: Object.assign(terminal, { write: terminal.stdout.write }),
    platform: 'linux',
    env: {},
    kill: (_: number, signal: string) => kills.push(signal),
  })
  const devices = new DeviceTable({ statuses: 'compare', wall: () => clock.wall() })
  const watch = await createWatch(
    { time, timeZone: 'UTC', diff: false },
    {
      read: readPush,
      definitions: undefined,
      mask: undefined,
      theme: createTheme(level),
      live: true,
      devices,
      clock,
      time: presentTime(clock),
    },
    { ...process, stdout: terminal.stdout } as unknown as Parameters<typeof createWatch>[2],
  )
  const messages = new HeldMessages(Object.assign(terminal.stderr, { isTTY: true }))
  const counts = { received: 0, quits: 0 }
  const facts = (): StatusFacts => ({
    server: 'h.example',
    connection: { name: 'connected', since: 0 },
    filters: '',
    received: counts.received,
    shown: counts.received,
    rate: 2.5,
    idle: 0,
    lag: 20,
    unacked: 1,
    prefetch: 50,
    windowFull: false,
    ack: 'all',
    openAlarms: devices.alarms.openCount,
  })
  const live = new LiveWatch(watch, {
    clock,
    messages,
    facts,
    quit: () => counts.quits++,
    process: process as unknown as LiveWatchDeps['process'],
  })
  /** Puts an event that happens now. */
  const put = (type: string, did: string, members: Record<string, unknown> = {}) => {
    const line = eventLine(++counts.received, {
      event_type: type,
      did,
      created_at: clock.wall() / 1000,
      ...members,
    })
    const event = new Event(pushOf(line))
    devices.read(event)
    watch.put(event)
  }
  return {
    clock,
    terminal,
    watch,
    live,
    messages,
    process,
    stdin,
    kills,
    counts,
    put,
    status: (did: string, data: unknown) => put('device_status_kv', did, { data }),
    alarm: (did: string, name: string, value: 0 | 1) =>
      put('attr_alert', did, {
        event_id: `${did} ${name}`,
        data: { attr_name: name, attr_displayname: name, value },
      }),
    /** Presses keys, as a terminal sends them. */
    type(...keys: string[]) {
      for (const key of keys) stdin.emit('data', key)
    },
    screen: () => terminal.screen(),
  }
}

export type WatchRun = Awaited<ReturnType<typeof watchRun>>

/** Three devices, one of which has an alarm and one of which is offline; 65 seconds pass. */
export function sendDay({ put, status, alarm, clock }: WatchRun): void {
  put('device_online', 'kUpRm2ugQ243KCKvck8j2E')
  put('device_online', '13BrDX11ZBpvuRYXMuQQLy')
  clock.advance(20_000)
  for (let i = 0; i < 5; i++) {
    status('kUpRm2ugQ243KCKvck8j2E', { PM25: 141 + i, Mode: '自动' })
    clock.advance(3000)
  }
  put('device_offline', '13BrDX11ZBpvuRYXMuQQLy')
  alarm('kUpRm2ugQ243KCKvck8j2E', '空气质量报警', 1)
  clock.advance(28_000)
  status('jj4FR9f9s5XVuvqKkKWw6M', { temp: 21.5 })
  clock.advance(2000)
}
