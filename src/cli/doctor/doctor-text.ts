import { wrapWords } from '../../base/word-wrap.ts'
import type { GlyphSet } from '../../format/event-styles.ts'
import { paint } from '../../format/style.ts'
import type { Theme } from '../../format/theme.ts'
import { say } from '../../language/say.ts'
import type { Step } from './findings.ts'

export interface ReportStyle {
  readonly theme: Theme
  readonly glyphs: GlyphSet
  /** Cells of a line; Infinity if lines are not wrapped. */
  readonly columns: number
}

const marks = {
  unicode: { true: '✓', false: '✗', null: '–' },
  ascii: { true: '+', false: 'x', null: '-' },
} as const satisfies Record<GlyphSet, unknown>

/** Cells before the detail of a step. */
const margin = 18

/**
 * The report for people.
 *
 * @param title what was examined
 * @param causes what may be wrong, most likely first
 */
export function doctorText(
  title: string,
  steps: readonly Step[],
  causes: readonly string[],
  style: ReportStyle,
): string {
  const lines = [title, '', ...steps.flatMap(step => stepLines(step, style))]
  if (causes.length > 0) {
    lines.push('', say('Likely causes, in this order:'))
    causes.forEach((cause, i) => {
      const [first, ...rest] = wrapWords(cause, style.columns - 3, 0)
      lines.push(`${i + 1}. ${first}`, ...rest.map(line => `   ${line}`))
    })
  }
  return `${lines.join('\n')}\n`
}

function stepLines({ name, ok, ms, detail, more }: Step, { theme, glyphs, columns }: ReportStyle): string[] {
  const mark = marks[glyphs][`${ok}`]
  const painted = ok === null ? paint(theme.dim, mark) : paint(ok ? theme.online : theme.error, mark)
  const time = ok === null && ms === 0 ? '' : `${ms}ms`
  const [first = '', ...rest] = wrapWords(detail, columns - margin, 0)
  const below = [...rest, ...more.flatMap(line => wrapWords(line, columns - margin, 2))]
  return [
    `${painted} ${name.padEnd(6)} ${time.padStart(7)}  ${first}`.trimEnd(),
    ...below.map(line => paint(theme.dim, `${' '.repeat(margin)}${line}`)),
  ]
}
