import { hexGroups } from '../hex-groups.ts'
import { leastLetters, quotedAscii } from '../quoted-ascii.ts'

/** A way to write the bytes of a payload. */
export interface PayloadNotation {
  /** The most bytes that it takes for each, and in all. */
  readonly each: number
  readonly more: number
  /** Writes what `text` returns at `out[at]`. Returns where it ends. */
  write(payload: Buffer, out: Uint8Array, at: number): number
  text(payload: Buffer): string
}

const [space, quote, dot] = [0x20, 0x22, 0x2e] as const
export const hexDigits = Buffer.from('0123456789abcdef')

export const asHex: PayloadNotation = {
  each: 3,
  more: 0,
  write(payload, out, at) {
    for (let i = 0; i < payload.length; i++) {
      const byte = payload[i]!
      if ((i & 3) === 0 && i > 0) out[at++] = space
      out[at++] = hexDigits[byte >> 4]!
      out[at++] = hexDigits[byte & 15]!
    }
    return at
  },
  text: payload => hexGroups(payload, Number.POSITIVE_INFINITY),
}

export const asAscii: PayloadNotation = {
  each: 1,
  more: 2,
  write(payload, out, at) {
    out[at++] = quote
    for (let i = 0; i < payload.length; i++) out[at++] = isLetter(payload[i]!) ? payload[i]! : dot
    out[at++] = quote
    return at
  },
  text: payload => quotedAscii(payload, Number.POSITIVE_INFINITY),
}

/** Whether there is text among the bytes, as `quotedAscii` finds it. */
export function hasText(payload: Buffer): boolean {
  let letters = 0
  for (let i = 0; i < payload.length; i++) {
    letters = isLetter(payload[i]!) ? letters + 1 : 0
    if (letters === leastLetters) return true
  }
  return false
}

function isLetter(byte: number): boolean {
  return byte >= space && byte < 0x7f
}
