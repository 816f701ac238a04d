import { Console } from '../../src/cli/console.ts'
import { policyLine } from '../../src/cli/queue-lines.ts'
import { Reporter } from '../../src/cli/reporter.ts'
import { DeviceTable } from '../../src/devices/device-table.ts'
import { Event } from '../../src/event/event.ts'
import { createPretty } from '../../src/format/pretty.ts'
import { paint } from '../../src/format/style.ts'
import { createTheme, type Theme } from '../../src/format/theme.ts'
import { noti1 } from '../../src/wire/noti1/noti1.ts'
import { arrivals } from './events.ts'

/**
 * Returns what a terminal shows of `command`, with ANSI codes: the prompt, the first messages of the program, and the
 * events as its pretty format prints them. Clock and time zone are fixed.
 */
export async function screenText(command: string, columns: number): Promise<string> {
  const theme = createTheme(2)
  const prompt = `${paint(theme.good, '$')} ${command}\n`
  return prompt + opening(theme, columns) + (await events(theme, columns))
}

function opening(theme: Theme, columns: number): string {
  let text = ''
  const stream = { write: (piece: string) => (text += piece), isTTY: true, columns }
  const config = { where: '127.0.0.1:49732', policyLine: policyLine('all', { dialect: 'noti1' }, 50) }
  const reporter = new Reporter(new Console(stream, theme, 'normal'), config)
  reporter.onStatus({ kind: 'dialing', retry: 0 })
  reporter.onStatus({ kind: 'connected', gap: undefined })
  return text
}

async function events(theme: Theme, columns: number): Promise<string> {
  const seen = arrivals.map(({ line, after }) => {
    const event = readEvent(line)
    return { event, wall: Math.round(event.createdAt! * 1000) + after }
  })
  let { wall } = seen[0]!
  const format = await createPretty({
    theme,
    columns: () => columns,
    time: 'local',
    timeZone: 'Asia/Shanghai',
    wall: () => wall,
  })
  const devices = new DeviceTable({ statuses: 'compare', wall: () => wall })
  let text = ''
  for (const one of seen) {
    wall = one.wall
    devices.read(one.event)
    text += format(one.event)
  }
  return text
}

export function readEvent(line: string): Event {
  const bytes = Buffer.from(`${line}\n`)
  const message = noti1.decoder.read(bytes, 0, bytes.length - 1)
  if (message.kind !== 'push') throw new Error(`not an event: ${line}`)
  return new Event(message)
}
