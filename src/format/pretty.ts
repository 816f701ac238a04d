import { moreBytes } from '../base/text-beginning.ts'
import { tellEvent } from './bodies.ts'
import { fitColumns } from './column-widths.ts'
import { Columns } from './columns.ts'
import { lineGlyphs } from './event-marks.ts'
import type { Format, FormatContext } from './formats.ts'
import { lagText } from './lag.ts'
import { Line } from './line.ts'
import { RaisedAlarms } from './raised-alarms.ts'
import { createRuler } from './ruler.ts'
import { sightOf } from './sight.ts'
import { Tail } from './tail.ts'
import { type TimeFormat, timeStyles } from './time-format.ts'
import { WrappedLine } from './wrapped-line.ts'

/** Cells of payload that must be left where a line says how late it came. */
const leastPayload = 10

/**
 * One line an event: time, event, device, then what matters for its type, and at the end, where no cut takes
 * it away, how late it came. Of an event of more than 256 KB the beginning is shown, and how much is left out. A
 * line with the date goes before the first event of a day that is not today.
 */
export async function createPretty(context: FormatContext): Promise<Format> {
  const { theme, columns, wall, wrap = false, glyphs = 'unicode', hide = text => text } = context
  const ruler = await createRuler()
  const { cut, rule } = lineGlyphs[glyphs]
  const line = new (wrap ? WrappedLine : Line)(ruler, cut)
  const tail = new Tail(line, theme)
  const alarms = new RaisedAlarms()
  const time: TimeFormat = timeStyles[context.time].create(context.timeZone, wall)
  let date = time.date?.(wall())
  let limit = Number.NaN
  let fixed: Columns

  const dateLine = (happened: number | undefined): string => {
    const its = happened === undefined ? undefined : time.date?.(happened)
    if (its === undefined || its === date) return ''
    date = its
    line.begin(limit)
    line.put(theme.dim, `${rule} ${its} ${rule}`)
    return `${line}\n`
  }

  return event => {
    const sight = sightOf(event)
    const { happened, missing } = sight
    const width = columns() || Number.POSITIVE_INFINITY
    if (width !== limit) {
      limit = width
      fixed = new Columns(fitColumns(width, time), { glyphs, theme, ruler, hide })
    }
    const before = dateLine(happened)
    // A relative time says it already.
    const lag = context.time === 'relative' ? '' : lagText(happened, wall())
    // Where little else could be said beside it, that matters more; in further rows there is room.
    const kept = lag && !wrap && limit - fixed.width - lag.length - 2 >= leastPayload ? lag.length + 2 : 0
    line.begin(limit - kept)
    fixed.put(line, tail, sight)
    tellEvent(sight, tail, alarms)
    if (missing) tail.word(theme.dim, moreBytes(missing.leftOut))
    line.extend(kept)
    tail.word(theme.lag, lag)
    return `${before}${line}\n`
  }
}
