import type { ByteRange } from '../../base/byte-range.ts'
import { newView } from '../../base/view-of.ts'
import { slack, type Words } from '../../base/words.ts'
import { writeHex } from './payload-notations.ts'

const space = 0x20
/** Bytes allocated at first, and kept. */
const usualSize = 64 * 1024

/**
 * Where lines are written one after another, so that all lines of a batch are one piece of memory. There are two buffers:
 * when one is full, the line that is being written moves to the other. Lines that went out are therefore valid as long as
 * whoever takes them copies, or has finished with, those of one buffer when it gets a line in the other.
 */
export class ByteRoom {
  protected bytes: Buffer = Buffer.allocUnsafeSlow(usualSize)
  /** Of `bytes`. */
  protected view = newView(this.bytes)
  /** Where the line begins, and where its next byte is written. */
  private start = 0
  protected at = 0
  private other: Buffer | undefined
  /** The cells to leave empty before what is put next. */
  protected spaces = 0

  begin(): void {
    // A buffer that a long line needed is not kept.
    if (this.bytes.length > usualSize) this.use(Buffer.allocUnsafeSlow(usualSize), 0)
    this.start = this.at
    this.spaces = 0
  }

  space(cells: number): void {
    this.spaces += cells
  }

  /** Puts the spaces, and makes room for so many bytes after them. */
  leaveSpaces(count: number): void {
    const { spaces } = this
    this.need(spaces + count)
    for (let i = 0; i < spaces; i++) this.bytes[this.at++] = space
    this.spaces = 0
  }

  /** The bytes of the line so far. */
  get length(): number {
    return this.at - this.start
  }

  /** Returns the line, of which the last byte is its `\n`. */
  protected takeLine(): ByteRange {
    return { bytes: this.bytes, start: this.start, end: this.at - 1 }
  }

  /** Makes room for so many bytes, and for what copying words writes beyond them. */
  protected need(count: number): void {
    if (this.at + count + slack > this.bytes.length) this.move(count + slack)
  }

  /** Puts bytes as hex, from `from` to `to` or as many as there are. */
  putHex(payload: Buffer, from: number, to: number): void {
    const end = Math.min(to, payload.length)
    this.need(2 * Math.max(0, end - from))
    this.at = writeHex(payload, from, end, this.view, this.at)
  }

  /** Puts what is painted already, and contains nothing to hide. */
  putWords(words: Words): void {
    this.leaveSpaces(words.size)
    this.write(words)
  }

  /** Like `putWords`, for the bytes of `source` from `from` on. It must have `slack` more. */
  putCopy(source: DataView, from: number, size: number): void {
    this.leaveSpaces(size)
    const { view } = this
    let { at } = this
    for (let i = from; i < from + size; i += 4, at += 4) view.setInt32(at, source.getInt32(i))
    this.at += size
  }

  /** The room must have been made. */
  protected write({ words, size }: Words): void {
    const { view } = this
    let { at } = this
    for (let i = 0; i < words.length; i++, at += 4) view.setInt32(at, words[i]!, true)
    this.at += size
  }

  private move(count: number): void {
    const { bytes, start, other } = this
    const length = this.at - start
    const needed = length + count
    // A line that is longer gets a buffer of its own. If it had begun one of the two, nothing else was in there.
    const fits = needed <= usualSize
    const next = (fits ? other : undefined) ?? Buffer.allocUnsafeSlow(fits ? usualSize : 2 * needed)
    if (fits) this.other = bytes
    bytes.copy(next, 0, start, this.at)
    this.use(next, length)
  }

  private use(bytes: Buffer, at: number): void {
    this.bytes = bytes
    this.view = newView(bytes)
    this.start = 0
    this.at = at
  }
}
