import { wholeDuration } from '../base/duration.ts'
import { textCells } from '../base/text-width.ts'
import type { OpenAlarm } from '../devices/alarms.ts'
import { shownWord } from '../format/shown-text.ts'
import { paint, plain } from '../format/style.ts'
import { say, type Text } from '../language/say.ts'
import { type Align, cell } from './cells.ts'
import type { DeviceRow } from './device-row.ts'
import { sparkline } from './plot.ts'
import { rateText } from './status-text.ts'
import type { Moment, ViewContext } from './view-context.ts'

/** A row of the table, with what is known of its device elsewhere. */
export interface RowFacts {
  readonly row: DeviceRow
  readonly alarms: readonly OpenAlarm[]
  readonly at: Moment
}

export interface DeviceColumn {
  readonly title: Text
  readonly align?: Align
  /** Cells: without the least, the column is left out; more than the most say nothing more. */
  readonly least: number
  readonly most: number
  /** Between the least and the most, more cells say nothing more. */
  readonly jumps?: true
  /** The column with the highest number is left out first. */
  readonly rank: number
  /** Returns exactly `width` cells. The last column may have fewer. */
  show(facts: RowFacts, width: number, context: ViewContext): string
}

/** The columns of the table, from left to right. */
export const deviceColumns = {
  state: {
    title: 'state',
    least: 8,
    most: 16,
    jumps: true,
    rank: 1,
    show: ({ row, at }, width, context) => stateCell(row.did, at.wall, width, context),
  },
  device: {
    title: 'device',
    least: 8,
    most: 22,
    rank: 0,
    show: ({ row: { did } }, width, { theme, mask }) =>
      cell(theme.device(did), shownWord(mask.hide(did)), width, '*'),
  },
  seen: {
    title: 'seen',
    align: 'right',
    least: 6,
    most: 6,
    rank: 2,
    show: ({ row, at }, width) => cell(plain, wholeDuration(at.wall - row.lastSeen), width, '', 'right'),
  },
  rate: {
    title: 'rate/s',
    align: 'right',
    least: 6,
    most: 6,
    rank: 5,
    show: ({ row, at }, width) => cell(plain, rateText(row.rate.perSecond(at.now)), width, '', 'right'),
  },
  minute: {
    title: 'last minute',
    least: 12,
    most: 12,
    rank: 6,
    show: ({ row, at }, _, { theme, glyphs }) =>
      paint(theme.good, sparkline(row.rate.countsAt(at.now), glyphs.levels)),
  },
  alarms: {
    title: 'open alarms',
    least: 11,
    most: 26,
    rank: 3,
    show: ({ alarms, at }, width, context) => alarmCell(alarms, at.wall, width, context),
  },
  status: {
    title: 'last status',
    least: 14,
    most: Number.POSITIVE_INFINITY,
    rank: 4,
    show: ({ row: { lastStatus } }, width, { payload }) => (lastStatus ? payload(lastStatus, width) : ''),
  },
} as const satisfies Record<string, DeviceColumn>

export type ColumnName = keyof typeof deviceColumns

/** Whether a device is online, and since when: `▴ online 3m12s`, or `▴ 3m12s` in a narrow column. */
export function stateCell(
  did: string,
  wall: number,
  width: number,
  { devices, theme, glyphs }: ViewContext,
): string {
  const state = devices.deviceOf(did)?.presence.state
  if (!state) return cell(theme.dim, width < 9 ? '?' : `? ${say('unknown')}`, width, '')
  const { isOnline, since } = state
  const word = isOnline ? 'online' : 'offline'
  const mark = glyphs[word]
  const age = wholeDuration(wall - since)
  const long = `${mark} ${say(word)} ${age}`
  return cell(theme[word], textCells(long) > width ? `${mark} ${age}` : long, width, '')
}

/** The alarm that is raised longest, since when, and how many there are besides: `! 滤芯需更换 5m02s +1`. */
function alarmCell(
  alarms: readonly OpenAlarm[],
  wall: number,
  width: number,
  { theme, mask, glyphs }: ViewContext,
): string {
  const [oldest] = alarms
  if (!oldest) return ' '.repeat(width)
  const age = ` ${wholeDuration(wall - oldest.since)}${alarms.length > 1 ? ` +${alarms.length - 1}` : ''}`
  const room = width - age.length - 2
  const name = cell(plain, shownWord(mask.hide(oldest.name)), room, '*').trimEnd()
  return cell(theme.alertRaised, `${glyphs.alarm} ${name}${age}`, width, '')
}
