/** Strings remembered per length, and the longest that are remembered, in bytes. */
const perLength = 4
const longest = 32

interface Known {
  readonly bytes: Buffer
  readonly text: string
}

/**
 * Decodes short JSON strings that occur again and again. Comparing bytes with those of a remembered string takes a
 * fraction of the time of decoding them. The last few strings of each length are remembered.
 */
export class KnownStrings {
  private readonly byLength: Known[][] = Array.from({ length: longest + 1 }, () => [])
  private turn = 0

  /** The text of the JSON string whose bytes, without quotes, are `bytes[start, end)`. */
  text(bytes: Buffer, start: number, end: number): string {
    const alike = this.byLength[end - start]
    if (!alike) return decoded(bytes, start, end)
    for (let i = 0; i < alike.length; i++) if (isAt(alike[i]!.bytes, bytes, start)) return alike[i]!.text
    const known = { bytes: Buffer.from(bytes.subarray(start, end)), text: decoded(bytes, start, end) }
    alike[alike.length < perLength ? alike.length : this.turn++ % perLength] = known
    return known.text
  }
}

function decoded(bytes: Buffer, start: number, end: number): string {
  const text = bytes.toString('utf8', start, end)
  return text.includes('\\') ? (JSON.parse(`"${text}"`) as string) : text
}

/** Whether `bytes` holds `part` at `start`. */
export function isAt(part: Buffer, bytes: Buffer, start: number): boolean {
  // Backwards, since names of the same length tend to differ at the end.
  for (let i = part.length - 1; i >= 0; i--) if (part[i] !== bytes[start + i]) return false
  return true
}
