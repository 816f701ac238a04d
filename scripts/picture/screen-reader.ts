import { textCells } from '../../src/base/text-width.ts'
import { type CellStyle, cellStyles, cubeColour } from './palette.ts'

/** Text in one style. */
export interface Run {
  readonly column: number
  readonly text: string
  /** A single character of two cells. */
  readonly wide: boolean
  readonly style: CellStyle
}

/** Text without codes, or one code. */
const piece = /\x1b\[([\d;]*)m|[^\x1b]+/g

/**
 * Returns a function that splits a line with ANSI codes of the theme into runs, without spaces. It throws an Error for any
 * other code.
 */
export function createScreenReader(): (line: string) => Run[] {
  const segmenter = new Intl.Segmenter()
  return line => {
    const runs: Run[] = []
    let style: CellStyle = cellStyles.plain
    let column = 0
    for (const [text, code] of line.matchAll(piece)) {
      if (code !== undefined) {
        style = styleAfter(code, style)
        continue
      }
      for (const { segment } of segmenter.segment(text)) {
        const cells = textCells(segment)
        if (segment !== ' ') addRun(runs, { column, text: segment, wide: cells > 1, style })
        column += cells
      }
    }
    return runs
  }
}

/** Extends the last run if the next one continues it. */
export function addRun(runs: Run[], next: Run): void {
  const last = runs.at(-1)
  const continues =
    last !== undefined &&
    !last.wide &&
    !next.wide &&
    last.style.fill === next.style.fill &&
    last.style.bold === next.style.bold &&
    last.style.back === next.style.back &&
    last.column + last.text.length === next.column
  if (continues) runs[runs.length - 1] = { ...last, text: last.text + next.text }
  else runs.push(next)
}

function styleAfter(code: string, now: CellStyle): CellStyle {
  if (code === '1') return { ...now, bold: true }
  if (code === '22') return { ...(now.fill === cellStyles.dim.fill ? cellStyles.plain : now), bold: false }
  if (code === '39') return { ...now, fill: cellStyles.plain.fill }
  const cube = /^38;5;(\d+)$/.exec(code)?.[1]
  if (cube !== undefined) return { ...now, fill: cubeColour(Number(cube)) }
  if (!Object.hasOwn(codes, code)) throw new Error(`the picture has no style for the ANSI code ${code}`)
  return { ...now, fill: cellStyles[codes[code as keyof typeof codes]].fill }
}

const codes = {
  '2': 'dim',
  '31': 'red',
  '32': 'green',
  '33': 'yellow',
  '35': 'magenta',
  '36': 'cyan',
} as const satisfies Record<string, keyof typeof cellStyles>
