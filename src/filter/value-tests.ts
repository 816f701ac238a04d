import { type ExactNumber, isNested, isNumber, type Json } from '../wire/exact-json.ts'
import { compareToDecimal, type Decimal, doubleOf, parseDecimal } from './decimal.ts'
import { asciiNumber } from './full-width.ts'
import { Glob } from './glob.ts'
import { GlobList } from './glob-list.ts'
import type { TextSearch } from './text-search.ts'
import { textOf } from './value-text.ts'

/**
 * Whether the value of a member, undefined where the event has none, is one to keep.
 *
 * @param isWhole false where the value is only the beginning of what the event has; true where it is not given
 */
export type ValueTest = (value: Json | undefined, isWhole?: boolean) => boolean

/** One value of a list: the text to be equal to, or a pattern. */
export type Value = string | Glob

/** Called where a text was too long, and the characters of it that were searched did not decide. */
export type Undecided = (searched: number) => void

/**
 * Is the value one of these? Text is compared with the value's text, capitals counting, and a number also by
 * what it is worth: `30` is met by 30, 30.0, 3e1 and "30", not by "30.0". A wildcard sees the text alone.
 * An absent member is none of them, not even the empty text.
 */
export function isAnyOf(values: readonly Value[], undecided: Undecided): ValueTest {
  const globs = values.filter(value => value instanceof Glob)
  const plain = values.filter(value => typeof value === 'string').flatMap(asTyped)
  const isWorth = numberTest(plain.map(parseDecimal).filter(number => number !== undefined))
  const texts = new Set(plain)
  const longest = plain.reduce((most, text) => Math.max(most, text.length), 0)
  const isPlain: ValueTest = (value, isWhole = true) => {
    if (!isWhole) return false
    if (typeof value === 'string') return texts.has(value)
    if (isNumber(value)) return isWorth(value)
    return value !== undefined && texts.has(textOf(value, longest))
  }
  if (globs.length === 0) return isPlain
  const matches = holds(new GlobList(globs), undecided)
  return (value, isWhole) => isPlain(value) || matches(value, isWhole)
}

/** Is the value a number, and does it lie so? `accept` gets -1, 0 or 1: below, equal, above. */
export function compares(accept: (order: number) => boolean): (bound: Decimal) => ValueTest {
  return bound => value => {
    const order = compareToDecimal(value, bound)
    return !Number.isNaN(order) && accept(order)
  }
}

/** Is what `searched` looks for in the value's text? An absent member has no text. */
export function holds(searched: TextSearch, undecided: Undecided): ValueTest {
  return (value, isWhole = true) => {
    if (value === undefined) return false
    const text = textOf(value, searched.reach)
    const answer = searched.search(text, isWhole && !(isNested(value) && text.length > searched.reach))
    if (answer === undefined) undecided(Math.min(searched.reach, text.length))
    return answer === true
  }
}

export function not(test: ValueTest): ValueTest {
  return (value, isWhole) => !test(value, isWhole)
}

/** A number typed in the full-width digits of a Chinese keyboard is also the same in plain ones. */
function asTyped(text: string): string[] {
  const plain = asciiNumber(text)
  return plain === text || !parseDecimal(plain) ? [text] : [text, plain]
}

function numberTest(wanted: readonly Decimal[]): (value: number | ExactNumber) => boolean {
  const byDouble = new Map<number, Decimal[]>()
  for (const one of wanted) {
    const same = byDouble.get(one.double)
    if (same) same.push(one)
    else byDouble.set(one.double, [one])
  }
  return value => byDouble.get(doubleOf(value))?.some(one => compareToDecimal(value, one) === 0) === true
}
