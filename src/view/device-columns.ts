import { wholeDuration } from '../base/duration.ts'
import type { OpenAlarm } from '../devices/alarms.ts'
import { shownWord } from '../format/shown-text.ts'
import { paint, plain } from '../format/style.ts'
import { cell } from './cells.ts'
import type { Column, Growing } from './columns.ts'
import type { DeviceRow } from './device-row.ts'
import { deviceColumn, type OfDevice, stateColumn } from './did-columns.ts'
import { sparkline } from './plot.ts'
import { rateText } from './status-text.ts'
import type { ViewContext } from './view-context.ts'

/** A row of the list, with what is known of its device elsewhere. */
export interface RowFacts extends OfDevice {
  readonly row: DeviceRow
  /** The oldest first. */
  readonly alarms: readonly OpenAlarm[]
}

/** The columns of the table, from left to right. */
export const deviceColumns = {
  state: stateColumn,
  device: deviceColumn,
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
} as const satisfies Record<string, Column<RowFacts>>

/** The last one gets the rest. */
export const growing: Growing = [
  ['status', 24],
  ['state', deviceColumns.state.most],
  ['device', deviceColumns.device.most],
  ['status', 40],
  ['alarms', deviceColumns.alarms.most],
  ['status', deviceColumns.status.most],
]

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
