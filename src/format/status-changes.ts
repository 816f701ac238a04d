import type { StatusChanges } from '../event/event-history.ts'
import { isNumber, type Json } from '../wire/exact-json.ts'
import { plain } from './style.ts'
import type { Suffix } from './suffix.ts'
import { valueText } from './value-text.ts'

/** Values in an order. */
export interface NamedValues {
  readonly names: readonly string[]
  valueAt(i: number): Json
}

/**
 * Puts the values of a status. If it was compared with the one before, what changed stands out, and comes first on a
 * terminal, whose lines may be cut.
 */
export function renderMarked(values: NamedValues, changes: StatusChanges | undefined, suffix: Suffix): void {
  const { theme } = suffix
  const changed = changes?.values ?? []
  const usual = changes ? theme.dim : plain
  const changedFirst = suffix.room !== Number.POSITIVE_INFINITY
  if (changedFirst) for (const { name, now } of changed) suffix.member(name, now, theme.changed)
  let next = 0
  const { names } = values
  for (let i = 0; i < names.length; i++) {
    if (suffix.full) return
    const name = names[i]!
    if (changed[next]?.name !== name) suffix.member(name, values.valueAt(i), usual)
    else {
      next++
      if (!changedFirst) suffix.member(name, values.valueAt(i), theme.changed)
    }
  }
}

/** Puts only what changed, `PM25=141→147 (+6)`, and how many values did not. */
export function renderChanges({ values, unchanged }: StatusChanges, suffix: Suffix, arrow: string): void {
  const { theme } = suffix
  for (const { name, before, now } of values) {
    if (suffix.full) return
    suffix.pair(name, theme.changed, changeText(before, now, suffix, arrow))
  }
  if (values.length === 0) suffix.word(theme.dim, 'no change')
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

/** Returns ` (+6)` for two numbers; an empty string for others, and where the difference cannot be exact. */
function differenceText(before: Json, now: Json): string {
  if (!isNumber(before) || !isNumber(now) || isSwitch(before, now)) return ''
  const isWhole = Number.isSafeInteger(before) && Number.isSafeInteger(now)
  const difference = isWhole ? Number(now) - Number(before) : decimalDifference(String(before), String(now))
  if (difference === undefined) return ''
  return difference > 0 ? ` (+${difference})` : ` (${difference})`
}

/** What is off or on differs by nothing worth a word. */
function isSwitch(before: Json, now: Json): boolean {
  return (before === 0 && now === 1) || (before === 1 && now === 0)
}

/** Doubles have all digits of shorter numbers. */
const mostDigits = 15
const powers = Array.from({ length: mostDigits }, (_, exponent) => 10 ** exponent)

function decimalDifference(before: string, now: string): number | undefined {
  if (before.length > mostDigits || now.length > mostDigits) return undefined
  const power = powers[Math.max(decimalsOf(before), decimalsOf(now))]
  // The double is off by far less than half a digit, so that rounding gives the exact one.
  return power && Math.round((Number(now) - Number(before)) * power) / power
}

/** Returns how many decimals a number has; Infinity if it has an exponent. */
function decimalsOf(number: string): number {
  if (number.includes('e') || number.includes('E')) return Number.POSITIVE_INFINITY
  const dot = number.indexOf('.')
  return dot < 0 ? 0 : number.length - dot - 1
}
