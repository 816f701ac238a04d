import { textCells } from '../base/text-width.ts'
import type { Decoded } from '../datapoints/decode-payload.ts'
import type { Reading } from '../datapoints/reading.ts'
import { say, type Text } from '../language/say.ts'
import { borderlessTable } from './borderless-table.ts'
import type { PayloadContext } from './payload-table.ts'
import { positionText, readingNote, readingStyle, readingText } from './reading-text.ts'
import { shownWord } from './shown-text.ts'
import { paint, plain, type Style } from './style.ts'
import { cutLines } from './styled-text.ts'
import type { Theme } from './theme.ts'

/** The maximum width of each column in cells. The value takes what the others leave. */
const maxCells = { attribute: 30, name: 30, value: Number.POSITIVE_INFINITY, raw: 10, at: 30, note: 20 }

type ColumnName = keyof typeof maxCells

const titles = {
  attribute: 'attribute',
  name: 'name',
  value: 'value',
  raw: 'raw',
  at: 'at',
  note: 'note',
} as const satisfies Record<ColumnName, Text>
type Cell = readonly [text: string, style: Style]
type Row = Readonly<Record<ColumnName, Cell>>

/** The columns to show, from the widest table to the narrowest. */
const layouts: readonly (readonly ColumnName[])[] = [
  ['attribute', 'name', 'value', 'raw', 'at', 'note'],
  ['attribute', 'name', 'value', 'raw', 'note'],
  ['attribute', 'name', 'value', 'note'],
  ['attribute', 'value', 'note'],
  ['attribute', 'value'],
]
/** Cells between columns. */
const gap = 2
/** A layout is used if it leaves this many cells for a value. */
const minValue = 16

/** Formats the attributes of a payload, one per line; an empty string if it has none. Empty columns are left out. */
export function attributeTable(decoded: Decoded, { theme, columns }: PayloadContext): string {
  const rows = rowsOf(decoded, theme)
  if (rows.length === 0) return ''
  const widths = widthsOf(rows)
  const roomIn = (names: readonly ColumnName[]) =>
    names.reduce((room, name) => (name === 'value' ? room : room - widths[name] - gap), columns)
  const filled = layouts.map(names => names.filter(name => widths[name] > 0))
  const wanted = Math.min(minValue, widths.value)
  const shown = filled.find(names => roomIn(names) >= wanted) ?? filled.at(-1)!
  const room = { ...widths, value: Math.max(1, Math.min(widths.value, roomIn(shown))) }
  const table = borderlessTable(
    shown.map(() => 'left'),
    gap,
  )
  table.push(shown.map(name => paint(theme.dim, say(titles[name]))))
  for (const row of rows) {
    const cells = shown.map(name => cutLines(row[name][0], room[name]))
    // One row per line: for a cell of several lines, the table measures all of them for each line.
    const height = Math.max(...cells.map(lines => lines.length))
    for (let i = 0; i < height; i++)
      table.push(shown.map((name, column) => paint(row[name][1], cells[column]![i] ?? '')))
  }
  return table.toString()
}

function rowsOf({ readings, asked = [] }: Decoded, theme: Theme): Row[] {
  const nothing: Cell = ['', plain]
  const names = (name: string, display: string): Pick<Row, 'attribute' | 'name'> => ({
    attribute: [shownWord(name), plain],
    name: display === name ? nothing : [shownWord(display), plain],
  })
  const requests = asked.map(({ name, displayName }) => ({
    ...names(name, displayName),
    value: nothing,
    raw: nothing,
    at: nothing,
    note: nothing,
  }))
  const answers = readings.map((reading): Row => {
    const { field, raw } = reading
    const value = readingText(reading)
    return {
      ...names(field.attribute.name, field.attribute.displayName),
      value: [value, readingStyle(reading, theme)],
      raw: typeof raw !== 'number' || String(raw) === value ? nothing : [String(raw), theme.dim],
      at: [positionText(field), theme.dim],
      note: [readingNote(reading), noteStyle(reading, theme)],
    }
  })
  return [...answers, ...requests]
}

function noteStyle({ flags }: Reading, theme: Theme): Style {
  return flags.length > 0 ? theme.warning : theme.dim
}

/** Returns the width of each column in cells; 0 if it is empty. */
function widthsOf(rows: readonly Row[]): Record<ColumnName, number> {
  const widthOf = (name: ColumnName) => {
    const widest = rows.reduce((most, row) => Math.max(most, textCells(row[name][0])), 0)
    return widest === 0 ? 0 : Math.max(textCells(say(titles[name])), Math.min(maxCells[name], widest))
  }
  const names = Object.keys(maxCells) as ColumnName[]
  return Object.fromEntries(names.map(name => [name, widthOf(name)])) as Record<ColumnName, number>
}
