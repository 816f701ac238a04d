import { readPush } from '../../src/app/reader.ts'
import { createWatch } from '../../src/cli/create-watch.ts'
import { DeviceTable } from '../../src/devices/device-table.ts'
import { createTheme } from '../../src/format/theme.ts'
import { EmulatedScreen } from './emulated-screen.ts'
import { arrivals } from './events.ts'
import { readEvent } from './screen-text.ts'
import { terminalSvg } from './terminal-svg.ts'

const command = 'gizwits-tail --watch'
const size = { columns: 110, rows: 11 } as const

/** Returns the picture of the live view as SVG, the same on every machine. */
export async function watchPicture(): Promise<string> {
  const screen = new EmulatedScreen(size.columns, size.rows)
  // The last two events end what is wrong.
  const seen = arrivals.slice(0, -2).map(({ line, after }) => {
    const event = readEvent(line)
    return { event, wall: Math.round(event.createdAt! * 1000) + after }
  })
  const start = seen[0]!.wall
  let { wall } = seen[0]!
  const time = { now: () => wall - start, wall: () => wall, saw: () => {} }
  const devices = new DeviceTable({ statuses: 'compare', wall: time.wall })
  const watch = await createWatch(
    { time: 'local', timeZone: 'Asia/Shanghai', diff: false },
    {
      ...{
        read: readPush,
        definitions: undefined,
        mask: undefined,
        theme: createTheme(2),
        live: true,
        devices,
        time,
      },
      clock: { ...time, after: () => () => {} },
    },
    { stdout: screen, platform: 'linux', env: {} } as unknown as NodeJS.Process,
  )
  for (const one of seen) {
    wall = one.wall
    devices.read(one.event)
    watch.put(one.event)
  }
  wall += 2000
  watch.open({
    status: () => ({
      server: 'noti.gizwitsapi.com',
      connection: { name: 'connected', since: -134_000 },
      ...{ filters: '', received: seen.length, shown: seen.length, rate: 0.3, idle: 2000, lag: 360 },
      ...{ unacked: 1, prefetch: 50, windowFull: false, ack: 'all', openAlarms: devices.alarms.openCount },
    }),
    hasKeys: true,
    quit: () => {},
    signal: () => {},
  })
  return terminalSvg({ title: command, columns: size.columns, rows: await screen.read() })
}
