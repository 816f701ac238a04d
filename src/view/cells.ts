import { cutToCells, textCells } from '../base/text-width.ts'
import { paint, type Style } from '../format/style.ts'

export type Align = 'left' | 'right'

/**
 * Returns text in a style, cut or filled up to exactly `width` cells.
 *
 * @param text safe
 * @param mark ends a text that is cut
 */
export function cell(style: Style, text: string, width: number, mark: string, align: Align = 'left'): string {
  const cells = textCells(text, width)
  if (cells > width) {
    const cut = width > mark.length ? cutToCells(text, width - mark.length) + mark : cutToCells(text, width)
    return paint(style, cut) + ' '.repeat(width - textCells(cut))
  }
  const blank = ' '.repeat(width - cells)
  return align === 'left' ? paint(style, text) + blank : blank + paint(style, text)
}

const pieces = /\u001b\[[\d;]*m|[^\u001b]+/g

/** Cuts a text with styles after `width` cells. Its codes stay, so that all styles end. */
export function cutPainted(painted: string, width: number): string {
  if (paintedCells(painted) <= width) return painted
  let room = width
  let out = ''
  for (const [piece] of painted.matchAll(pieces)) {
    const kept = piece.startsWith('\u001b') ? piece : cutToCells(piece, room)
    out += kept
    if (kept !== piece) room = 0
    else if (!piece.startsWith('\u001b')) room -= textCells(piece)
  }
  return out
}

const codes = /\u001b\[[\d;]*m/g

/** Returns the cells of a text with styles. */
export function paintedCells(painted: string): number {
  return textCells(painted.replace(codes, ''))
}

/** Fills a text with styles up to `width` cells. */
export function filled(painted: string, width: number): string {
  return painted + ' '.repeat(Math.max(0, width - paintedCells(painted)))
}

/** Shows a whole row as selected: in reverse, in which the colours of its texts would be those of patches. */
export function reversed(row: string, width: number): string {
  return `\u001b[7m${filled(row.replace(codes, ''), width)}\u001b[27m`
}
