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
  const out = Buffer.allocUnsafe(end - start)
  let length = 0
  for (let at = start; at < end; ) {
    if (bytes[at] === quote) {
      const close = stringEnd(bytes, at + 1)
      length += bytes.copy(out, length, at, close)
      at = close
    } else {
      const c = bytes[at++]!
      if (!isSpace(c)) out[length++] = c
    }
  }
  return out.toString('utf8', 0, length)
}

function isSpace(c: number): boolean {
  return c === 0x20 || c === 0x09 || c === 0x0d || c === 0x0a
}
