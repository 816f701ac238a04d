import { moreBytes } from '../base/text-beginning.ts'
import { AttributeLabels } from './attribute-labels.ts'
import { fitColumns } from './column-widths.ts'
import { Columns } from './columns.ts'
import { lineGlyphs } from './event-styles.ts'
import { eventView } from './event-view.ts'
import type { Format, FormatContext } from './formats.ts'
import { createHighlighter } from './highlighter.ts'
import { lagText } from './lag.ts'
import { Line } from './line.ts'
import { renderEvent } from './render-event.ts'
import { Suffix } from './suffix.ts'
import { noMask } from './text-mask.ts'
import { type TimeFormat, timeStyles } from './time-format.ts'
import { WrappedLine } from './wrapped-line.ts'

/** The least cells of payload on a line that also says how late it came. */
const leastPayload = 10

/**
 * Shows an event as a line of time, event, device, the members that matter for its type, and how late it came, which is
 * never cut. An event of more than 256 KB is shown in part, with how much is left out. A line with the date precedes an
 * event of another day than the one before it, or, for the first event, than today.
 */
export async function createPretty(context: FormatContext): Promise<Format> {
  const { theme, columns, wall, wrap = false, diff = false, glyphs = 'unicode', mask = noMask } = context
  const { live = true } = context
  const { cut, rule } = lineGlyphs[glyphs]
  const labels = new AttributeLabels(context.definitions, theme, mask)
  const how = { diff, glyphs: lineGlyphs[glyphs], labels }
  const { spansValues } = mask
  const hideValue = spansValues ? noMask.hide : (text: string) => mask.hideInWhole(text)
  const line = new (wrap ? WrappedLine : Line)(cut, hideValue)
  const suffix = new Suffix(line, theme, mask)
  const time: TimeFormat = timeStyles[context.time].create(context.timeZone, wall)
  // A relative time shows the lag already.
  const showsLag = live && context.time !== 'relative'
  const highlighter = createHighlighter(context.highlight, theme)
  let date = time.date?.(wall())
  let limit = Number.NaN
  let fixed: Columns

  const dateLine = (happened: number | undefined): string => {
    const day = happened === undefined ? undefined : time.date?.(happened)
    if (day === undefined || day === date) return ''
    date = day
    line.begin(limit)
    line.put(theme.dim, `${rule} ${day} ${rule}`)
    return `${line}\n`
  }

  return event => {
    const view = eventView(event)
    const { happened, missing } = view
    const width = (columns() || Number.POSITIVE_INFINITY) - highlighter.cells
    if (width !== limit) {
      limit = width
      fixed = new Columns(fitColumns(width, time), { glyphs, theme, mask })
    }
    const before = dateLine(happened)
    const lag = showsLag ? lagText(happened, wall()) : ''
    // If there is little room, the payload is more important. A wrapped line always has room.
    const kept = lag && !wrap && limit - fixed.width - lag.length - 2 >= leastPayload ? lag.length + 2 : 0
    line.begin(limit - kept)
    fixed.put(line, suffix, view)
    renderEvent(view, suffix, how)
    if (missing) suffix.word(theme.dim, moreBytes(missing.leftOut))
    line.extend(kept)
    suffix.word(theme.lag, lag)
    const text = `${line}\n`
    // Single values were masked when they were put. Text that is cut or wrapped must be masked as it is shown.
    const isCut = missing || limit !== Number.POSITIVE_INFINITY
    const rows = isCut ? mask.hide(text) : spansValues ? mask.hideInWhole(text) : text
    return before + highlighter.highlight(event, rows)
  }
}
