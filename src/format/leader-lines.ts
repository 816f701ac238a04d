import type { Style } from './style.ts'
import { type StyledText, wrapTexts } from './styled-text.ts'

/** Cells `from` to `to`, inclusive, of the line above, and their label. */
export interface Mark {
  readonly from: number
  readonly to: number
  readonly label: readonly StyledText[]
}

/** The minimum width of a label in cells, even if the line is then wider than the terminal. */
const minLabel = 16

/**
 * Draws lines from the marks down to their labels, the rightmost label first. In ASCII, because the box drawing characters
 * of Unicode are two cells wide on some Chinese terminals.
 *
 *     '---|  '|
 *         |   '-- flag 0
 *         '------ command 0091
 *
 * @param marks from left to right, not overlapping
 * @param columns the width of a line in cells
 */
export function leaderLines(marks: readonly Mark[], columns: number, style: Style): StyledText[][] {
  if (marks.length === 0) return []
  const labelAt = marks.at(-1)!.to + 4
  const lines: StyledText[][] = [
    [[style, drawn(marks.map(({ from, to }) => [from, bracket(to - from + 1)]))]],
  ]
  for (let i = marks.length - 1; i >= 0; i--) {
    const { to, label } = marks[i]!
    const before = marks.slice(0, i).map(mark => [mark.to, '|'] as const)
    const [first, ...more] = wrapTexts(label, Math.max(minLabel, columns - labelAt))
    lines.push([[style, drawn([...before, [to, `'${'-'.repeat(labelAt - to - 2)} `]])], ...first!])
    for (const line of more) lines.push([[style, drawn(before).padEnd(labelAt)], ...line])
  }
  return lines
}

/** Draws `'--|`; the leader continues below its end. */
function bracket(width: number): string {
  return width === 1 ? '|' : `'${'-'.repeat(width - 2)}|`
}

/** Puts texts at their columns in one line. */
function drawn(texts: readonly (readonly [at: number, text: string])[]): string {
  return texts.reduce((line, [at, text]) => line.padEnd(at).slice(0, at) + text, '')
}
