import { alarmState } from '../event/alarm-state.ts'
import type { EventTypeName } from '../event/event-map.ts'
import { isKnownType } from '../event/event-types.ts'
import { isObject, type Json } from '../wire/exact-json.ts'
import type { Meaning } from './theme.ts'

/** The characters that a terminal can draw. Consoles with few characters get marks of ASCII. */
export type GlyphSet = 'unicode' | 'ascii'

/**
 * What pretty draws besides the marks of events: the end of a line that is cut, both sides of a date, and what stands
 * between an old value and a new one.
 */
export interface LineGlyphs {
  readonly cut: string
  readonly rule: string
  readonly arrow: string
}

export const lineGlyphs = {
  unicode: { cut: '…', rule: '──', arrow: '→' },
  ascii: { cut: '..', rule: '--', arrow: '->' },
} as const satisfies Record<GlyphSet, LineGlyphs>

export interface EventStyle {
  /**
   * The mark before the event's name, one cell wide. It must not be a character of ambiguous width, such as `●`, `▲` or
   * `·`, which many Chinese terminals draw two cells wide, shifting the columns. Nor may it be an emoji, such as `✖` or
   * `⚠`, which some terminals draw two cells wide and in colours of their own.
   */
  readonly unicode: string
  readonly ascii: string
  readonly meaning: Meaning
}

export interface TypeStyle extends EventStyle {
  /** The style of an alarm that is cleared. */
  readonly cleared?: EventStyle
}

const cleared: EventStyle = { unicode: '✓', ascii: 'v', meaning: 'cleared' }

/** How pretty marks each event type, so that types can be distinguished without colour. */
export const typeStyles = {
  device_online: { unicode: '▴', ascii: '+', meaning: 'online' },
  device_offline: { unicode: '▾', ascii: '-', meaning: 'offline' },
  device_status_kv: { unicode: '∙', ascii: '.', meaning: 'status' },
  device_status_raw: { unicode: '#', ascii: '#', meaning: 'raw' },
  attr_alert: { unicode: '!', ascii: '!', meaning: 'alertRaised', cleared },
  attr_fault: { unicode: '✗', ascii: 'x', meaning: 'faultRaised', cleared },
  device_bind: { unicode: '⊞', ascii: 'b', meaning: 'joined' },
  device_unbind: { unicode: '⊟', ascii: 'u', meaning: 'left' },
  device_reset: { unicode: '↺', ascii: 'r', meaning: 'notable' },
  device_file_download: { unicode: '⇣', ascii: 'd', meaning: 'sent' },
  app2dev_kv: { unicode: '▸', ascii: '>', meaning: 'sent' },
  app2dev_raw: { unicode: '»', ascii: '}', meaning: 'sent' },
  device_gps_kv: { unicode: '⌖', ascii: '@', meaning: 'position' },
  device_lbs_kv: { unicode: '⌂', ascii: '~', meaning: 'position' },
  sub_device_added: { unicode: '▵', ascii: '^', meaning: 'joined' },
  sub_device_deleted: { unicode: '▿', ascii: '_', meaning: 'left' },
  datapoints_changed: { unicode: '≔', ascii: '=', meaning: 'notable' },
} as const satisfies Record<EventTypeName, TypeStyle>

/** The style of types that this version does not know. */
export const unknownStyle: EventStyle = { unicode: '?', ascii: '?', meaning: 'unknown' }

/** Returns the style of an event, which for an alarm depends on its `data`. */
export function eventStyle(type: string, data: Json | undefined): EventStyle {
  const style: TypeStyle | undefined = isKnownType(type) ? typeStyles[type] : undefined
  if (!style) return unknownStyle
  return style.cleared && isObject(data) && alarmState(data.value) === 'cleared' ? style.cleared : style
}
