import type { Event } from '../event/event.ts'
import { paint, type Style } from './style.ts'
import type { Theme } from './theme.ts'

/** Makes the rows of some events stand out. */
export interface Highlighter {
  /** The cells that it takes of each row. */
  readonly cells: number
  /** @param rows of the event, each with its `\n`, as they are without it */
  highlight(event: Event, rows: string): string
}

const gutter = { marked: '> ', unmarked: '  ' } as const

/** Colour codes. All are our own: those in the text of devices are shown escaped. */
const colours = /\u001b\[[\d;]*m/g

/**
 * Returns what makes events that match stand out: with colours, their rows are painted over; without, each row of output
 * begins with two cells that mark theirs.
 *
 * @param matches undefined if none is to stand out
 */
export function createHighlighter(
  matches: ((event: Event) => boolean) | undefined,
  { level, highlighted }: Pick<Theme, 'level' | 'highlighted'>,
): Highlighter {
  if (!matches) return { cells: 0, highlight: (_, rows) => rows }
  if (level > 0)
    return { cells: 0, highlight: (event, rows) => (matches(event) ? painted(highlighted, rows) : rows) }
  return {
    cells: gutter.marked.length,
    highlight: (event, rows) => rows.replace(/^(?=.)/gm, matches(event) ? gutter.marked : gutter.unmarked),
  }
}

function painted(style: Style, rows: string): string {
  return rows.replace(/.+/g, row => paint(style, row.replace(colours, '')))
}
