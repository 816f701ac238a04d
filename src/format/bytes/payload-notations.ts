import { hexGroups } from '../hex-groups.ts'
import { leastLetters, quotedAscii } from '../quoted-ascii.ts'

/** A way to write the bytes of a payload. */
export interface PayloadNotation {
  /** The most bytes that it takes for each, and in all. */
  readonly each: number
  readonly more: number
  /** Writes what `text` returns at `out[at]`. Returns where it ends. @param view of `out` */
  write(payload: Buffer, out: Buffer, view: DataView, at: number): number
  text(payload: Buffer): string
}

const [space, quote, dot] = [0x20, 0x22, 0x2e] as const
/** The two digits of each byte, in the order of little-endian numbers. */
const hexPairs = Uint16Array.from({ length: 256 }, (_, byte) =>
  Buffer.from(byte.toString(16).padStart(2, '0')).readUInt16LE(),
)

export const asHex: PayloadNotation = {
  each: 3,
  more: 0,
  write(payload, _out, view, at) {
    const groups = payload.length >> 2
    for (let i = 0; i < groups; i++, at += 8) {
      if (i > 0) view.setUint8(at++, space)
      const first = 4 * i
      view.setInt32(at, hexPairs[payload[first]!]! | (hexPairs[payload[first + 1]!]! << 16), true)
      view.setInt32(at + 4, hexPairs[payload[first + 2]!]! | (hexPairs[payload[first + 3]!]! << 16), true)
    }
    const rest = 4 * groups
    if (groups > 0 && rest < payload.length) view.setUint8(at++, space)
    return writeHex(payload, rest, payload.length, view, at)
  },
  text: payload => hexGroups(payload, Number.POSITIVE_INFINITY),
}

export const asAscii: PayloadNotation = {
  each: 1,
  more: 2,
  write(payload, out, _view, at) {
    out[at++] = quote
    for (let i = 0; i < payload.length; i++) out[at++] = isLetter(payload[i]!) ? payload[i]! : dot
    out[at++] = quote
    return at
  },
  text: payload => quotedAscii(payload, Number.POSITIVE_INFINITY),
}

/** Writes the bytes from `from` to `to` as hex at `at`. Returns where it ends. */
export function writeHex(payload: Buffer, from: number, to: number, out: DataView, at: number): number {
  for (let i = from; i < to; i++, at += 2) out.setUint16(at, hexPairs[payload[i]!]!, true)
  return at
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
