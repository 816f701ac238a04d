import { type ExactNumber, isNumber, type Json } from '../wire/exact-json.ts'

/** A number of an expression: as it was written, and the nearest double. */
export interface Decimal {
  readonly text: string
  readonly double: number
}

/** How a number is written, for messages to the user. */
export const decimalForm = '30, -10.5 or 1.5e9'

const decimal = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?$/i
/** Longer strings of a device are never numbers, so that none is searched for long. */
const longestNumericText = 100

/** Longer numbers are not compared: none that means anything has so many digits. */
const longestNumber = 1000

/** The number that `text` is, all of it; undefined where it is none (`0x1f`, `1_000`, `Infinity`, white space). */
export function parseDecimal(text: string): Decimal | undefined {
  return decimal.test(text) ? { text, double: Number(text) } : undefined
}

/**
 * Below zero where `value` is less than `to`, zero where they are equal, above where it is more, NaN where it
 * is no number.
 *
 * - Numbers compare as doubles, and by all their digits where doubles cannot tell them apart (from 2^53 on):
 *   `18446744073709551615` is neither of its neighbours.
 * - A string counts where all of it reads as a number, `"30"`: the server sends enums as such strings.
 *   Hex text that happens to hold digits only does so too; ask for it with `=`.
 * - A boolean, null, an object, an array and an absent member are no numbers.
 */
export function compareToDecimal(value: Json | undefined, to: Decimal): number {
  if (isNumber(value)) return compareNumber(doubleOf(value), value, to)
  if (typeof value === 'string') {
    const isNumeric = value.length <= longestNumericText && decimal.test(value)
    return isNumeric ? compareNumber(Number(value), value, to) : Number.NaN
  }
  return Number.NaN
}

/** The nearest double; NaN where the number is too long to be compared. */
export function doubleOf(value: number | ExactNumber): number {
  if (typeof value === 'number') return value
  return value.text.length > longestNumber ? Number.NaN : Number(value.text)
}

function compareNumber(double: number, written: { toString(): string }, to: Decimal): number {
  if (Number.isNaN(double)) return double
  if (double !== to.double) return double < to.double ? -1 : 1
  // Rounding keeps order: only doubles that are equal can hide a difference.
  if (Math.abs(double) < 2 ** 53) return 0
  const bySize = compareSize(String(written), to.text)
  return double < 0 ? -bySize : bySize
}

/** Compares two numbers by their digits, signs left aside, neither of them zero. A vast exponent costs nothing. */
function compareSize(a: string, b: string): number {
  const left = scientific(a)
  const right = scientific(b)
  if (left.point !== right.point) return left.point < right.point ? -1 : 1
  return left.digits === right.digits ? 0 : left.digits < right.digits ? -1 : 1
}

/** `text` as 0.`digits` times ten to the `point`, without zeros at either end of the digits. */
function scientific(text: string): { digits: string; point: number } {
  const start = text[0] === '-' || text[0] === '+' ? 1 : 0
  const e = text.search(/e/i)
  const mantissa = text.slice(start, e < 0 ? text.length : e)
  const dot = mantissa.indexOf('.')
  const all = dot < 0 ? mantissa : mantissa.slice(0, dot) + mantissa.slice(dot + 1)
  let first = 0
  while (all[first] === '0') first++
  let end = all.length
  while (end > first && all[end - 1] === '0') end--
  const exponent = e < 0 ? 0 : Number(text.slice(e + 1))
  return { digits: all.slice(first, end), point: (dot < 0 ? all.length : dot) - first + exponent }
}
