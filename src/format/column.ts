import { cutToCells, textCells } from '../base/text-width.ts'
import type { LineBuilder } from './line.ts'
import { type Piece, pieceOf, type Style } from './style.ts'

/** The text in a column of one line, no wider than the column. It is made once and put many times. */
export interface ColumnCell extends Piece {
  /** Whether the text is complete. If not, the line has the whole value after its columns. */
  readonly whole: boolean
}

/**
 * Makes a cell of text. A text that is too wide for the column ends with `*`, which filters accept, and which unlike `…`
 * is one cell wide on every terminal.
 *
 * @param text safe
 */
export function columnCell(style: Style, text: string, width: number): ColumnCell {
  if (textCells(text, width) <= width) return cellOf(style, text, true)
  return cellOf(style, `${cutToCells(text, width - 1)}*`, false)
}

/** Makes all cells, in one shape: V8 would give each that is made by spreading another object a hidden class of its own. */
export function cellOf(style: Style, text: string, whole: boolean): ColumnCell {
  const { cells, painted } = pieceOf(style, text, textCells(text))
  return { style, text, cells, painted, whole }
}

/** Puts a cell and the spaces up to the next column. @param width of the column and its gap */
export function putColumn(line: LineBuilder, cell: ColumnCell, width: number): void {
  line.putPiece(cell)
  line.space(width - cell.cells)
}
