import { textCells } from '../base/text-width.ts'
import { paint } from '../format/style.ts'
import { say } from '../language/say.ts'
import { cell, reversed } from './cells.ts'
import { type ColumnName, type DeviceColumn, deviceColumns } from './device-columns.ts'
import type { Snapshot } from './snapshot.ts'
import { sorts } from './sorts.ts'
import type { Moment, ViewContext } from './view-context.ts'
import type { ViewState } from './view-state.ts'

interface Fitted {
  readonly name: ColumnName
  readonly column: DeviceColumn
  readonly width: number
}

/** The order in which columns grow, and up to how many cells, as far as there is room. The last one gets the rest. */
const growing: readonly (readonly [ColumnName, number])[] = [
  ['status', 24],
  ['state', deviceColumns.state.most],
  ['device', deviceColumns.device.most],
  ['status', 40],
  ['alarms', deviceColumns.alarms.most],
  ['status', deviceColumns.status.most],
]
/** From this width on, columns are two cells apart. */
const wide = 100

/** Divides the width among the columns. Those of the highest rank are left out if there is no room for them. */
export function fitDeviceColumns(width: number): {
  readonly columns: readonly Fitted[]
  readonly gap: number
} {
  const gap = width < wide ? 1 : 2
  const all = Object.entries<DeviceColumn>(deviceColumns) as [ColumnName, DeviceColumn][]
  let shown = all
  const cells = () => shown.reduce((sum, [, { least }]) => sum + least + gap, -gap)
  while (cells() > width && shown.length > 1) {
    const worst = shown.reduce((a, b) => (b[1].rank > a[1].rank ? b : a))
    shown = shown.filter(one => one !== worst)
  }
  const widths = new Map(shown.map(([name, { least }]) => [name, Math.min(least, width)]))
  let spare = Math.max(0, width - cells())
  const grow = (name: ColumnName, most: number) => {
    const now = widths.get(name)
    if (now === undefined) return
    const { jumps }: DeviceColumn = deviceColumns[name]
    if (jumps && spare < most - now) return
    const more = Math.min(spare, Math.max(0, most - now))
    widths.set(name, now + more)
    spare -= more
  }
  for (const [name, most] of growing) grow(name, most)
  return { gap, columns: shown.map(([name, column]) => ({ name, column, width: widths.get(name)! })) }
}

/** Returns the titles of the table, and at most `height` rows. */
export function deviceList(
  { rows, alarmsOf }: Snapshot,
  state: ViewState,
  index: number,
  { width, height }: { readonly width: number; readonly height: number },
  at: Moment,
  context: ViewContext,
): { readonly titles: string; readonly rows: string[] } {
  const { columns, gap } = fitDeviceColumns(width)
  const between = ' '.repeat(gap)
  const { theme, glyphs } = context
  const sorted = sorts[state.sort].column
  const titles = columns.map(({ name, column, width: cells }) => {
    const title = say(column.title)
    const marked = name === sorted && textCells(title) < cells ? title + glyphs.sorted : title
    return cell(theme.heading, marked, Math.min(cells, width), '', column.align)
  })
  const visible = rows.slice(state.top, state.top + height)
  const lines = visible.map((row, i) => {
    const facts = { row, alarms: alarmsOf.get(row.did) ?? [], at }
    const line = columns.map(({ column, width: cells }) => column.show(facts, cells, context)).join(between)
    return state.top + i === index ? reversed(line, width) : line
  })
  if (lines.length === 0 && height > 0)
    lines.push(
      paint(
        theme.dim,
        state.filter === '' ? say('no device yet') : say('no device has an event that matches'),
      ),
    )
  return { titles: titles.join(between).trimEnd(), rows: lines }
}
