import { type ExactNumber, isNested, isNumber, type Json } from '../wire/exact-json.ts'
import { compareToDecimal, type Decimal, doubleOf, parseDecimal } from './decimal.ts'
import { asciiNumber } from './full-width.ts'
import { Glob } from './glob.ts'
import { GlobList } from './glob-list.ts'
import type { TextSearch } from './text-search.ts'
import { textOf } from './value-text.ts'

/**
 * Returns whether an event is kept for the value of a member, which is undefined if the event has none.
 *
 * @param isWhole false if the value is only the beginning of the event's; default: true
 */
export type ValueTest = (value: Json | undefined, isWhole?: boolean) => boolean

/** A value of a list: a text to equal, or a pattern to match. */
export type Value = string | Glob

/** Called if a text was too long and the characters that were searched do not decide. */
export type Undecided = (searched: number) => void

/**
 * Tests whether a value is one of these. Texts are compared case-sensitively, and numbers also by their value: `30` equals
 * 30, 30.0, 3e1 and "30", but not "30.0". Wildcards match the text only. An absent member equals nothing, not even the
 * empty text.
 *
 * @param share the part of the work of one comparison that wildcards may take, 0 to 1
 */
export function isAnyOf(values: readonly Value[], undecided: Undecided, share?: number): ValueTest {
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
  const matches = textMatches(new GlobList(globs, share), undecided)
  return (value, isWhole) => isPlain(value) || matches(value, isWhole)
}

/** Tests whether a value is a number that `accept` accepts, given its order: -1 if it is below the bound, 0 if equal, 1 if above. */
export function compares(accept: (order: number) => boolean): (bound: Decimal) => ValueTest {
  return bound => value => {
    const order = compareToDecimal(value, bound)
    return !Number.isNaN(order) && accept(order)
  }
}

/** Tests whether the text of a value matches. An absent member has no text. */
export function textMatches(searched: TextSearch, undecided: Undecided): ValueTest {
  return (value, isWhole = true) => {
    if (value === undefined) return false
    const text = textOf(value, searched.reach)
    const result = searched.search(text, isWhole && !(isNested(value) && text.length > searched.reach))
    if (result === undefined) undecided(Math.min(searched.reach, text.length))
    return result === true
  }
}

export function not(test: ValueTest): ValueTest {
  return (value, isWhole) => !test(value, isWhole)
}

/** Adds the plain form of a number typed in full-width digits on a Chinese keyboard. */
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
