import { RecentMap } from '../base/recent-map.ts'
import type { Json } from '../wire/exact-json.ts'
import { type ColumnCell, columnCell } from './column.ts'
import type { ColumnContext } from './event-column.ts'
import { shownWord } from './shown-text.ts'
import { valueText } from './value-text.ts'

/** A `did` in the colour of its device. One that is too wide ends with `*`, which `--did` accepts. */
export class DeviceColumn {
  readonly width: number
  private readonly context: ColumnContext
  private readonly known = new RecentMap<string, ColumnCell>(10_000)

  constructor(width: number, context: ColumnContext) {
    this.width = width
    this.context = context
  }

  /** @param did the event's, usually text, but it may be of any type, or absent */
  cell(did: Json | undefined): ColumnCell {
    if (typeof did !== 'string' || did === '') return this.odd(did)
    return this.known.get(did) ?? this.known.set(did, this.make(did))
  }

  private make(did: string): ColumnCell {
    const { theme, mask } = this.context
    return columnCell(theme.device(did), shownWord(mask.hide(did)), this.width)
  }

  private odd(did: Json | undefined): ColumnCell {
    const { theme, mask } = this.context
    const text = did === undefined || did === '' ? '-' : mask.hide(valueText(did))
    return columnCell(theme.dim, text, this.width)
  }
}
