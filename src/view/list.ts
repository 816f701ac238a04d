import { textCells } from '../base/text-width.ts'
import { paint } from '../format/style.ts'
import { say, type Text } from '../language/say.ts'
import { cell, reversed } from './cells.ts'
import { type Column, fitColumns, type Growing } from './columns.ts'
import type { Snapshot } from './snapshot.ts'
import type { Moment, ViewContext } from './view-context.ts'

/** What a list shows. */
export interface ListContent<Facts> {
  readonly columns: Readonly<Record<string, Column<Facts>>>
  readonly growing: Growing
  /** What identifies its rows, and the device of each. */
  keys(snapshot: Snapshot): readonly string[]
  dids(snapshot: Snapshot): readonly string[]
  /** What a row is made from. @param index below the number of its keys */
  facts(snapshot: Snapshot, index: number, at: Moment): Facts
}

/** The part of a list that is on the screen. */
export interface ListPart {
  readonly width: number
  /** Rows, besides the titles. */
  readonly height: number
  /** The first row, and the one that is selected. */
  readonly top: number
  readonly selected: number
  /** The column that it is sorted by, if it can be sorted. */
  readonly sorted: string | undefined
  /** What is said instead of no rows. */
  readonly none: Text
}

export interface List extends Pick<ListContent<unknown>, 'keys' | 'dids'> {
  /** Returns the titles, and at most `height` rows. */
  draw(
    snapshot: Snapshot,
    part: ListPart,
    at: Moment,
    context: ViewContext,
  ): { readonly titles: string; readonly rows: string[] }
}

export function listOf<Facts>({ columns: all, growing, keys, dids, facts }: ListContent<Facts>): List {
  return {
    keys,
    dids,
    draw(snapshot, { width, height, top, selected, sorted, none }, at, context) {
      const { theme, glyphs } = context
      const { columns, gap } = fitColumns(all, growing, width)
      const between = ' '.repeat(gap)
      const titles = columns.map(({ name, column, width: cells }) => {
        const title = say(column.title)
        const marked = name === sorted && textCells(title) < cells ? title + glyphs.sorted : title
        return cell(theme.heading, marked, cells, '', column.align)
      })
      const count = Math.max(0, Math.min(height, keys(snapshot).length - top))
      const rows = Array.from({ length: count }, (_, i) => {
        const shown = facts(snapshot, top + i, at)
        const row = columns
          .map(({ column, width: cells }) => column.show(shown, cells, context))
          .join(between)
        return top + i === selected ? reversed(row, width) : row
      })
      if (count === 0 && height > 0) rows.push(paint(theme.dim, say(none)))
      return { titles: titles.join(between).trimEnd(), rows }
    },
  }
}
