/** Says how much is not shown of a text that ends here: `… (15,834,112 more bytes)`. */
export function moreBytes(count: number): string {
  return `… (${String(count).replace(/\B(?=(?:\d{3})+$)/g, ',')} more ${count === 1 ? 'byte' : 'bytes'})`
}

/**
 * The UTF-8 text `bytes[start, end)`, where it is longer than `most` characters its beginning and how many bytes are
 * left out. Not safe to show.
 */
export function textBeginning(bytes: Buffer, start: number, end: number, most: number): string {
  if (end - start <= most) return bytes.toString('utf8', start, end)
  let at = start
  for (let left = most; left > 0 && at < end; left--) at = characterEnd(bytes, at, end)
  const text = bytes.toString('utf8', start, at)
  return at < end ? text + moreBytes(end - at) : text
}

/** Behind the UTF-8 character that begins at `at`; at most four bytes on, whatever they are. */
export function characterEnd(bytes: Buffer, at: number, end: number): number {
  const last = Math.min(at + 4, end)
  do at++
  while (at < last && (bytes[at]! & 0xc0) === 0x80)
  return at
}
