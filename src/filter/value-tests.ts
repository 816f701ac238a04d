import { ExactNumber, type Json } from '../wire/exact-json.ts'
import { compareToDecimal, type Decimal, parseDecimal } from './decimal.ts'
import { Glob } from './glob.ts'
import { textOf } from './value-text.ts'

/** Whether the value of a member, undefined where the event has none, is one to keep. */
export type ValueTest = (value: Json | undefined) => boolean

/** One value of a list: the text to be equal to, or a pattern. */
export type Value = string | Glob

/**
 * Is the value one of these? Text is compared with the value's text, capitals counting, and a number also by
 * what it is worth: `30` is met by 30, 30.0, 3e1 and "30", not by "30.0". A wildcard sees the text alone.
 * An absent member is none of them, not even the empty text.
 */
export function isAnyOf(values: readonly Value[]): ValueTest {
  const globs = values.filter(value => value instanceof Glob)
  const plain = values.filter(value => typeof value === 'string')
  const isWorth = numberTest(plain.map(parseDecimal).filter(number => number !== undefined))
  const texts = new Set(plain)
  if (globs.length === 0) {
    return value => {
      if (typeof value === 'string') return texts.has(value)
      if (typeof value === 'number' || value instanceof ExactNumber) return isWorth(value)
      return value !== undefined && texts.has(textOf(value))
    }
  }
  return value => {
    if (value === undefined) return false
    const text = textOf(value)
    if (texts.has(text)) return true
    for (const glob of globs) if (glob.matches(text)) return true
    return isNumber(value) && isWorth(value)
  }
}

/** Is the value a number, and does it lie so? `accept` gets -1, 0 or 1: below, equal, above. */
export function liesSo(accept: (order: number) => boolean): (bound: Decimal) => ValueTest {
  return bound => value => {
    const order = compareToDecimal(value, bound)
    return !Number.isNaN(order) && accept(order)
  }
}

/** Does the value's text hold what `search` looks for? An absent member has no text. */
export function holds(search: (text: string) => boolean): ValueTest {
  return value => value !== undefined && search(textOf(value))
}

export function not(test: ValueTest): ValueTest {
  return value => !test(value)
}

function isNumber(value: Json): value is number | ExactNumber {
  return typeof value === 'number' || value instanceof ExactNumber
}

function numberTest(wanted: readonly Decimal[]): (value: number | ExactNumber) => boolean {
  const doubles = new Set(wanted.map(({ double }) => double))
  return value => doubles.has(Number(value)) && wanted.some(one => compareToDecimal(value, one) === 0)
}
