// AssemblyScript, not TypeScript: `npm run wasm` compiles it into ../object-scan-wasm.ts.
//
// The scan of ../object-scanner.ts, sixteen bytes at a time. It leaves lines undecided that are wrong or rare, and the
// scanner in TypeScript decides on those. The bytes begin at `input` and are followed by zeros. JSON holds no zero, so
// nothing reads past them, and no address has to be compared with the end.

import { isDigit, number, plain, space, string, word } from './json-leaves'
import { following, ignored, isWhole, memberNamed, wholeSizes } from './member-names'

export { firstOfLength, ignored, longestName, mostNames, names, nextOfLength, whole, wholeSizes } from './member-names'

/**
 * Results, a row per line, of numbers of 4 bytes: where the line starts and ends; whether it is an object (0 undecided,
 * 1 yes, 2 yes, and some number in it may not be what a double prints); whether it has other members than the named ones,
 * or one of these twice; then for each name where its value starts, -1 if it is absent, and where it ends.
 */
export const rows: usize = 1024
export const mostRows: i32 = 256
/** The bytes to scan; at least `zeros` zeros must follow them. */
export const input: usize = 40960
export const zeros: i32 = 16

/** Levels of nesting: one bit each. */
const deepest: i32 = 64

/**
 * Scans `input[start, end)` as one line, into the first row. Positions are relative to `input`.
 *
 * @param count the number of names
 */
export function scanLine(start: i32, end: i32, count: i32): void {
  const last = input + end
  const after = object(input + start, rows, input, count)
  if (after == 0 || after > last || space(after) < last) store<i32>(rows, 0, sure)
}

/**
 * Scans the lines of `input[0, end)`, each ended by a newline, until there are no more lines or rows. Returns the number
 * of lines scanned.
 *
 * @param base added to every position in the results
 */
export function scanLines(end: i32, base: i32, count: i32): i32 {
  const last = input + end
  const from = input - base
  const size = rowSize(count)
  let at = input
  let row = rows
  let read = 0
  while (at < last && read < mostRows) {
    let after = object(at, row, from, count)
    if (after != 0) after = space(after)
    if (after == 0 || load<u8>(after) != newline) {
      store<i32>(row, 0, sure)
      after = lineEnd(at)
    }
    store<i32>(row, <i32>(at - from))
    store<i32>(row, <i32>(after - from), 4)
    at = after + 1
    row += size
    read++
  }
  return read
}

const newline: u8 = 10
/** Offsets in a row: of the verdict, of other members, and of the positions of the values. */
const sure: usize = 8
const others: usize = 12
const values: usize = 16

function rowSize(count: i32): usize {
  return values + 8 * count
}

/** From the start of an object to after it, 0 if undecided. Fills `row`, except for the positions of the line. */
function object(start: usize, row: usize, from: usize, count: i32): usize {
  const found = row + values
  for (let i = 0; i < count; i++) store<i32>(found + i * 8, -1)
  let at = space(start)
  if (load<u8>(at) != 0x7b) return 0
  at = space(at + 1)
  let nest: u64 = 1
  let depth = 1
  let inexact = false
  let hasOthers = false
  let member = -1
  /** The number of the member before, 0 for one that is not named. */
  let last: usize = 0
  let valueStart: usize = 0
  while (true) {
    // At a name in an object, at a value in an array.
    const expected: usize = depth == 1 ? load<u8>(following + last) : 0
    if (expected && isWhole(at, expected)) {
      at = space(at + load<u8>(wholeSizes + expected))
      valueStart = at
      member = <i32>expected - 1
      last = expected
    } else if (nest & 1) {
      if (load<u8>(at) != 0x22) return 0
      const nameStart = at + 1
      at = plain(nameStart)
      if (load<u8>(at) != 0x22) return 0
      if (depth == 1) {
        member = memberNamed(nameStart, <i32>(at - nameStart))
        const number: usize = member + 1
        if (load<u8>(wholeSizes + number)) store<u8>(following + last, <u8>number)
        last = number
      }
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
      const after = number(at)
      if (after == 0) return 0
      at = abs(after)
      if (after < 0 && (depth > 1 || member < 0 || load<u8>(ignored + member) == 0)) inexact = true
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
      if (depth == 1) {
        if (member >= 0) {
          const place = found + member * 8
          if (load<i32>(place) != -1) hasOthers = true
          store<i32>(place, <i32>(valueStart - from))
          store<i32>(place, <i32>(at - from), 4)
        } else hasOthers = true
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
        store<i32>(row, i32(hasOthers), others)
        return at
      }
    }
  }
  return 0
}

/** To the newline that ends the line; there must be one. */
function lineEnd(from: usize): usize {
  let at = from
  while (true) {
    const marks = i8x16.bitmask(i8x16.eq(v128.load(at), i8x16.splat(newline)))
    if (marks) return at + ctz(marks)
    at += 16
  }
  return 0
}
