import type { Event } from '../event/event.ts'
import { AttributeLabels } from './attribute-labels.ts'
import { lineGlyphs } from './event-styles.ts'
import { eventView } from './event-view.ts'
import type { FormatContext } from './formats.ts'
import { Line } from './line.ts'
import { renderEvent } from './render-event.ts'
import { Suffix } from './suffix.ts'
import { noMask } from './text-mask.ts'

/** Returns what pretty shows after its columns, in at most `cells` cells, with styles. */
export type PayloadLine = (event: Event, cells: number) => string

/** Returns a function that shows the payload of an event alone, as in a column of a table. */
export function createPayloadLine({
  theme,
  glyphs = 'unicode',
  diff = false,
  mask = noMask,
  definitions,
}: Omit<FormatContext, 'columns' | 'time' | 'timeZone' | 'wall'>): PayloadLine {
  const labels = new AttributeLabels(definitions, theme, mask)
  const how = { diff, glyphs: lineGlyphs[glyphs], labels }
  const line = new Line(how.glyphs.cut, mask.hide)
  const suffix = new Suffix(line, theme, mask)
  return (event, cells) => {
    line.begin(cells)
    suffix.begin()
    renderEvent(eventView(event), suffix, how)
    return mask.hide(String(line))
  }
}
