import { cutToCells, textCells } from '../base/text-width.ts'
import { type Piece, paint, plain, type Style } from './style.ts'

/** A line under construction, left to right, of pieces of safe text that have one style each. */
export interface LineBuilder {
  /** Whether what is put from now on is not shown. A line of unlimited width is never full. */
  readonly full: boolean
  /** The cells that are left; Infinity if unlimited. */
  readonly room: number
  /** Leaves cells empty before the next piece; none are left after the last one. */
  space(cells: number): void
  /** Called between the columns and the payload. */
  beginPayload(): void
  /** @param cells the width of `text`, if known */
  put(style: Style, text: string, cells?: number): void
  /** Like `put`, for text that is painted already and contains nothing to hide. */
  putPiece(piece: Piece): void
  /** Puts a name and its value, which are kept together. */
  putPair(name: Piece, style: Style, text: string): void
  /** Makes room for `cells` more, for what must be shown even on a line that was cut. */
  extend(cells: number): void
}

/**
 * A line as text. It counts its cells, and ends with a mark if it would become too wide, so that no cut falls within a
 * colour code or a grapheme.
 */
export class Line implements LineBuilder {
  full = false
  /** Ends a line that is cut; at most two cells wide. */
  protected readonly cutMark: string
  private readonly hide: (text: string) => string
  protected out = ''
  /** The cells taken in the current row. */
  protected cells = 0
  protected limit = Number.POSITIVE_INFINITY
  /** The cells to leave empty before the next piece. */
  protected spaces = 0
  /** The piece within which the line is cut if it becomes too wide, and what comes before it. */
  private cutOut = ''
  private cutStyle = plain
  private cutText = ''
  private cutRoom = 0

  /** @param hide removes from a text what must not be shown; called only on lines of unlimited width */
  constructor(cutMark: string, hide: (text: string) => string) {
    this.hide = hide
    this.cutMark = cutMark
  }

  /** Begins a new line. @param limit the cells that it may take; Infinity if unlimited */
  begin(limit: number): void {
    this.full = false
    this.out = ''
    this.cells = 0
    this.spaces = 0
    this.limit = limit
  }

  space(cells: number): void {
    if (!this.full) this.spaces += cells
  }

  beginPayload(): void {}

  put(style: Style, text: string, cells?: number): void {
    if (this.full || text === '') return
    if (this.limit !== Number.POSITIVE_INFINITY) this.putWithin(style, text, cells)
    else {
      if (this.spaces > 0) this.out += this.takeBlank()
      this.out += paint(style, this.hide(text))
    }
  }

  putPiece(piece: Piece): void {
    if (this.limit !== Number.POSITIVE_INFINITY) this.put(piece.style, piece.text, piece.cells)
    else if (piece.text !== '') {
      if (this.spaces > 0) this.out += this.takeBlank()
      this.out += piece.painted
    }
  }

  putPair(name: Piece, style: Style, text: string): void {
    if (style.open !== name.style.open || this.limit !== Number.POSITIVE_INFINITY) {
      this.putPiece(name)
      this.put(style, text)
    } else {
      // In one style, they need its codes once.
      if (this.spaces > 0) this.out += this.takeBlank()
      this.out += paint(style, name.text + this.hide(text))
    }
  }

  /** Returns the spaces to put before the next piece. */
  protected takeBlank(): string {
    const { spaces } = this
    this.spaces = 0
    return blanks[spaces] ?? ' '.repeat(spaces)
  }

  /** Like `put`, on a line of limited width. */
  protected putWithin(style: Style, text: string, cells?: number): void {
    const { spaces } = this
    if (spaces > 0) this.putCut(plain, this.takeBlank(), spaces)
    if (!this.full) this.putCut(style, text, cells)
  }

  private putCut(style: Style, text: string, known: number | undefined): void {
    const after = this.cells + (known ?? textCells(text, this.limit))
    // The mark gets two cells, since many Chinese terminals draw `…` that wide.
    const room = Math.max(0, this.limit - 2)
    if (this.cells <= room && after > room) {
      this.cutOut = this.out
      this.cutStyle = style
      this.cutText = text
      this.cutRoom = room - this.cells
    }
    this.cells = after
    if (after <= this.limit) this.out += paint(style, text)
    else {
      this.full = true
      this.cells = this.limit
      const cut = paint(this.cutStyle, cutToCells(this.cutText, this.cutRoom))
      this.out = this.cutOut + cut + this.cutMark
    }
  }

  extend(cells: number): void {
    this.full = false
    this.limit += cells
  }

  get room(): number {
    return Math.max(0, this.limit - this.cells - this.spaces)
  }

  /** Returns the line, without an end of line. */
  toString(): string {
    return this.out
  }
}

const blanks = Array.from({ length: 40 }, (_, n) => ' '.repeat(n))
