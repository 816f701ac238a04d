import { cellStyles, window } from './palette.ts'
import type { Run } from './screen-reader.ts'

export interface Screen {
  readonly title: string
  /** Cells of a row. */
  readonly columns: number
  readonly rows: readonly (readonly Run[])[]
}

/** Pixels. A cell is as wide as a character of most monospaced fonts at this size, so that letters are spaced well. */
const cell = { width: 9, height: 23, font: 15, wideFont: 16 }
const bar = 38
const space = { side: 22, above: 14, below: 18 }
const fonts =
  "ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', 'Noto Sans Mono CJK SC', monospace"
const buttons = ['#ff5f57', '#febc2e', '#28c840']

/** Returns a terminal window. Every character has its own position, so that no font shifts a column. */
export function terminalSvg({ title, columns, rows }: Screen): string {
  const width = columns * cell.width + 2 * space.side
  const height = bar + space.above + rows.length * cell.height + space.below
  const middle = width / 2
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="${escaped(title)} in a terminal">
<rect width="${width}" height="${height}" rx="10" fill="${window.back}"/>
<path d="M0 ${bar}V10A10 10 0 0 1 10 0H${width - 10}A10 10 0 0 1 ${width} 10V${bar}Z" fill="${window.bar}"/>
<rect x=".5" y=".5" width="${width - 1}" height="${height - 1}" rx="9.5" fill="none" stroke="${window.edge}"/>
${buttons.map((fill, i) => `<circle cx="${22 + i * 20}" cy="${bar / 2}" r="6" fill="${fill}"/>`).join('\n')}
<g font-family="${fonts}" font-size="${cell.font}" fill="${cellStyles.plain.fill}">
<text x="${middle}" y="${bar / 2 + 5}" text-anchor="middle" font-size="14" fill="${window.title}">${escaped(title)}</text>
${rows.map(row).join('\n')}
</g>
</svg>
`
}

function row(runs: readonly Run[], index: number): string {
  const y = bar + space.above + index * cell.height + 17
  const backs = runs.map(run => back(run, y - 17)).join('')
  return `${backs}<text y="${y}">${runs.map(span).join('')}</text>`
}

/** What is behind a text that has a colour there. */
function back({ column, text, wide, style }: Run, y: number): string {
  if (style.back === undefined) return ''
  const x = space.side + column * cell.width
  // A little wider, so that no line is seen between two of them.
  const width = (wide ? 2 : text.length) * cell.width + 0.5
  return `<rect x="${x}" y="${y}" width="${width}" height="${cell.height}" fill="${style.back}"/>`
}

function span({ column, text, wide, style }: Run): string {
  const x = space.side + column * cell.width
  // No font has letters of exactly two cells, so each is centred in its cells.
  const place = wide
    ? `x="${x + cell.width}" text-anchor="middle" font-size="${cell.wideFont}"`
    : `x="${[...text].map((_, i) => x + i * cell.width).join(' ')}"`
  const fill = style.fill === cellStyles.plain.fill ? '' : ` fill="${style.fill}"`
  const weight = style.bold ? ' font-weight="bold"' : ''
  return `<tspan ${place}${fill}${weight}>${escaped(text)}</tspan>`
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, character => `&#${character.charCodeAt(0)};`)
}
