/** Strings of one length that are remembered, and how long they may be. */
const most = 4
const longest = 32

interface Known {
  readonly bytes: Buffer
  readonly text: string
}

/**
 * Short JSON strings that come again and again. To look whether the bytes are those of a string that is known
 * takes a fraction of the time that decoding them does. Of each length the last few are remembered.
 */
export class KnownStrings {
  private readonly byLength: Known[][] = Array.from({ length: longest + 1 }, () => [])
  private turn = 0

  /** What the JSON string says whose bytes, without its quotes, are `bytes[start, end)`. */
  text(bytes: Buffer, start: number, end: number): string {
    const alike = this.byLength[end - start]
    if (!alike) return decoded(bytes, start, end)
    for (let i = 0; i < alike.length; i++) if (isAt(alike[i]!.bytes, bytes, start)) return alike[i]!.text
    const known = { bytes: Buffer.from(bytes.subarray(start, end)), text: decoded(bytes, start, end) }
    alike[alike.length < most ? alike.length : this.turn++ % most] = known
    return known.text
  }
}

function decoded(bytes: Buffer, start: number, end: number): string {
  const text = bytes.toString('utf8', start, end)
  return text.includes('\\') ? (JSON.parse(`"${text}"`) as string) : text
}

/** Whether `bytes` has all of `part` from `start` on. */
export function isAt(part: Buffer, bytes: Buffer, start: number): boolean {
  // From the end, where names that have one length differ sooner.
  for (let i = part.length - 1; i >= 0; i--) if (part[i] !== bytes[start + i]) return false
  return true
}
