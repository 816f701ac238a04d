import type { Columns } from './columns.ts'
import { eventView } from './event-view.ts'
import type { Format, FormatContext } from './formats.ts'
import { createHighlighter } from './highlighter.ts'
import { Line } from './line.ts'
import type { PrettyParts } from './pretty-parts.ts'
import { Suffix } from './suffix.ts'
import { noMask } from './text-mask.ts'
import { WrappedLine } from './wrapped-line.ts'

/** The least cells of payload on a line that also says how late it came. */
const leastPayload = 10

/** Makes lines as text, which may be cut or wrapped at the width of a terminal, or highlighted. */
export function prettyText(parts: PrettyParts, context: FormatContext): Format {
  const { theme, mask, how, dates } = parts
  const { columns, wrap = false } = context
  const { spansValues } = mask
  const hideValue = spansValues ? noMask.hide : (text: string) => mask.hideInWhole(text)
  const line = new (wrap ? WrappedLine : Line)(how.glyphs.cut, hideValue)
  const suffix = new Suffix(line, theme, mask)
  const highlighter = createHighlighter(context.highlight, theme)
  let limit = Number.NaN
  let fixed: Columns

  const dateLine = (happened: number | undefined): string => {
    const text = dates.before(happened)
    if (text === '') return ''
    line.begin(limit)
    line.put(theme.dim, text)
    return `${line}\n`
  }

  return event => {
    const view = eventView(event)
    const { happened, missing } = view
    const width = (columns() || Number.POSITIVE_INFINITY) - highlighter.cells
    if (width !== limit) {
      limit = width
      fixed = parts.columnsOf(width)
    }
    const before = dateLine(happened)
    const lag = parts.lag(happened)
    // If there is little room, the payload is more important. A wrapped line always has room.
    const kept = lag && !wrap && limit - fixed.width - lag.length - 2 >= leastPayload ? lag.length + 2 : 0
    line.begin(limit - kept)
    fixed.put(line, suffix, view)
    parts.putPayload(view, suffix)
    line.extend(kept)
    suffix.word(theme.lag, lag)
    const text = `${line}\n`
    // Single values were masked when they were put. Text that is cut or wrapped must be masked as it is shown.
    const isCut = missing || limit !== Number.POSITIVE_INFINITY
    const rows = isCut ? mask.hide(text) : spansValues ? mask.hideInWhole(text) : text
    return before + highlighter.highlight(event, rows)
  }
}
