// AssemblyScript, not TypeScript: `npm run wasm` compiles it into ../object-scan-wasm.ts.
//
// The scan of ../object-scanner.ts for a machine that looks at sixteen bytes at once. It says yes where it is
// sure, and no to what is rare or wrong: the scanner in TypeScript has the last word on that. The bytes lie from
// `input` on with zeros behind them; a zero is nowhere in JSON, so nothing runs past them, and no place has to be
// compared with the end.

import { isDigit, number, plain, space, string, word } from './json-leaves'

/** Names of members to find, 16 bytes each, zeros behind a shorter one. */
export const names: usize = 0
/** The length of each name, a byte each. */
export const lengths: usize = 256
/** Whether the numbers of each member are read by themselves, and so may be inexact; a byte each. */
export const ignored: usize = 272
/**
 * Answers, a row a line, 4 bytes each: where the line starts and ends, how sure we are that it is an object (0 not
 * sure, 1 yes, 2 yes, and some number in it is not what a double would print), then for each name where the value
 * starts, -1 where it is absent, and ends.
 */
export const rows: usize = 512
export const mostRows: i32 = 256
/** The bytes to be read; at least `zeros` zeros must stand behind them. */
export const input: usize = 40960
export const zeros: i32 = 16

/** How many names can be found, and how long one can be. */
export const mostNames: i32 = 16
export const longestName: i32 = 16
/** Levels of nesting: each takes a bit. */
const deepest: i32 = 64

/**
 * Reads `input[start, end)` as one line, into the first row. Places count from `input`.
 *
 * @param count how many names there are
 * @param lengthsBits bit n is set where a name has n bytes
 */
export function scanLine(start: i32, end: i32, count: i32, lengthsBits: i32): void {
  const last = input + end
  const behind = object(input + start, rows, input, count, lengthsBits)
  if (behind == 0 || behind > last || space(behind) < last) store<i32>(rows, 0, sure)
}

/**
 * Reads the lines of `input[0, end)`, each ended by a newline, until there are no more, or no more rows. Answers
 * how many it read.
 *
 * @param base is added to every place that is answered
 */
export function scanLines(end: i32, base: i32, count: i32, lengthsBits: i32): i32 {
  const last = input + end
  const from = input - base
  const size = rowSize(count)
  let at = input
  let row = rows
  let read = 0
  while (at < last && read < mostRows) {
    let behind = object(at, row, from, count, lengthsBits)
    if (behind != 0) behind = space(behind)
    if (behind == 0 || load<u8>(behind) != newline) {
      store<i32>(row, 0, sure)
      behind = lineEnd(at)
    }
    store<i32>(row, <i32>(at - from))
    store<i32>(row, <i32>(behind - from), 4)
    at = behind + 1
    row += size
    read++
  }
  return read
}

const newline: u8 = 10
/** Where in a row stands how sure we are, and where the places of the values begin. */
const sure: usize = 8
const values: usize = 12

function rowSize(count: i32): usize {
  return values + 8 * count
}

/** From the start of an object to behind it, 0 where we are not sure of it; answered in `row`, but for its line. */
function object(start: usize, row: usize, from: usize, count: i32, lengthsBits: i32): usize {
  const found = row + values
  for (let i = 0; i < count; i++) store<i32>(found + i * 8, -1)
  let at = space(start)
  if (load<u8>(at) != 0x7b) return 0
  at = space(at + 1)
  let nest: u64 = 1
  let depth = 1
  let inexact = false
  let member = -1
  let valueStart: usize = 0
  while (true) {
    // At a name in an object, at a value in an array.
    if (nest & 1) {
      if (load<u8>(at) != 0x22) return 0
      const nameStart = at + 1
      at = plain(nameStart)
      if (load<u8>(at) != 0x22) return 0
      if (depth == 1) member = memberNamed(nameStart, <i32>(at - nameStart), count, lengthsBits)
      at = space(at + 1)
      if (load<u8>(at) != 0x3a) return 0
      at = space(at + 1)
      if (depth == 1) valueStart = at
    }
    const c = load<u8>(at)
    if (c == 0x22) {
      at = string(at + 1)
      if (at == 0) return 0
    } else if (c == 0x2d || isDigit(c)) {
      const behind = number(at)
      if (behind == 0) return 0
      at = abs(behind)
      if (behind < 0 && (depth > 1 || member < 0 || load<u8>(ignored + member) == 0)) inexact = true
    } else if (c == 0x7b || c == 0x5b) {
      const isObject = c == 0x7b
      at = space(at + 1)
      if (load<u8>(at) == (isObject ? 0x7d : 0x5d)) at++
      else {
        if (depth == deepest) return 0
        depth++
        nest = (nest << 1) | u64(isObject)
        continue
      }
    } else {
      at = word(at)
      if (at == 0) return 0
    }
    // A value has ended: close what it closes, then go to the next one.
    while (true) {
      if (depth == 1 && member >= 0) {
        store<i32>(found + member * 8, <i32>(valueStart - from))
        store<i32>(found + member * 8, <i32>(at - from), 4)
      }
      at = space(at)
      const next = load<u8>(at)
      if (next == 0x2c) {
        at = space(at + 1)
        break
      }
      if (next != (nest & 1 ? 0x7d : 0x5d)) return 0
      at++
      nest >>= 1
      if (--depth == 0) {
        store<i32>(row, 1 + i32(inexact), sure)
        return at
      }
    }
  }
  return 0
}

/** To the newline that ends a line; there must be one. */
function lineEnd(from: usize): usize {
  let at = from
  while (true) {
    const marks = i8x16.bitmask(i8x16.eq(v128.load(at), i8x16.splat(newline)))
    if (marks) return at + ctz(marks)
    at += 16
  }
  return 0
}

/** The number of the member that is called `input[start, start + length)`, -1 where it is none of those to find. */
@inline
function memberNamed(start: usize, length: i32, count: i32, lengthsBits: i32): i32 {
  if (length > longestName || ((lengthsBits >> length) & 1) == 0) return -1
  const name = v128.load(start)
  const all = (1 << length) - 1
  for (let i = 0; i < count; i++) {
    if (load<u8>(lengths + i) != length) continue
    if ((i8x16.bitmask(i8x16.eq(name, v128.load(names + i * 16))) & all) == all) return i
  }
  return -1
}
