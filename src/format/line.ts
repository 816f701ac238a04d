import { cutToCells, textCells } from '../base/text-width.ts'
import { type Piece, paint, plain, type Style } from './style.ts'

/**
 * One line as it is put together, left to right, from pieces of safe text that each have one style. It knows
 * how many cells it takes, and cuts itself off with a mark where it would be wider than it may; so no cut ever
 * falls into a colour code or a grapheme.
 */
export class Line {
  /** Nothing that is put now will be seen. A line that may be of any width is never full. */
  full = false
  /** Stands where the line is cut; two cells at most. */
  protected readonly cutMark: string
  private readonly hide: (text: string) => string
  protected out = ''
  /** Cells taken in the row that is being put together. */
  protected cells = 0
  protected limit = Number.POSITIVE_INFINITY
  /** What is put from here on is the payload, in front of it the columns. */
  beginPayload(): void {}

  /** Cells to leave empty before the next piece. */
  protected spaces = 0
  /** The piece in which the cut falls, should the line turn out too wide. */
  private cutOut = ''
  private cutStyle = plain
  private cutText = ''
  private cutRoom = 0

  /** @param hide returns a text without what must not be shown; only asked where the line may be of any width */
  constructor(cutMark: string, hide: (text: string) => string) {
    this.hide = hide
    this.cutMark = cutMark
  }

  /** Begins anew. @param limit cells it may take; Infinity: any number */
  begin(limit: number): void {
    this.full = false
    this.out = ''
    this.cells = 0
    this.spaces = 0
    this.limit = limit
  }

  /** Cells to leave empty before the next piece. Behind the last one they are left out. */
  space(cells: number): void {
    if (!this.full) this.spaces += cells
  }

  /** @param cells of the text, where they are known already */
  put(style: Style, text: string, cells?: number): void {
    if (this.full || text === '') return
    if (this.limit !== Number.POSITIVE_INFINITY) this.putWithin(style, text, cells)
    else {
      if (this.spaces > 0) this.out += this.takeBlank()
      this.out += paint(style, this.hide(text))
    }
  }

  /** As `put`, of what is painted already, and holds nothing to hide. */
  putPiece(piece: Piece): void {
    if (this.limit !== Number.POSITIVE_INFINITY) this.put(piece.style, piece.text, piece.cells)
    else if (piece.text !== '') {
      if (this.spaces > 0) this.out += this.takeBlank()
      this.out += piece.painted
    }
  }

  /** Puts a name and the value behind it, which belong together. */
  putPair(name: Piece, style: Style, text: string): void {
    this.putPiece(name)
    this.put(style, text)
  }

  /** The spaces that are due before the next piece. */
  protected takeBlank(): string {
    const { spaces } = this
    this.spaces = 0
    return blanks[spaces] ?? ' '.repeat(spaces)
  }

  /** As `put`, on a line that may be of `limit` cells. */
  protected putWithin(style: Style, text: string, cells?: number): void {
    const { spaces } = this
    if (spaces > 0) this.putCut(plain, this.takeBlank(), spaces)
    if (!this.full) this.putCut(style, text, cells)
  }

  private putCut(style: Style, text: string, known: number | undefined): void {
    const after = this.cells + (known ?? textCells(text, this.limit))
    // Two cells are kept for the mark: many Chinese terminals draw `…` that wide.
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

  /** Allows `cells` more, for what must be seen even where the line has been cut. */
  extend(cells: number): void {
    this.full = false
    this.limit += cells
  }

  /** Cells that are left; Infinity where the line may be of any width. */
  get room(): number {
    return Math.max(0, this.limit - this.cells - this.spaces)
  }

  /** What has been put, without an end of line. */
  toString(): string {
    return this.out
  }
}

const blanks = Array.from({ length: 40 }, (_, n) => ' '.repeat(n))
