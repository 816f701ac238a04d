import { RecentMap } from '../base/recent-map.ts'
import { eventTypes, isKnownType } from '../event/event-types.ts'
import { type ColumnCell, cellOf } from './column.ts'
import type { EventStyle, GlyphSet } from './event-styles.ts'
import type { EventView } from './event-view.ts'
import { shortType } from './short-type.ts'
import { shownWord } from './shown-text.ts'
import type { TextMask } from './text-mask.ts'
import type { Theme } from './theme.ts'

export interface ColumnContext {
  readonly glyphs: GlyphSet
  readonly theme: Theme
  readonly mask: TextMask
}

/** The cells of a mark and a space. */
const markCells = 2

/** A mark and a name in one colour: `✗ attr_fault`, or `✗ fault` in a narrow column. */
export class EventColumn {
  readonly width: number
  private readonly short: boolean
  private readonly context: ColumnContext
  /** By style, then by type. */
  private readonly known = new Map<EventStyle, RecentMap<string, ColumnCell>>()

  /** @param short whether to show the short names of all types that have one, not only of those that are too wide */
  constructor(width: number, short: boolean, context: ColumnContext) {
    this.width = width
    this.short = short
    this.context = context
  }

  cell({ type, style }: Pick<EventView, 'type' | 'style'>): ColumnCell {
    const alike = this.known.get(style) ?? this.known.set(style, new RecentMap(1000)).get(style)!
    return alike.get(type) ?? alike.set(type, this.make(type, style))
  }

  private make(type: string, style: EventStyle): ColumnCell {
    const { glyphs, theme, mask } = this.context
    const room = this.width - markCells
    const isShort = isKnownType(type) && (this.short || type.length > room)
    const name = isShort ? eventTypes[type].shortName : shownWord(mask.hide(type)) || '-'
    const fitted = shortType(name, room)
    const text = `${style[glyphs]} ${fitted}`
    return cellOf(theme[style.meaning], text, fitted === name)
  }
}
