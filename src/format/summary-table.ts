import { grouped } from '../base/grouped.ts'
import { textCells } from '../base/text-width.ts'
import { say } from '../language/say.ts'
import { borderlessTable, pairTable, wideGap } from './borderless-table.ts'
import { distinctTypes } from './distinct-types.ts'
import { shownText } from './shown-text.ts'
import { paint, plain, type Style } from './style.ts'
import type { Theme } from './theme.ts'

/** The counts of events of one type, or of all. */
export interface SummaryCounts {
  readonly received: number
  readonly shown: number
  readonly acked: number
}

export interface SummaryFacts {
  /** The counts to show. */
  readonly counts: readonly CountName[]
  readonly rows: readonly ({ readonly type: string } & SummaryCounts)[]
  readonly total: SummaryCounts
  /** Other facts about the run, in order. */
  readonly facts: readonly (readonly [label: string, value: string])[]
  /** What went wrong, and how often. Those with a count of 0 are left out. */
  readonly warnings: readonly (readonly [what: string, count: number])[]
}

/** The most types with a row each. If there are more, the least frequent share a row. */
const mostRows = 12
const counts = ['received', 'shown', 'acked'] as const
type CountName = (typeof counts)[number]
/** The cells of a type: more would move the numbers too far away, fewer than `goodType` say little, fewer than `leastType` nothing. */
const mostType = 36
const goodType = 12
const leastType = 8

/**
 * Returns the summary of a run in whole lines. All of it is made safe here, since types come from the server.
 *
 * @param columns the width of the terminal in cells
 */
export function summaryTable(facts: SummaryFacts, theme: Theme, columns: number): string {
  const parts = [
    countTable(facts, theme, columns),
    factTable(facts, theme, columns),
    warningTable(facts, theme, columns),
  ]
  return parts
    .filter(part => part !== '')
    .map(part => `${part.replace(/ +$/gm, '')}\n`)
    .join('\n')
}

function countTable(facts: SummaryFacts, theme: Theme, columns: number): string {
  const { rows, total } = facts
  if (rows.length === 0) return ''
  const { gap, shown, room } = countLayout(facts, columns)
  const table = borderlessTable(['left', ...shown.map(() => 'right' as const)], gap)
  const add = (name: string, row: SummaryCounts, style: Style) =>
    table.push([paint(style, name), ...shown.map(count => paint(style, grouped(row[count])))])
  table.push((['event', ...shown] as const).map(title => paint(theme.dim, say(title))))
  const few = fewRows(rows)
  const names = distinctTypes(
    few.map(row => row.type),
    Math.min(mostType, room),
  )
  for (const [i, row] of few.entries()) add(names[i]!, row, plain)
  if (rows.length > 1) add(say('total'), total, theme.heading)
  return table.toString()
}

/** From wide to narrow: the cells between columns, the number of counts, and the least cells for a type. */
const countLayouts = [
  [wideGap, 3, goodType],
  [2, 3, goodType],
  [1, 3, leastType],
  [1, 2, leastType],
  [1, 1, 0],
] as const

/** Returns the first layout that fits: a narrow terminal gets smaller gaps, then fewer counts. */
function countLayout({ counts, total }: SummaryFacts, columns: number) {
  const roomBeside = (gap: number, shown: readonly CountName[]) =>
    shown.reduce(
      (room, name) => room - gap - Math.max(textCells(say(name)), grouped(total[name]).length),
      columns,
    )
  const [gap, count] = countLayouts.find(
    ([gap, count, least]) => roomBeside(gap, counts.slice(0, count)) >= least,
  ) ?? [1, 1]
  const shown = counts.slice(0, count)
  return { gap, room: Math.max(leastType, roomBeside(gap, shown)), shown }
}

function factTable({ facts }: SummaryFacts, theme: Theme, columns: number): string {
  return pairTable(
    facts.map(([label, value]) => [shownText(label), shownText(value)]),
    theme.dim,
    plain,
    columns,
  )
}

function warningTable({ warnings }: SummaryFacts, { warning }: Theme, columns: number): string {
  const odd = warnings.filter(([, count]) => count > 0)
  const width = Math.max(0, ...odd.map(([, count]) => grouped(count).length))
  return pairTable(
    odd.map(([what, count]) => [grouped(count).padStart(width), shownText(what)]),
    warning,
    warning,
    columns,
  )
}

function fewRows(rows: SummaryFacts['rows']): SummaryFacts['rows'] {
  const sorted = rows.toSorted((a, b) => b.received - a.received)
  if (sorted.length <= mostRows + 1) return sorted
  const rest = sorted.slice(mostRows)
  const [received, shown, acked] = counts.map(name => rest.reduce((sum, row) => sum + row[name], 0))
  const others = {
    type: say('{n} others', { n: rest.length }),
    received: received!,
    shown: shown!,
    acked: acked!,
  }
  return [...sorted.slice(0, mostRows), others]
}
