/** What goes before and after a text to give it a look; both empty where there is no colour. */
export interface Style {
  readonly open: string
  readonly close: string
}

export const plain: Style = { open: '', close: '' }

/** A text that is put again and again, painted once. */
export interface Piece {
  readonly style: Style
  readonly text: string
  readonly cells: number
  readonly painted: string
}

export function pieceOf(style: Style, text: string, cells: number): Piece {
  return { style, text, cells, painted: paint(style, text) }
}

/** `text` in a style. It must hold no style of its own. */
export function paint(style: Style, text: string): string {
  return style.open === '' || text === '' ? text : style.open + text + style.close
}
