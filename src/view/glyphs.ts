import { type GlyphSet, type LineGlyphs, lineGlyphs, typeStyles } from '../format/event-styles.ts'

/** The characters of the view. */
export interface ViewGlyphs extends LineGlyphs {
  /** From nothing to a full cell, for sparklines and plots. */
  readonly levels: readonly string[]
  readonly online: string
  readonly offline: string
  readonly alarm: string
  /** Marks the column that rows are sorted by. */
  readonly sorted: string
}

const { device_online: online, device_offline: offline, attr_alert: alarm } = typeStyles

export const viewGlyphs = {
  unicode: {
    ...lineGlyphs.unicode,
    levels: [' ', '▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'],
    online: online.unicode,
    offline: offline.unicode,
    alarm: alarm.unicode,
    sorted: '↓',
  },
  ascii: {
    ...lineGlyphs.ascii,
    levels: [' ', '.', ':', '-', '=', '+', '*', '#', '@'],
    online: online.ascii,
    offline: offline.ascii,
    alarm: alarm.ascii,
    sorted: 'v',
  },
} as const satisfies Record<GlyphSet, ViewGlyphs>
