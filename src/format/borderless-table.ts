import Table from 'cli-table3'
import { textCells } from '../base/text-width.ts'
import { mostCells, wrapWords } from '../base/word-wrap.ts'
import { paint, type Style } from './style.ts'

/** Cells between columns, if there is room. */
export const wideGap = 3

/**
 * Formats a table of two columns.
 *
 * @param rows safe texts; those on the right are wrapped between words, first at wide gaps
 * @param columns the width of the terminal in cells
 */
export function pairTable(
  rows: readonly (readonly [string, string])[],
  left: Style,
  right: Style,
  columns: number,
): string {
  const room = Math.max(10, columns - wideGap - Math.max(0, ...rows.map(([label]) => textCells(label))))
  const table = borderlessTable(['left', 'left'], wideGap)
  for (const [label, value] of rows) {
    const parts = mostCells(value) <= room ? [value] : value.split('   ')
    const lines = parts.flatMap(part => wrapWords(part, room))
    table.push([paint(left, label), lines.map(line => paint(right, line)).join('\n')])
  }
  return table.toString()
}

/**
 * Creates an empty table without borders.
 *
 * @param gap cells between columns
 */
export function borderlessTable(colAligns: ('left' | 'right')[], gap: number) {
  const none = { top: '', 'top-mid': '', 'top-left': '', 'top-right': '', mid: '', 'mid-mid': '' }
  const nor = { bottom: '', 'bottom-mid': '', 'bottom-left': '', 'bottom-right': '', 'left-mid': '' }
  const sides = { left: '', right: '', 'right-mid': '', middle: ' '.repeat(gap) }
  return new Table({
    chars: { ...none, ...nor, ...sides },
    // Colours come from the theme: the table would draw its own even if colours are off.
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0 },
    colAligns,
  })
}
