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
  let from = afterGap(bytes, start)
  let to = from
  for (const name of path) {
    const inside = bytes[from] === 0x5b ? itemAt(bytes, from, name) : memberAt(bytes, from, name)
    if (!inside) return undefined
    from = inside.start
    to = inside.end
  }
  return jsonBeginning(bytes, from, to, isOpening(bytes[from]!) ? most : mostOfLeaf)
}

interface Range {
  readonly start: number
  readonly end: number
}

function memberAt(bytes: Buffer, at: number, text: string): Range | undefined {
  if (!isOpening(bytes[at]!)) return undefined
  const name: MemberName = { text, bytes: Buffer.from(text) }
  const steps = new JsonSteps(bytes, at)
  let found: Range | undefined
  while (steps.next()) if (steps.isNamed(name)) found = { start: steps.start, end: steps.end }
  return found
}

function itemAt(bytes: Buffer, at: number, name: string): Range | undefined {
  if (!/^\d+$/.test(name)) return undefined
  const steps = new JsonSteps(bytes, at)
  for (let left = Number(name); steps.next(); left--) if (left === 0) return steps
  return undefined
}
