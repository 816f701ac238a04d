import { digitsOf } from '../wire/digits-of.ts'
import { type ExactNumber, isNumber, type Json } from '../wire/exact-json.ts'

/** A number in an expression: as written, and the nearest double. */
export interface Decimal {
  readonly text: string
  readonly double: number
}

const decimal = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?$/i
/** Longer strings are never taken for numbers, which bounds the time to examine them. */
const longestNumericText = 100

/** Longer numbers are not compared. No meaningful number has so many digits. */
const longestNumber = 1000

/** Parses a decimal number; undefined if `text` is anything else (`0x1f`, `1_000`, `Infinity`, white space). */
export function parseDecimal(text: string): Decimal | undefined {
  return decimal.test(text) ? { text, double: Number(text) } : undefined
}

/**
 * Compares a value with a number: returns a negative number, zero or a positive one, or NaN if `value` is not a number.
 *
 * - Numbers are compared as doubles, and by all their digits if the doubles are equal and 2^53 or more, so that
 *   `18446744073709551615` differs from its neighbours.
 * - A string is a number if all of it is one, such as `"30"`: the server sends enums as such strings. So is hex text that
 *   happens to contain only digits; compare it with `=`.
 * - A boolean, null, an object, an array and an absent member are not numbers.
 */
export function compareToDecimal(value: Json | undefined, to: Decimal): number {
  if (isNumber(value)) return compareNumber(doubleOf(value), value, to)
  if (typeof value === 'string') {
    const isNumeric = value.length <= longestNumericText && decimal.test(value)
    return isNumeric ? compareNumber(Number(value), value, to) : Number.NaN
  }
  return Number.NaN
}

/** Returns the nearest double; NaN if the number is too long to be compared. */
export function doubleOf(value: number | ExactNumber): number {
  if (typeof value === 'number') return value
  return value.text.length > longestNumber ? Number.NaN : Number(value.text)
}

function compareNumber(double: number, written: { toString(): string }, to: Decimal): number {
  if (Number.isNaN(double)) return double
  if (double !== to.double) return double < to.double ? -1 : 1
  // Rounding preserves the order, so that only equal doubles can hide a difference.
  if (Math.abs(double) < 2 ** 53) return 0
  const bySize = compareSize(String(written), to.text)
  return double < 0 ? -bySize : bySize
}

/** Compares the digits of two numbers other than zero, ignoring their signs. A vast exponent takes no more time. */
function compareSize(a: string, b: string): number {
  const left = digitsOf(a)
  const right = digitsOf(b)
  if (left.point !== right.point) return left.point < right.point ? -1 : 1
  return left.digits === right.digits ? 0 : left.digits < right.digits ? -1 : 1
}
