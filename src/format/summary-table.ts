import Table from 'cli-table3'
import { shownText } from './shown-text.ts'
import { paint, plain, type Style } from './style.ts'
import type { Theme } from './theme.ts'

/** Counts of events of one type, or of all. */
export interface SummaryCounts {
  readonly received: number
  readonly shown: number
  readonly acked: number
}

export interface SummaryFacts {
  readonly rows: readonly ({ readonly type: string } & SummaryCounts)[]
  readonly total: SummaryCounts
  /** What else there is to say of the run, in order. */
  readonly facts: readonly (readonly [label: string, value: string])[]
  /** What went otherwise than it should, and how often; those that never did are left out. */
  readonly oddities: readonly (readonly [what: string, count: number])[]
}

/** Types with a row of their own; where there are more, the least frequent share one. */
const mostRows = 12
const counts = ['received', 'shown', 'acked'] as const

/**
 * What a run did, for people, when it is over: whole lines. Types come from the server: they are made safe
 * here, as is all else.
 *
 * @param columns cells of the terminal that it is to fit
 */
export function summaryTable(facts: SummaryFacts, theme: Theme, columns: number): string {
  const parts = [
    countTable(facts, theme, columns),
    factTable(facts, theme, columns),
    oddityTable(facts, theme, columns),
  ]
  return parts
    .filter(part => part !== '')
    .map(part => `${part.replace(/ +$/gm, '')}\n`)
    .join('\n')
}

function countTable({ rows, total }: SummaryFacts, theme: Theme, columns: number): string {
  if (rows.length === 0) return ''
  const numbers = counts.map(name => Math.max(name.length, grouped(total[name]).length))
  const room = columns - numbers.reduce((sum, width) => sum + width + gap.length, 0)
  const table = borderless(['left', 'right', 'right', 'right'])
  const add = (name: string, row: SummaryCounts, style: Style) =>
    table.push([paint(style, name), ...counts.map(count => paint(style, grouped(row[count])))])
  table.push(['event', ...counts].map(title => paint(theme.dim, title)))
  for (const row of fewRows(rows)) add(fitted(row.type, room), row, plain)
  if (rows.length > 1) add('total', total, theme.heading)
  return table.toString()
}

function factTable({ facts }: SummaryFacts, theme: Theme, columns: number): string {
  return pairs(
    facts.map(([label, value]) => [shownText(label), shownText(value)]),
    theme.dim,
    plain,
    columns,
  )
}

function oddityTable({ oddities }: SummaryFacts, { warning }: Theme, columns: number): string {
  const odd = oddities.filter(([, count]) => count > 0)
  const width = Math.max(0, ...odd.map(([, count]) => grouped(count).length))
  return pairs(
    odd.map(([what, count]) => [grouped(count).padStart(width), shownText(what)]),
    warning,
    warning,
    columns,
  )
}

/** @param rows safe texts, the left ones of ASCII */
function pairs(rows: [string, string][], left: Style, right: Style, columns: number): string {
  const width = Math.max(0, ...rows.map(([label]) => label.length)) + gap.length
  const table = borderless(['left', 'left'], [width, Math.max(10, columns - width)])
  for (const [label, value] of rows) table.push([paint(left, label), paint(right, value)])
  return table.toString()
}

function fewRows(rows: SummaryFacts['rows']): SummaryFacts['rows'] {
  const sorted = rows.toSorted((a, b) => b.received - a.received)
  if (sorted.length <= mostRows + 1) return sorted
  const rest = sorted.slice(mostRows)
  const [received, shown, acked] = counts.map(name => rest.reduce((sum, row) => sum + row[name], 0))
  const others = { type: `others (${rest.length} types)`, received: received!, shown: shown!, acked: acked! }
  return [...sorted.slice(0, mostRows), others]
}

/** A type in at most `room` cells, and never so long that the numbers stand far off. */
function fitted(type: string, room: number): string {
  const characters = [...(shownText(type) || '-')]
  // A character is two cells at most, and those of ASCII one.
  const most = Math.floor(Math.max(8, Math.min(36, room)) / (/^[ -~]*$/.test(type) ? 1 : 2))
  return characters.length <= most ? characters.join('') : `${characters.slice(0, most - 1).join('')}…`
}

const gap = '   '

/** @param widths of the columns in cells; without them, as wide as what is in them */
function borderless(colAligns: ('left' | 'right')[], colWidths: number[] = []) {
  const none = { top: '', 'top-mid': '', 'top-left': '', 'top-right': '', mid: '', 'mid-mid': '' }
  const nor = { bottom: '', 'bottom-mid': '', 'bottom-left': '', 'bottom-right': '', 'left-mid': '' }
  const sides = { left: '', right: '', 'right-mid': '', middle: colWidths.length > 0 ? '' : gap }
  return new Table({
    chars: { ...none, ...nor, ...sides },
    // Colours are the theme's: the table's own are drawn even where there should be none.
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0 },
    colAligns,
    colWidths,
    wordWrap: true,
  })
}

/** `1,234,567` */
function grouped(count: number): string {
  return String(count).replace(/\B(?=(?:\d{3})+$)/g, ',')
}
