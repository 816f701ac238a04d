/** What goes before and after a text to give it a look; both empty where there is no colour. */
export interface Style {
  readonly open: string
  readonly close: string
}

export const plain: Style = { open: '', close: '' }

/** `text` in a style. It must hold no style of its own. */
export function paint(style: Style, text: string): string {
  return style.open === '' || text === '' ? text : style.open + text + style.close
}
