import { eventTypes, isKnownType } from '../event/event-types.ts'
import { type ColumnCell, cellOf } from './column.ts'
import type { GlyphSet, Look } from './event-marks.ts'
import { RecentMap } from './recent-map.ts'
import type { Ruler } from './ruler.ts'
import { shortType } from './short-type.ts'
import { shownWord } from './shown-text.ts'
import type { Sight } from './sight.ts'
import type { Theme } from './theme.ts'

export interface ColumnContext {
  readonly glyphs: GlyphSet
  readonly theme: Theme
  readonly ruler: Ruler
  /** Takes out of a text what must not be shown. */
  readonly hide: (text: string) => string
}

/** Cells of a mark and the space behind it. */
const markCells = 2

/** `✗ attr_fault`, or `✗ fault` where there is no place for types: a mark, a space, a name, in one colour. */
export class EventColumn {
  readonly width: number
  private readonly short: boolean
  private readonly context: ColumnContext
  /** By look, then by type. */
  private readonly known = new Map<Look, RecentMap<string, ColumnCell>>()

  /** @param short whether types that have short names are shown by them */
  constructor(width: number, short: boolean, context: ColumnContext) {
    this.width = width
    this.short = short
    this.context = context
  }

  cell({ type, look }: Sight): ColumnCell {
    const alike = this.known.get(look) ?? this.known.set(look, new RecentMap(1000)).get(look)!
    return alike.get(type) ?? alike.set(type, this.make(type, look))
  }

  private make(type: string, look: Look): ColumnCell {
    const { glyphs, theme, ruler, hide } = this.context
    const name = this.short && isKnownType(type) ? eventTypes[type].shortName : shownWord(hide(type)) || '-'
    const fitted = shortType(ruler, name, this.width - markCells)
    const text = `${look[glyphs]} ${fitted}`
    return cellOf(ruler, theme[look.meaning], text, fitted === name)
  }
}
