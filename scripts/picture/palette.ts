/** The style of text in the picture. */
export interface CellStyle {
  readonly fill: string
  readonly bold: boolean
  /** The colour behind the text; undefined for that of the window. */
  readonly back?: string
}

/** The window: dark in both modes of a web page, with an edge that is visible on a dark one, too. */
export const window = { back: '#10141c', bar: '#1b212c', edge: '#3a4352', title: '#9aa5b5' } as const

/** The colours of a dark terminal, each with a contrast of at least 6 to the background of the window. */
export const cellStyles = {
  plain: { fill: '#dde3ec', bold: false },
  dim: { fill: '#8c97a9', bold: false },
  red: { fill: '#ff6b6b', bold: false },
  green: { fill: '#5fd38a', bold: false },
  yellow: { fill: '#f2c55c', bold: false },
  magenta: { fill: '#d79bf0', bold: false },
  cyan: { fill: '#5ccfe6', bold: false },
} as const satisfies Record<string, CellStyle>

const steps = ['00', '5f', '87', 'af', 'd7', 'ff'] as const

/** @param code 16 to 231: the colour cube that terminals have in addition to their own colours */
export function cubeColour(code: number): string {
  const at = code - 16
  const parts = [Math.floor(at / 36), Math.floor(at / 6) % 6, at % 6].map(part => steps[part])
  if (at < 0 || at > 215 || parts.includes(undefined)) throw new Error(`colour ${code} is not in the cube`)
  return `#${parts.join('')}`
}
