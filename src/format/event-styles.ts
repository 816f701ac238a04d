import type { EventTypeName } from '../event/event-map.ts'
import { isKnownType } from '../event/event-types.ts'
import { isNumber, isObject, type Json } from '../wire/exact-json.ts'
import type { Meaning } from './theme.ts'

/** Characters that a terminal can draw: where a console has few, ASCII marks stand for the others. */
export type GlyphSet = 'unicode' | 'ascii'

/** What pretty draws beside the marks of events: where a line is cut, and on both sides of a date. */
export const lineGlyphs = {
  unicode: { cut: '…', rule: '──' },
  ascii: { cut: '..', rule: '--' },
} as const satisfies Record<GlyphSet, { readonly cut: string; readonly rule: string }>

export interface EventStyle {
  /**
   * One cell, in front of the event's name. None is of East Asian ambiguous width, as `●`, `▲` and `·` are:
   * those are two cells on many Chinese terminals, and would shift the columns. None is in the emoji set, as
   * `✖` and `⚠` are: some terminals draw those two cells wide, in colours of their own.
   */
  readonly unicode: string
  readonly ascii: string
  readonly meaning: Meaning
}

export interface TypeStyle extends EventStyle {
  /** How it looks once an alarm is over. */
  readonly cleared?: EventStyle
}

const cleared: EventStyle = { unicode: '✓', ascii: 'v', meaning: 'cleared' }

/** How pretty marks each event type, so that they are told apart without colour. For help and documentation, too. */
export const typeStyles = {
  device_online: { unicode: '▴', ascii: '+', meaning: 'online' },
  device_offline: { unicode: '▾', ascii: '-', meaning: 'offline' },
  device_status_kv: { unicode: '∙', ascii: '.', meaning: 'status' },
  device_status_raw: { unicode: '#', ascii: '#', meaning: 'raw' },
  attr_alert: { unicode: '!', ascii: '!', meaning: 'alertRaised', cleared },
  attr_fault: { unicode: '✗', ascii: 'x', meaning: 'faultRaised', cleared },
} as const satisfies Record<EventTypeName, TypeStyle>

/** A type this version does not know keeps its own name. */
export const unknownStyle: EventStyle = { unicode: '?', ascii: '?', meaning: 'unknown' }

/** How an event of a type looks, given its `data`: an alarm that is over other than one that is up. */
export function eventStyle(type: string, data: Json | undefined): EventStyle {
  const style: TypeStyle | undefined = isKnownType(type) ? typeStyles[type] : undefined
  if (!style) return unknownStyle
  return style.cleared && isObject(data) && alarmState(data.value) === 'cleared' ? style.cleared : style
}

/** What `value` of an alarm means; undefined where it is not as documented. */
export function alarmState(value: Json | undefined): 'raised' | 'cleared' | undefined {
  const plain = isNumber(value) ? Number(value) : value
  if (plain === 1 || plain === true || plain === '1') return 'raised'
  if (plain === 0 || plain === false || plain === '0') return 'cleared'
  return undefined
}
