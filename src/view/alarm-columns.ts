import { wholeDuration } from '../base/duration.ts'
import type { OpenAlarm } from '../devices/alarms.ts'
import { shownWord } from '../format/shown-text.ts'
import { plain } from '../format/style.ts'
import { cell } from './cells.ts'
import type { Column, Growing } from './columns.ts'
import { deviceColumn, type OfDevice, stateColumn } from './did-columns.ts'

/** A row of the list of alarms. */
export interface AlarmFacts extends OfDevice {
  readonly alarm: OpenAlarm
}

/** The columns of the list, from left to right. */
export const alarmColumns = {
  since: {
    title: 'since',
    align: 'right',
    least: 6,
    most: 6,
    rank: 1,
    show: ({ alarm, at }, width) => cell(plain, wholeDuration(at.wall - alarm.since), width, '', 'right'),
  },
  device: { ...deviceColumn, least: 6 },
  state: { ...stateColumn, from: 60, rank: 3 },
  alarm: {
    title: 'alarm',
    least: 6,
    most: Number.POSITIVE_INFINITY,
    rank: 2,
    show: ({ alarm }, width, { theme, mask, glyphs }) =>
      cell(theme.alertRaised, `${glyphs.alarm} ${shownWord(mask.hide(alarm.name))}`, width, glyphs.cut),
  },
} as const satisfies Record<string, Column<AlarmFacts>>

/** The last one gets the rest. */
export const growing: Growing = [
  ['alarm', 16],
  ['device', alarmColumns.device.most],
  ['alarm', 24],
  ['state', alarmColumns.state.most],
  ['alarm', alarmColumns.alarm.most],
]
