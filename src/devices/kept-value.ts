import { createHash } from 'node:crypto'
import { ownText } from '../base/own-text.ts'
import { digitsOf } from '../wire/digits-of.ts'
import { ExactNumber, isNested, isNumber, type Json, numberOf, parseExactly } from '../wire/exact-json.ts'
import { jsonText } from '../wire/json-text.ts'

/** A value of a status as it is kept until the next one: in memory of its own, and not much of it. */
export type KeptValue = null | boolean | number | string | KeptText

/** The UTF-16 units of a value that are kept. A longer one is compared by a hash. */
const longestKept = 200

/** What is not a plain value: a text that is long, a number of many digits, an object or an array. */
class KeptText {
  readonly kind: 'string' | 'number' | 'nested'
  /** At most the first `longestKept` units. */
  readonly text: string
  /** Of the whole text, if it is longer. */
  readonly hash: string | undefined

  constructor(kind: KeptText['kind'], text: string) {
    const isLong = text.length > longestKept
    this.kind = kind
    this.text = ownText(isLong ? text.slice(0, longestKept) : text)
    this.hash = isLong ? createHash('sha256').update(text).digest('base64') : undefined
  }

  isSame(other: KeptText): boolean {
    if (this.kind !== other.kind) return false
    if (this.kind !== 'number' || (this.hash ?? other.hash) !== undefined)
      return this.text === other.text && this.hash === other.hash
    return sameNumber(this.text, other.text)
  }
}

export function keptValue(value: Json): KeptValue {
  if (typeof value === 'string')
    return value.length > longestKept ? new KeptText('string', value) : ownText(value)
  if (value instanceof ExactNumber) return new KeptText('number', value.text)
  return isNested(value) ? new KeptText('nested', jsonText(value)) : value
}

/** Returns a kept value as it was, or the beginning of one that is long, which ends with `…`. */
export function valueOfKept(kept: KeptValue): Json {
  if (!(kept instanceof KeptText)) return kept
  if (kept.hash !== undefined) return `${kept.text}…`
  if (kept.kind === 'string') return kept.text
  return kept.kind === 'number' ? numberOf(kept.text) : parseExactly(kept.text)
}

/** Whether a value is the kept one: `27.0` is `27`, but `"27"` is not. */
export function isKept(value: Json, kept: KeptValue): boolean {
  if (value === kept) return true
  // Two doubles that differ are different numbers.
  if (typeof value === 'number' && typeof kept === 'number') return false
  if (isNumber(value)) return sameAsKept(String(value), kept)
  const isPlain = !isNested(value) && !(typeof value === 'string' && value.length > longestKept)
  if (isPlain || !(kept instanceof KeptText)) return false
  return kept.isSame(keptValue(value) as KeptText)
}

/** Bytes of memory, roughly. */
export function weightOf(kept: KeptValue): number {
  if (typeof kept === 'string') return plainWeight + kept.length
  return kept instanceof KeptText ? plainWeight + textWeight + kept.text.length : plainWeight
}

/** A place in an array, and a number on the heap. */
const plainWeight = 24
const textWeight = 60

function sameAsKept(number: string, kept: KeptValue): boolean {
  if (typeof kept === 'number') return sameNumber(number, String(kept))
  return kept instanceof KeptText && kept.isSame(new KeptText('number', number))
}

/** Compares all digits: `27.0` and `270e-1` are the same number. */
function sameNumber(a: string, b: string): boolean {
  const left = digitsOf(a)
  const right = digitsOf(b)
  if (left.digits !== right.digits) return false
  return left.digits === '' || (left.point === right.point && a.startsWith('-') === b.startsWith('-'))
}
