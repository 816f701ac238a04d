import type { Json } from '../wire/exact-json.ts'
import { type ColumnCell, columnCell } from './column.ts'
import { RecentMap } from './recent-map.ts'
import type { Ruler } from './ruler.ts'
import { shownWord } from './shown-text.ts'
import type { Theme } from './theme.ts'
import { valueText } from './value-text.ts'

/** A `did` in its device's own colour. One that is too wide ends with `*`, so that it still fits `--did`. */
export class DeviceColumn {
  readonly width: number
  private readonly theme: Theme
  private readonly ruler: Ruler
  private readonly known = new RecentMap<string, ColumnCell>(10_000)

  constructor(width: number, theme: Theme, ruler: Ruler) {
    this.width = width
    this.theme = theme
    this.ruler = ruler
  }

  /** @param did as the event has it: mostly text, but it may be anything, or absent */
  cell(did: Json | undefined): ColumnCell {
    if (typeof did !== 'string' || did === '') return this.odd(did)
    return this.known.get(did) ?? this.known.set(did, this.make(did))
  }

  private make(did: string): ColumnCell {
    return columnCell(this.ruler, this.theme.device(did), shownWord(did), this.width)
  }

  private odd(did: Json | undefined): ColumnCell {
    const text = did === undefined || did === '' ? '-' : valueText(did)
    return columnCell(this.ruler, this.theme.dim, text, this.width)
  }
}
