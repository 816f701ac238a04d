/** The six bits of each character of either alphabet; 64 for all others. */
const bits = new Uint8Array(256).fill(64)
for (const alphabet of ['+/', '-_']) {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'
  const all = `${letters}${letters.toLowerCase()}0123456789${alphabet}`
  for (let i = 0; i < all.length; i++) bits[all.charCodeAt(i)] = i
}
const padding = 0x3d

/** The bytes of base64, in either alphabet, with padding or without; undefined where it is none. */
export function base64Bytes(text: string): Buffer | undefined {
  const digits = text.length - (text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0)
  // A single digit in the last group holds six bits, less than a byte. Node accepts both alphabets and skips all other
  // characters, which then shows in fewer bytes than there should be.
  if (digits % 4 === 1) return undefined
  const bytes = Buffer.from(text, 'base64')
  return bytes.length === Math.floor((digits * 3) / 4) ? bytes : undefined
}

/** Whether `base64Bytes` returns something for the text in `bytes[start, end)`. */
export function isBase64(bytes: Buffer, start: number, end: number): boolean {
  const last = digitsEnd(bytes, start, end)
  let seen = 0
  for (let at = start; at < last; at++) seen |= bits[bytes[at]!]!
  return seen < 64 && (last - start) % 4 !== 1
}

/**
 * Like `base64Bytes`, for the text in `bytes[start, end)`. For short
 * ones several times as fast as making a string of it first.
 */
export function base64At(bytes: Buffer, start: number, end: number): Buffer | undefined {
  const digits = digitsEnd(bytes, start, end) - start
  const rest = digits % 4
  if (rest === 1) return undefined
  const out = Buffer.allocUnsafe((digits * 3) >> 2)
  let seen = 0
  let at = start
  let to = 0
  for (const groups = start + digits - rest; at < groups; at += 4) {
    const [a, b] = [bits[bytes[at]!]!, bits[bytes[at + 1]!]!]
    const [c, d] = [bits[bytes[at + 2]!]!, bits[bytes[at + 3]!]!]
    seen |= a | b | c | d
    const group = (a << 18) | (b << 12) | (c << 6) | d
    out[to++] = group >> 16
    out[to++] = group >> 8
    out[to++] = group
  }
  if (rest > 0) {
    const [a, b] = [bits[bytes[at]!]!, bits[bytes[at + 1]!]!]
    const c = rest > 2 ? bits[bytes[at + 2]!]! : 0
    seen |= a | b | c
    out[to++] = (a << 2) | (b >> 4)
    if (rest > 2) out[to] = (b << 4) | (c >> 2)
  }
  return seen < 64 ? out : undefined
}

/** To where the padding begins. */
function digitsEnd(bytes: Buffer, start: number, end: number): number {
  let last = end
  for (let i = 0; i < 2 && last > start && bytes[last - 1] === padding; i++) last--
  return last
}
