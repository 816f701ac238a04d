import { cutToCells, longestGrapheme, textCells } from '../base/text-width.ts'
import { Line } from './line.ts'
import { type Piece, paint, type Style } from './style.ts'

/** The most rows of one event. What does not fit is cut. */
const mostRows = 1000
/** The least cells of a row under the payload. If there are fewer, rows begin at the left, slightly indented. */
const leastCells = 24
const smallIndent = 2

/**
 * A line that is wrapped into rows under the payload instead of being cut. A piece that fits in a row is not broken; a
 * longer one is broken between words, or else between graphemes.
 */
export class WrappedLine extends Line {
  private indent = 0
  private rows = 1
  private rowsLeft = mostRows

  override begin(limit: number): void {
    super.begin(limit)
    this.indent = 0
    this.rows = 1
    this.rowsLeft = mostRows - 1
  }

  override beginPayload(): void {
    const here = this.cells + this.spaces
    this.indent = this.limit - here < leastCells ? Math.min(smallIndent, this.limit - 1) : here
  }

  override putPair(name: Piece, style: Style, text: string): void {
    const cells = this.wraps ? textCells(text, this.limit) : 0
    this.makeRoom(name.cells + cells, name.cells + leastCells / 2)
    this.putPiece(name)
    this.put(style, text, cells <= this.limit ? cells : undefined)
  }

  override extend(): void {
    this.full = false
    this.rowsLeft++
  }

  override get room(): number {
    if (!this.wraps) return super.room
    return this.limit - this.cells - this.spaces + this.rowsLeft * (this.limit - this.indent)
  }

  protected override putWithin(style: Style, text: string, known?: number): void {
    const cells = known ?? textCells(text, this.limit)
    this.makeRoom(cells, leastCells / 2)
    if (this.full) return
    this.cells += this.spaces
    this.out += this.takeBlank()
    if (this.cells + cells <= this.limit) {
      this.out += paint(style, text)
      this.cells += cells
    } else this.breakUp(style, text)
  }

  /** Puts text that is longer than a row: as much as fits, then a new row, and so on. */
  private breakUp(style: Style, text: string): void {
    for (let from = 0; from < text.length && !this.full; ) {
      const room = this.limit - this.cells
      const ahead = text.slice(from, from + (room + 1) * longestGrapheme)
      const part = cutToCells(ahead, room)
      // A character of two cells does not fit in a row of one.
      this.full = part === '' && this.cells === this.indent
      const last = from + part.length === text.length
      const space = last || text[from + part.length] === ' ' ? -1 : part.lastIndexOf(' ')
      const row = space > part.length / 2 ? part.slice(0, space) : part
      this.out += paint(style, row)
      this.cells += textCells(row)
      from += row.length
      if (last) return
      if (text[from] === ' ') from++
      this.newRow()
    }
  }

  /** Begins a new row if `cells` do not fit in this one, but in a row of their own, or if not even `least` fit here. */
  private makeRoom(cells: number, least: number): void {
    if (!this.fits(cells) && (cells <= this.limit - this.indent || !this.fits(least))) this.newRow()
  }

  private fits(cells: number): boolean {
    return this.cells + this.spaces + cells <= this.limit
  }

  private get wraps(): boolean {
    return this.limit !== Number.POSITIVE_INFINITY
  }

  private newRow(): void {
    this.spaces = 0
    // This row is still empty.
    if (this.rows > 1 && this.cells === this.indent) return
    if (this.rowsLeft === 0) {
      this.full = true
      this.out += this.cutMark
      return
    }
    this.rows++
    this.rowsLeft--
    this.out += `\n${' '.repeat(this.indent)}`
    this.cells = this.indent
  }
}
