import { grouped } from './grouped.ts'

/** Says how many bytes of a text are not shown: `… (15,834,112 more bytes)`. */
export function moreBytes(count: number): string {
  return `… (${grouped(count)} more ${count === 1 ? 'byte' : 'bytes'})`
}

/**
 * Returns the UTF-8 text `bytes[start, end)`, not safe to show. If it has more than `most` characters, returns the first
 * `most` and how many bytes are left out.
 */
export function textBeginning(bytes: Buffer, start: number, end: number, most: number): string {
  if (end - start <= most) return bytes.toString('utf8', start, end)
  let at = start
  for (let left = most; left > 0 && at < end; left--) at = characterEnd(bytes, at, end)
  const text = bytes.toString('utf8', start, at)
  return at < end ? text + moreBytes(end - at) : text
}

/** Returns the end of the UTF-8 character that begins at `at`: at most four bytes later, even if it is not valid. */
export function characterEnd(bytes: Buffer, at: number, end: number): number {
  const last = Math.min(at + 4, end)
  do at++
  while (at < last && (bytes[at]! & 0xc0) === 0x80)
  return at
}
