import { viewOf } from '../base/view-of.ts'
import { hashOf, restOf } from '../base/words.ts'

/** The longest strings that are remembered, in words of four bytes. */
const mostWords = 8
const longest = 4 * mostWords

/**
 * Decodes short JSON strings that occur again and again, such as ids of devices. Comparing bytes with those of a
 * remembered string takes a fraction of the time of decoding them, and the same string is the same object each time, which
 * makes it a quick key of a map. The cache is two-way set associative: of three strings in one set, the one that was
 * decoded first is evicted.
 */
export class KnownStrings {
  private readonly mask: number
  /** `mostWords` for each place. */
  private readonly words: Int32Array
  private readonly lengths: Uint8Array
  private readonly texts: string[]

  /** @param places a power of two, and not 1 */
  constructor(places: number) {
    this.mask = places - 2
    this.words = new Int32Array(places * mostWords)
    // No string has 255 bytes: all places are free.
    this.lengths = new Uint8Array(places).fill(255)
    this.texts = new Array<string>(places).fill('')
  }

  /** The text of the JSON string whose bytes, without quotes, are `bytes[start, end)`. */
  text(bytes: Buffer, start: number, end: number): string {
    const length = end - start
    if (length > longest) return decoded(bytes, start, end)
    const view = viewOf(bytes)
    const place = hashOf(view, start, end) & this.mask
    const { lengths, texts } = this
    if (lengths[place] === length && this.isAtPlace(place, view, start, end)) return texts[place]!
    if (lengths[place + 1] === length && this.isAtPlace(place + 1, view, start, end)) return texts[place + 1]!
    const text = decoded(bytes, start, end)
    this.keep(place, view, start, end)
    texts[place] = text
    return text
  }

  private isAtPlace(place: number, view: DataView, start: number, end: number): boolean {
    const { words } = this
    let word = place * mostWords
    let at = start
    for (; at + 4 <= end; at += 4) if (view.getInt32(at, true) !== words[word++]) return false
    return at === end || restOf(view, start, end) === words[word]
  }

  /** Moves what has the place to the next one, and keeps these bytes there. */
  private keep(place: number, view: DataView, start: number, end: number): void {
    const { words, lengths, texts } = this
    let word = place * mostWords
    words.copyWithin(word + mostWords, word, word + mostWords)
    lengths[place + 1] = lengths[place]!
    texts[place + 1] = texts[place]!
    let at = start
    for (; at + 4 <= end; at += 4) words[word++] = view.getInt32(at, true)
    if (at < end) words[word] = restOf(view, start, end)
    lengths[place] = end - start
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
