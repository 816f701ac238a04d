import type { Text } from '../language/say.ts'
import type { Align } from './cells.ts'
import type { ViewContext } from './view-context.ts'

/** A column of a list, each of whose rows is made from `Facts`. */
export interface Column<Facts> {
  readonly title: Text
  readonly align?: Align
  /** Cells: without the least, the column is left out; more than the most say nothing more. */
  readonly least: number
  readonly most: number
  /** Cells of the narrowest list that has it, even if there is room for the least. */
  readonly from?: number
  /** Between the least and the most, more cells say nothing more. */
  readonly jumps?: true
  /** The column with the highest number is left out first. */
  readonly rank: number
  /** Returns exactly `width` cells. The last column may have fewer. */
  show(facts: Facts, width: number, context: ViewContext): string
}

/** The order in which columns grow, and up to how many cells, as far as there is room. */
export type Growing = readonly (readonly [name: string, most: number])[]

export interface Fitted<Facts> {
  readonly name: string
  readonly column: Column<Facts>
  readonly width: number
}

/** From this width on, columns are two cells apart. */
const wide = 100

/** Divides the width among the columns. Those of the highest rank are left out if there is no room for them. */
export function fitColumns<Facts>(
  columns: Readonly<Record<string, Column<Facts>>>,
  growing: Growing,
  width: number,
): { readonly columns: readonly Fitted<Facts>[]; readonly gap: number } {
  const gap = width < wide ? 1 : 2
  let shown = Object.entries(columns).filter(([, { from = 0 }]) => width >= from)
  const cells = () => shown.reduce((sum, [, { least }]) => sum + least + gap, -gap)
  while (cells() > width && shown.length > 1) {
    const worst = shown.reduce((a, b) => (b[1].rank > a[1].rank ? b : a))
    shown = shown.filter(one => one !== worst)
  }
  const widths = new Map(shown.map(([name, { least }]) => [name, Math.min(least, width)]))
  let spare = Math.max(0, width - cells())
  for (const [name, most] of growing) {
    const now = widths.get(name)
    if (now === undefined || (columns[name]!.jumps && spare < most - now)) continue
    const more = Math.min(spare, Math.max(0, most - now))
    widths.set(name, now + more)
    spare -= more
  }
  return { gap, columns: shown.map(([name, column]) => ({ name, column, width: widths.get(name)! })) }
}
