import type { StatusChanges } from '../event/event-history.ts'
import { isNumber, type Json, type JsonObject } from '../wire/exact-json.ts'
import type { Suffix } from './suffix.ts'
import { valueText } from './value-text.ts'

/**
 * Puts the values of a status that was compared with the one before. What changed stands out, and comes first on a
 * terminal, whose lines may be cut.
 */
export function renderMarked(values: JsonObject, { values: changed }: StatusChanges, suffix: Suffix): void {
  const { theme } = suffix
  const changedFirst = suffix.room !== Number.POSITIVE_INFINITY
  if (changedFirst) for (const [name, [, now]] of changed) suffix.member(name, now, theme.changed)
  for (const name of Object.keys(values)) {
    if (suffix.full) return
    if (!changed.has(name)) suffix.member(name, values[name]!, theme.dim)
    else if (!changedFirst) suffix.member(name, values[name]!, theme.changed)
  }
}

/** Puts only what changed, `PM25=141→147 (+6)`, and how many values did not. */
export function renderChanges({ values, unchanged }: StatusChanges, suffix: Suffix, arrow: string): void {
  const { theme } = suffix
  for (const [name, [before, now]] of values) {
    if (suffix.full) return
    suffix.pair(name, theme.changed, changeText(before, now, suffix, arrow))
  }
  if (values.size === 0) suffix.word(theme.dim, 'no change')
  if (unchanged > 0) suffix.word(theme.dim, `${unchanged} unchanged`)
}

function changeText(before: Json | undefined, now: Json, suffix: Suffix, arrow: string): string {
  const text = valueText(now)
  if (before === undefined) return `${text} (new)`
  const old = valueText(before)
  // Elsewhere `"27"` is shown as `27`, which here would be no change.
  if (old === text) return `${quoted(before, old)}${arrow}${quoted(now, text)}`
  // Of a long value only the beginning was kept.
  const isCut = typeof before === 'string' && before.endsWith('…')
  return `${isCut ? suffix.hideAtCut(old) : old}${arrow}${text}${differenceText(before, now)}`
}

function quoted(value: Json, text: string): string {
  return typeof value === 'string' ? `"${text}"` : text
}

/** Doubles up to here have all digits that were written. */
const mostDigits = 15

/** Returns ` (+6)` for two numbers; an empty string for others, and where the difference cannot be exact. */
function differenceText(before: Json, now: Json): string {
  if (!isNumber(before) || !isNumber(now)) return ''
  const [a, b] = [String(before), String(now)]
  // A switch is off or on.
  if (/^[01]$/.test(a) && /^[01]$/.test(b)) return ''
  const decimals = Math.max(decimalsOf(a), decimalsOf(b))
  if (Math.max(a.length, b.length) > mostDigits || Number.isNaN(decimals)) return ''
  // Through a number, which drops zeros at the end.
  const difference = Number((Number(b) - Number(a)).toFixed(decimals))
  return ` (${difference > 0 ? '+' : ''}${difference})`
}

/** The digits after the point; NaN of a number with an exponent. */
function decimalsOf(number: string): number {
  return /e/i.test(number) ? Number.NaN : (number.split('.')[1] ?? '').length
}
