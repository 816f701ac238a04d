import { wrapWords } from '../base/word-wrap.ts'
import type { Decoded } from '../datapoints/decode-payload.ts'
import { listText } from '../language/list-text.ts'
import { say } from '../language/say.ts'
import { leaderLines } from './leader-lines.ts'
import { payloadSegments } from './payload-segments.ts'
import { factTable, inParts, type PayloadContext, warningTable } from './payload-table.ts'
import { type Row, segmentRows } from './segment-rows.ts'
import { shownWord } from './shown-text.ts'
import { paint, type Style } from './style.ts'
import { paintAll } from './styled-text.ts'

/** The width of the left margin in cells, which shows the offset of the first byte. */
const gutter = 7

/** Draws a frame: its bytes in rows, with bits and attributes below them. Returns whole lines. */
export function payloadDrawing(decoded: Decoded, context: PayloadContext): string {
  const { theme, columns } = context
  const rows = segmentRows(decoded.frame.bytes, payloadSegments(decoded, theme))
  const said = (text: string, style: Style) =>
    wrapWords(text, columns)
      .map(line => paint(style, line))
      .join('\n')
  const missing = decoded.readings
    .filter(({ value }) => value === null)
    .map(({ field }) => shownWord(field.attribute.name))
  return inParts([
    factTable(decoded, context),
    rows.flatMap(row => rowLines(row, context)).join('\n'),
    missing.length > 0 ? said(say('missing: {names}', { names: listText(missing) }), theme.warning) : '',
    hasWideAlarms(decoded) ? said(say(wideAlarms), theme.dim) : '',
    warningTable(decoded, context),
  ])
}

function rowLines({ at, lines, marks }: Row, { theme, columns }: PayloadContext): string[] {
  const margin = ' '.repeat(gutter)
  const drawn = lines.map((line, i) =>
    i === 0 ? paint(theme.dim, String(at).padStart(gutter - 3)) + ' '.repeat(3) + line : margin + line,
  )
  const leaders = leaderLines(marks, columns - gutter, theme.dim)
  return [...drawn, ...leaders.map(line => margin + paintAll(line))]
}

const wideAlarms =
  'Alerts and faults of more than 8 bits are read as other bits are, the high byte first. Firmware generated in 2016 sends their low byte first.'

function hasWideAlarms({ layout, readings }: Decoded): boolean {
  return (
    layout === 'standard' &&
    readings.some(
      ({ field: { attribute, width } }) =>
        attribute.unit === 'bit' && width > 1 && (attribute.role === 'alert' || attribute.role === 'fault'),
    )
  )
}
