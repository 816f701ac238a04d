import { characterEnd } from '../base/text-beginning.ts'
import { type Json, parseExactly, parseToken } from './exact-json.ts'
import { afterGap, isClosing, isOpening, stringEnd, valueEnd } from './json-steps.ts'

/**
 * Bytes up to which a line, and a value in a longer line, is read completely. A nested value takes up to 60 times its
 * bytes of memory.
 */
export const mostRead = 256 * 1024

/** A value, or the beginning of one. */
export interface Beginning {
  /** Undefined if the value cannot be cut: a number has no beginning. */
  readonly value: Json | undefined
  /** Bytes of its token that were not read; 0 if the value is whole. */
  readonly leftOut: number
}

/**
 * Reads at most the first `most` bytes (at least 1) of the JSON value `bytes[start, end)`, which must be well-formed, so
 * that a value of any size costs no more than one of that size.
 *
 * - A longer string is cut after a whole character.
 * - A longer object or array is cut after its last whole value and closed, like those that are open in it. A string in
 *   it is cut only if it is longer than `most` by itself.
 * - Numbers keep their digits, and are never cut.
 *
 * @param mark what a cut string ends in, so that the cut is visible
 */
export function jsonBeginning(
  bytes: Buffer,
  start: number,
  end: number,
  most: number,
  mark: '' | '…' = '',
): Beginning {
  if (end - start <= most) return { value: parseToken(bytes, start, end), leftOut: 0 }
  const c = bytes[start]!
  const limit = start + most
  if (c === 0x22) return closed(bytes, start, cutInString(bytes, start + 1, limit), end - 1, `${mark}"`)
  if (isOpening(c)) return containerBeginning(bytes, start, end, limit, mark)
  return { value: undefined, leftOut: end - start }
}

function containerBeginning(
  bytes: Buffer,
  start: number,
  end: number,
  limit: number,
  mark: string,
): Beginning {
  /** The brackets that close the open objects and arrays. */
  const closers: string[] = []
  let at = start
  /** After the last position at which everything open can be closed. */
  let good = start
  let nameNext = false
  while (at < limit) {
    const c = bytes[at]!
    if (isOpening(c)) {
      closers.push(c === 0x7b ? '}' : ']')
      nameNext = c === 0x7b
      good = ++at
    } else if (isClosing(c)) {
      closers.pop()
      good = ++at
    } else if (c === 0x2c) {
      nameNext = closers.at(-1) === '}'
      at++
    } else if (nameNext) {
      if (c === 0x22) nameNext = false
      at = c === 0x22 ? afterGap(bytes, stringEnd(bytes, at + 1)) : at + 1
    } else if (c <= 0x20) at++
    else {
      const valueStart = at
      at = valueEnd(bytes, at)
      if (at <= limit) good = at
      else if (c === 0x22 && at - valueStart > limit - start) {
        good = cutInString(bytes, valueStart + 1, limit)
        closers.push(`${mark}"`)
      }
    }
  }
  return closed(bytes, start, good, end, closers.reverse().join(''))
}

/** Parses `bytes[start, cut)` followed by `closing`. */
function closed(bytes: Buffer, start: number, cut: number, end: number, closing: string): Beginning {
  return { value: parseExactly(bytes.toString('utf8', start, cut) + closing), leftOut: end - cut }
}

/** The last position from `at`, after the opening quote, to `limit` that splits neither an escape nor a character. */
function cutInString(bytes: Buffer, at: number, limit: number): number {
  for (let next = at; next <= limit; next = unitEnd(bytes, at)) at = next
  return at
}

const surrogates = /^\\u[dD][89abAB]..\\u[dD][c-fC-F]/

/** After the escape, the pair of escaped surrogates, or the character that begins at `at`. */
function unitEnd(bytes: Buffer, at: number): number {
  if (bytes[at] !== 0x5c) return characterEnd(bytes, at, bytes.length)
  if (bytes[at + 1] !== 0x75) return at + 2
  return surrogates.test(bytes.toString('latin1', at, at + 12)) ? at + 12 : at + 6
}
