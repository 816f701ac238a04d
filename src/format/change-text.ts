import { type ExactNumber, isNumber, type Json } from '../wire/exact-json.ts'
import { valueText } from './value-text.ts'

/**
 * Formats how a value changed: `141→147 (+6)`.
 *
 * @param hideAtCut removes the beginning of a secret before the end of a text that was cut
 */
export function changeText(
  before: Json | undefined,
  now: Json,
  arrow: string,
  hideAtCut: (text: string) => string,
): string {
  const text = valueText(now)
  if (before === undefined) return `${text} (new)`
  const old = valueText(before)
  // Elsewhere `"27"` is shown as `27`, which here would be no change.
  if (old === text) return `${quoted(before, old)}${arrow}${quoted(now, text)}`
  // Of a long value only the beginning was kept.
  const isCut = typeof before === 'string' && before.endsWith('…')
  return `${isCut ? hideAtCut(old) : old}${arrow}${text}${differenceText(before, now)}`
}

function quoted(value: Json, text: string): string {
  return typeof value === 'string' ? `"${text}"` : text
}

function differenceText(before: Json, now: Json): string {
  const difference = isNumber(before) && isNumber(now) ? differenceOf(before, now) : undefined
  if (difference === undefined) return ''
  return difference > 0 ? ` (+${difference})` : ` (${difference})`
}

/** Returns what a number differs by; undefined if that is not worth a word, or cannot be exact. */
export function differenceOf(before: number | ExactNumber, now: number | ExactNumber): number | undefined {
  if (isSwitch(before, now)) return undefined
  const isWhole = Number.isSafeInteger(before) && Number.isSafeInteger(now)
  if (!isWhole && typeof before === 'number' && typeof now === 'number') {
    const [from, to] = [Math.round(before * 100), Math.round(now * 100)]
    const isShort =
      from / 100 === before && to / 100 === now && Math.abs(from) + Math.abs(to) < mostHundredths
    if (isShort) return (to - from) / 100
  }
  return isWhole ? Number(now) - Number(before) : decimalDifference(String(before), String(now))
}

/** What is off or on differs by nothing worth a word. */
function isSwitch(before: Json, now: Json): boolean {
  return (before === 0 && now === 1) || (before === 1 && now === 0)
}

/** What is less has few enough digits to be exact, with two decimals. */
const mostHundredths = 1e15

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
