/** The longest strings that are remembered, in bytes. */
const longest = 32

/**
 * Decodes short JSON strings that occur again and again, such as ids of devices. Comparing bytes with those of a
 * remembered string takes a fraction of the time of decoding them, and the same string is the same object each time, which
 * makes it a quick key of a map. Each string has one place, which it may take from another.
 */
export class KnownStrings {
  private readonly mask: number
  /** `longest` bytes for each place. */
  private readonly bytes: Uint8Array
  private readonly lengths: Uint8Array
  private readonly texts: string[]

  /** @param places a power of two */
  constructor(places: number) {
    this.mask = places - 1
    this.bytes = new Uint8Array(places * longest)
    // No string has 255 bytes: all places are free.
    this.lengths = new Uint8Array(places).fill(255)
    this.texts = new Array<string>(places).fill('')
  }

  /** The text of the JSON string whose bytes, without quotes, are `bytes[start, end)`. */
  text(bytes: Buffer, start: number, end: number): string {
    const length = end - start
    if (length > longest) return decoded(bytes, start, end)
    const place = hashOf(bytes, start, end) & this.mask
    if (this.lengths[place] !== length || !this.isAtPlace(place, bytes, start, length)) {
      this.lengths[place] = length
      this.bytes.set(bytes.subarray(start, end), place * longest)
      this.texts[place] = decoded(bytes, start, end)
    }
    return this.texts[place]!
  }

  private isAtPlace(place: number, bytes: Buffer, start: number, length: number): boolean {
    const { bytes: known } = this
    const from = place * longest
    for (let i = 0; i < length; i++) if (known[from + i] !== bytes[start + i]) return false
    return true
  }
}

/** Takes two bytes at a time. */
function hashOf(bytes: Buffer, start: number, end: number): number {
  let hash = end - start
  let at = start
  for (; at + 1 < end; at += 2) hash = Math.imul(hash ^ (bytes[at]! | (bytes[at + 1]! << 8)), 0x9e3779b1)
  if (at < end) hash = Math.imul(hash ^ bytes[at]!, 0x9e3779b1)
  return hash ^ (hash >>> 15)
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
