/** What to write before and after a text to style it. Both are empty without colours. */
export interface Style {
  readonly open: string
  readonly close: string
}

export const plain: Style = { open: '', close: '' }

/** A text that is painted once and put often. */
export interface Piece {
  readonly style: Style
  readonly text: string
  readonly cells: number
  readonly painted: string
}

export function pieceOf(style: Style, text: string, cells: number): Piece {
  return { style, text, cells, painted: paint(style, text) }
}

/** Returns `text` in a style. It must not contain styles. */
export function paint(style: Style, text: string): string {
  return style.open === '' || text === '' ? text : style.open + text + style.close
}
