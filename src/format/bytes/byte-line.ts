import type { ByteRange } from '../../base/byte-range.ts'
import { RecentMap } from '../../base/recent-map.ts'
import { type Words, wordsOf } from '../../base/words.ts'
import type { LineBuilder } from '../line.ts'
import { type Piece, plain, type Style } from '../style.ts'
import type { TextMask } from '../text-mask.ts'
import { ByteRoom } from './byte-room.ts'
import { longestNumber, writeNumber } from './number-bytes.ts'
import type { PayloadNotation } from './payload-notations.ts'

const [space, newline, zero] = [0x20, 0x0a, 0x30] as const
/** V8 finds it at once; it would look it up in every text, since there are more kinds of strings than it tells apart. */
const { charCodeAt } = String.prototype
/** Two of these units make a character. */
const [firstSurrogate, lastSurrogate] = [0xd800, 0xdfff] as const

/** A line of unlimited width under construction, in bytes. Its text is the one that `Line` makes of the same calls. */
export class ByteLine extends ByteRoom implements LineBuilder {
  readonly full = false
  readonly room = Number.POSITIVE_INFINITY
  private readonly mask: TextMask
  private readonly words = new WeakMap<Piece, Words>()
  /** Caches texts with characters of two units. There are few. */
  private readonly texts = new RecentMap<string, Words>(1000)

  /** @param mask of a secret that can only be within one text that is put */
  constructor(mask: TextMask) {
    super()
    this.mask = mask
  }

  beginPayload(): void {}
  extend(): void {}

  put(style: Style, text: string): void {
    if (text === '') return
    this.leaveSpaces(0)
    this.putText(style.open)
    this.putMasked(text)
    this.putText(style.close)
  }

  putPiece(piece: Piece): void {
    if (piece.text === '') return
    let words = this.words.get(piece)
    if (!words) {
      words = wordsOf(Buffer.from(piece.painted))
      this.words.set(piece, words)
    }
    this.putWords(words)
  }

  putPair(name: Piece, style: Style, text: string): void {
    this.putName(name, style)
    this.putMasked(text)
    this.putText(style.close)
  }

  /** Begins a pair, whose value is to be put in this style, and then its closing code. */
  putName(name: Piece, style: Style): void {
    // In one style, they need its codes once, if it has any.
    const isJoined = style.open === name.style.open && style.open !== ''
    if (!isJoined) this.putPiece(name)
    this.leaveSpaces(0)
    this.putText(style.open)
    if (isJoined) this.putText(name.text)
  }

  /** Like `putWords`, for what begins with one of the spaces that are to be left. There must be one. */
  putSpaced(words: Words): void {
    this.spaces--
    this.leaveSpaces(words.size)
    this.write(words)
  }

  /** Puts words with other digits of milliseconds, which are at `at`. */
  putMillis(words: Words, at: number, millis: number): void {
    this.putWords(words)
    const { bytes } = this
    const first = this.at - words.size + at
    bytes[first] = zero + Math.floor(millis / 100)
    bytes[first + 1] = zero + (Math.floor(millis / 10) % 10)
    bytes[first + 2] = zero + (millis % 10)
  }

  /** Puts the bytes of a payload. */
  putPayload(payload: Buffer, notation: PayloadNotation): void {
    this.leaveSpaces(payload.length * notation.each + notation.more)
    const { at, bytes, view, mask } = this
    const end = notation.write(payload, bytes, view, at)
    if (end - at >= mask.shortest && mask.mayHide(bytes, at, end)) this.put(plain, notation.text(payload))
    else this.at = end
  }

  /** Copies bytes if `kinds` has 1 for each of them, and they hold nothing to hide; returns false and puts nothing otherwise. */
  putIfAll(kinds: Uint8Array, source: Buffer, from: number, to: number): boolean {
    this.need(to - from)
    const { bytes, mask } = this
    let { at } = this
    for (let i = from; i < to; i++) {
      const byte = source[i]!
      if (kinds[byte] === 0) return false
      bytes[at++] = byte
    }
    if (to - from >= mask.shortest && mask.mayHide(source, from, to)) return false
    this.at = at
    return true
  }

  /**
   * Calls `put`, and returns what that puts, without the spaces that are left before it: bytes that are valid until more is
   * put.
   */
  bytesPutBy(put: () => void): Uint8Array {
    this.leaveSpaces(0)
    const { length } = this
    put()
    return this.bytes.subarray(this.at - this.length + length, this.at)
  }

  /** Returns what `put` puts, which is removed. */
  recorded(put: () => void): Words {
    const { spaces } = this
    this.spaces = 0
    const words = wordsOf(this.bytesPutBy(put))
    this.at -= words.size
    this.spaces = spaces
    return words
  }

  /** Puts text that is safe and contains nothing to hide. No spaces may be left to put. */
  putText(text: string): void {
    // No unit takes more bytes.
    const { length } = text
    this.need(3 * length)
    const { bytes } = this
    let { at } = this
    for (let i = 0; i < length; i++) {
      const unit = charCodeAt.call(text, i)
      if (unit < 0x80) bytes[at++] = unit
      else if (unit >= firstSurrogate && unit <= lastSurrogate) {
        this.putWords(this.texts.get(text) ?? this.texts.set(text, wordsOf(Buffer.from(text))))
        return
      } else {
        if (unit < 0x800) bytes[at++] = 0xc0 | (unit >> 6)
        else {
          bytes[at++] = 0xe0 | (unit >> 12)
          bytes[at++] = 0x80 | ((unit >> 6) & 0x3f)
        }
        bytes[at++] = 0x80 | (unit & 0x3f)
      }
    }
    this.at = at
  }

  /** Ends a line; another one may follow. */
  endLine(): void {
    this.need(1)
    // Columns that are put in one piece have spaces, but no text has one at its end.
    while (this.bytes[this.at - 1] === space) this.at--
    this.bytes[this.at++] = newline
    this.spaces = 0
  }

  /** Returns what was put since `begin`: whole lines. They are valid as `ByteRoom` says. */
  take(): ByteRange {
    return this.takeLine()
  }

  /** Puts a number as `String` writes it. No spaces may be left to put. */
  putNumber(value: number): void {
    this.need(longestNumber)
    const end = writeNumber(value, this.bytes, this.at)
    if (end < 0) this.putText(String(value))
    else this.at = end
  }

  /** Removes the secret from what was put since the line had this length. @param text what that was, safe */
  hideSince(length: number, text: () => string): void {
    const { mask } = this
    const from = this.at - this.length + length
    if (this.at - from < mask.shortest || !mask.mayHide(this.bytes, from, this.at)) return
    this.at = from
    this.putText(mask.hideInWhole(text()))
  }

  /** Puts text that is safe, without the secret. */
  private putMasked(text: string): void {
    const { length } = this
    this.putText(text)
    this.hideSince(length, () => text)
  }
}
