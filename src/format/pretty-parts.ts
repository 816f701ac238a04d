import { moreBytes } from '../base/text-beginning.ts'
import { AttributeLabels } from './attribute-labels.ts'
import { fitColumns } from './column-widths.ts'
import { Columns } from './columns.ts'
import { DateLines } from './date-lines.ts'
import { lineGlyphs } from './event-styles.ts'
import type { EventView } from './event-view.ts'
import type { FormatContext } from './formats.ts'
import { lagText } from './lag.ts'
import { renderEvent } from './render-event.ts'
import type { Rendering } from './rendering.ts'
import type { Suffix } from './suffix.ts'
import { noMask, type TextMask } from './text-mask.ts'
import type { Theme } from './theme.ts'
import { type TimeFormat, timeStyles } from './time-format.ts'

/** What lines of pretty are made of, be they text or bytes. */
export interface PrettyParts {
  readonly theme: Theme
  readonly mask: TextMask
  readonly how: Rendering
  readonly time: TimeFormat
  readonly dates: DateLines
  /** @param width cells; Infinity if unlimited */
  columnsOf(width: number): Columns
  /** Returns how late an event came; an empty string if that is not shown. */
  lag(happened: number | undefined): string
  /** Puts what follows the columns, but for the lag. */
  putPayload(view: EventView, suffix: Suffix): void
}

export function prettyParts(context: FormatContext): PrettyParts {
  const { theme, wall, diff = false, glyphs = 'unicode', mask = noMask, live = true, definitions } = context
  const { rule } = lineGlyphs[glyphs]
  const how = { diff, glyphs: lineGlyphs[glyphs], labels: new AttributeLabels(definitions, theme, mask) }
  const time: TimeFormat = timeStyles[context.time].create(context.timeZone, wall)
  // A relative time shows the lag already.
  const showsLag = live && context.time !== 'relative'
  return {
    theme,
    mask,
    how,
    time,
    dates: new DateLines(time, wall(), rule),
    columnsOf: width => new Columns(fitColumns(width, time), { glyphs, theme, mask }),
    lag: happened => (showsLag ? lagText(happened, wall()) : ''),
    putPayload(view, suffix) {
      renderEvent(view, suffix, how)
      if (view.missing) suffix.word(theme.dim, moreBytes(view.missing.leftOut))
    },
  }
}
