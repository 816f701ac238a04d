import { wholeDuration } from '../base/duration.ts'
import { shownWord } from '../format/shown-text.ts'
import { paint, plain } from '../format/style.ts'
import { say } from '../language/say.ts'
import { cell, reversed } from './cells.ts'
import { stateCell } from './device-columns.ts'
import type { Snapshot } from './snapshot.ts'
import type { Moment, ViewContext } from './view-context.ts'
import type { ViewState } from './view-state.ts'

/** Cells of the age, with its gap, and of the state of a device, with its gap. */
const ageCells = 8
const stateCells = 17
/** The least width that has the state, too. */
const wide = 70

/** Returns the titles of the list of open alarms, and at most `height` rows. */
export function alarmList(
  { alarms }: Snapshot,
  state: ViewState,
  index: number,
  { width, height }: { readonly width: number; readonly height: number },
  at: Moment,
  context: ViewContext,
): { readonly titles: string; readonly rows: string[] } {
  const { theme, mask, glyphs } = context
  const hasState = width >= wide
  const left = width - ageCells - (hasState ? stateCells : 0)
  const device = Math.min(22, Math.floor(left / 2))
  const name = left - device - 1
  const visible = alarms.slice(state.top, state.top + height)
  const rows = visible.map((alarm, i) => {
    const line = [
      cell(plain, wholeDuration(at.wall - alarm.since), ageCells - 1, '', 'right'),
      cell(theme.device(alarm.did), shownWord(mask.hide(alarm.did)), device, '*'),
      ...(hasState ? [stateCell(alarm.did, at.wall, stateCells - 1, context)] : []),
      cell(theme.alertRaised, `${glyphs.alarm} ${shownWord(mask.hide(alarm.name))}`, name, glyphs.cut),
    ].join(' ')
    return state.top + i === index ? reversed(line, width) : line
  })
  const titles = [
    cell(theme.heading, say('since'), ageCells - 1, '', 'right'),
    cell(theme.heading, say('device'), device, ''),
    ...(hasState ? [cell(theme.heading, say('state'), stateCells - 1, '')] : []),
    cell(theme.heading, say('alarm'), name, ''),
  ].join(' ')
  if (rows.length === 0 && height > 0) rows.push(paint(theme.dim, say('no alarm is open')))
  return { titles: titles.trimEnd(), rows }
}
