import { eventTypes, isKnownType } from '../event/event-types.ts'
import { type ColumnCell, columnCell } from './column.ts'
import type { Look } from './event-marks.ts'
import { RecentMap } from './recent-map.ts'
import type { Ruler } from './ruler.ts'
import { shownText } from './shown-text.ts'
import type { Sight } from './sight.ts'
import type { Theme } from './theme.ts'

/** `✗ attr_fault`, or `✗ fault` where there is no place for types: a glyph, a space, a name, in one colour. */
export class EventColumn {
  readonly width: number
  private readonly short: boolean
  private readonly theme: Theme
  private readonly ruler: Ruler
  /** By look, then by type. */
  private readonly known = new Map<Look, RecentMap<string, ColumnCell>>()

  constructor(width: number, short: boolean, theme: Theme, ruler: Ruler) {
    this.width = width
    this.short = short
    this.theme = theme
    this.ruler = ruler
  }

  cell({ type, look }: Sight): ColumnCell {
    const alike = this.known.get(look) ?? this.known.set(look, new RecentMap(1000)).get(look)!
    return alike.get(type) ?? alike.set(type, this.make(type, look))
  }

  private make(type: string, { glyph, meaning }: Look): ColumnCell {
    const name = this.short && isKnownType(type) ? eventTypes[type].shortName : shownText(type) || '-'
    return columnCell(this.ruler, this.theme[meaning], `${glyph} ${name}`, this.width)
  }
}
