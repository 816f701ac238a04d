import { stringEnd } from './json-steps.ts'

const quote = 0x22

/**
 * Returns the JSON value `bytes[start, end)`, which must be well-formed, without the white space between its tokens.
 * Everything else stays as it was written: digits, escapes, the order of members.
 */
export function compactJson(bytes: Buffer, start: number, end: number): string {
  const text = bytes.toString('utf8', start, end)
  return /[ \t\r\n]/.test(text) ? withoutGaps(bytes, start, end) : text
}

function withoutGaps(bytes: Buffer, start: number, end: number): string {
  let out = ''
  for (let at = start; at < end; ) {
    const from = at
    if (bytes[at] === quote) at = stringEnd(bytes, at + 1)
    else while (at < end && bytes[at] !== quote && !isSpace(bytes[at]!)) at++
    out += bytes.toString('utf8', from, at)
    while (at < end && isSpace(bytes[at]!)) at++
  }
  return out
}

function isSpace(c: number): boolean {
  return c === 0x20 || c === 0x09 || c === 0x0d || c === 0x0a
}
