import { cutToCells, textCells } from '../base/text-width.ts'
import type { Line } from './line.ts'
import { type Piece, pieceOf, type Style } from './style.ts'

/** What stands in a column of one line: a text no wider than the column, made once and put many times. */
export interface ColumnCell extends Piece {
  /** The column says all there is; where not, the line says the rest behind its columns. */
  readonly whole: boolean
}

/**
 * What is too wide for the column ends with `*`: as filters take it, and one cell wide everywhere, as `…` is not.
 *
 * @param text safe
 */
export function columnCell(style: Style, text: string, width: number): ColumnCell {
  if (textCells(text, width) <= width) return cellOf(style, text, true)
  return cellOf(style, `${cutToCells(text, width - 1)}*`, false)
}

/** All cells are made here: lines are put together faster where the engine knows objects of few shapes. */
export function cellOf(style: Style, text: string, whole: boolean): ColumnCell {
  return { ...pieceOf(style, text, textCells(text)), whole }
}

/** Puts a cell and the spaces up to the next column. @param width of the column and the gap behind it */
export function putColumn(line: Line, cell: ColumnCell, width: number): void {
  line.putPiece(cell)
  line.space(width - cell.cells)
}
