import { createHash } from 'node:crypto'
import { digitsOf } from '../wire/digits-of.ts'
import { isNested, isNumber, type Json, parseToken } from '../wire/exact-json.ts'
import { jsonText } from '../wire/json-text.ts'
import { KnownStrings } from '../wire/known-strings.ts'
import { plainNumber } from '../wire/plain-number.ts'

/**
 * The UTF-16 units of a value that are kept. The token of a longer one is no JSON: a mark, whether it is a string, a hash of
 * the whole, and its beginning as a string.
 */
export const longestKept = 200
const longMark = '#'
const markAndKind = 2
/** Characters of a hash. */
const hashLength = 44

const strings = new KnownStrings(1024)
const quote = 0x22

/** Returns the token by which a value is kept. */
export function keptToken(value: Json): string {
  const text = typeof value === 'string' ? value : jsonText(value)
  if (text.length <= longestKept) return typeof value === 'string' ? JSON.stringify(value) : text
  const kind = typeof value === 'string' ? 's' : 'j'
  const hash = createHash('sha256').update(text).digest('base64')
  return `${longMark}${kind}${hash}${JSON.stringify(text.slice(0, longestKept))}`
}

/** Returns the value of the token `bytes[start, end)`, which may be a kept one: the beginning of a long one ends with `…`. */
export function tokenValue(bytes: Buffer, start: number, end: number): Json {
  const first = bytes[start]!
  if (first === quote) return strings.text(bytes, start + 1, end - 1)
  if (isLong(bytes, start)) {
    const beginning = bytes.toString('utf8', start + markAndKind + hashLength, end)
    return `${JSON.parse(beginning)}…`
  }
  const number = plainNumber(bytes, start, end)
  return Number.isNaN(number) ? parseToken(bytes, start, end) : number
}

/**
 * Whether `now` is the value that is kept as `bytes[start, end)`: `27.0` is `27`, but `"27"` is not.
 *
 * @param kept the value of that token
 */
export function isKept(now: Json, kept: Json, bytes: Buffer, start: number, end: number): boolean {
  if (isLong(bytes, start)) return keptToken(now) === bytes.toString('utf8', start, end)
  if (now === kept) return true
  if (isNumber(now)) return isNumber(kept) && sameNumber(now, kept)
  return isNested(now) && isNested(kept) && jsonText(now) === jsonText(kept)
}

function isLong(bytes: Buffer, start: number): boolean {
  return bytes[start] === longMark.charCodeAt(0)
}

/** Compares all digits: `27.0` and `270e-1` are the same number. */
function sameNumber(one: Json & (number | object), other: Json & (number | object)): boolean {
  // Two doubles that differ are different numbers.
  if (typeof one === 'number' && typeof other === 'number') return false
  const [a, b] = [String(one), String(other)]
  const [left, right] = [digitsOf(a), digitsOf(b)]
  if (left.digits !== right.digits) return false
  return left.digits === '' || (left.point === right.point && a.startsWith('-') === b.startsWith('-'))
}
