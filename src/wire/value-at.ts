import { type Beginning, jsonBeginning } from './json-beginning.ts'
import { afterGap, isOpening, JsonSteps, type MemberName } from './json-steps.ts'

/**
 * Returns the value at a path of names, `['data', 'temp']`, in the JSON object that begins at `start`, which must be
 * well-formed; undefined if there is none. Only the value is read, at most `most` bytes of it, and nothing on the way to
 * it. If a name occurs several times, the last member counts. Array items are named by their index.
 *
 * @param mostOfLeaf the limit for a string or a number, which takes memory of only a few times its length
 */
export function valueAt(
  bytes: Buffer,
  start: number,
  path: readonly string[],
  most: number,
  mostOfLeaf = most,
): Beginning | undefined {
  const found = rangeAt(bytes, start, path)
  if (!found) return undefined
  return jsonBeginning(bytes, found.start, found.end, isOpening(bytes[found.start]!) ? most : mostOfLeaf)
}

/** A value is `bytes[start, end)`. */
interface Range {
  readonly start: number
  readonly end: number
}

/** Returns where the value is that `valueAt` reads. An empty path has none. */
export function rangeAt(bytes: Buffer, start: number, path: readonly string[]): Range | undefined {
  let found: Range | undefined
  for (const name of path) {
    const at: number = found?.start ?? afterGap(bytes, start)
    found = bytes[at] === 0x5b ? itemAt(bytes, at, name) : memberAt(bytes, at, name)
    if (!found) return undefined
  }
  return found
}

function memberAt(bytes: Buffer, at: number, text: string): Range | undefined {
  if (!isOpening(bytes[at]!)) return undefined
  const name: MemberName = { text, bytes: Buffer.from(text) }
  const steps = new JsonSteps(bytes, at)
  let found: Range | undefined
  while (steps.next()) if (steps.isNamed(name)) found = { start: steps.start, end: steps.end }
  return found
}

/** Returns where the item of an array is that begins at `at`; undefined if `name` is no index of it. */
export function itemAt(bytes: Buffer, at: number, name: string): Range | undefined {
  if (!/^\d+$/.test(name)) return undefined
  const steps = new JsonSteps(bytes, at)
  for (let left = Number(name); steps.next(); left--) if (left === 0) return steps
  return undefined
}
