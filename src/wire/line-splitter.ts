/** What a splitter calls with the lines it found. */
export interface LineHandler {
  /**
   * A whole line: `bytes[start, end)`, and `bytes[end]` is its `\n`. The bytes may be kept: they are not written to
   * again. Lines that are adjacent in one buffer arrived adjacent, and can be passed on as one range.
   */
  line(bytes: Buffer, start: number, end: number): void
  /**
   * Called instead of `line`, where present, with many lines at once: `bytes[start, end)` holds whole lines, each with
   * its `\n`.
   */
  readonly lines?: ((bytes: Buffer, start: number, end: number) => void) | undefined
  /** A line of `length` bytes exceeded the limit and was skipped; `head` is its beginning. */
  tooLong(length: number, head: Buffer): void
}

const newline = 10
/** Bytes of a skipped line that are kept, to be shown. */
const headLength = 80
/** A part of fewer bytes is copied, and joined with its neighbour. */
const smallPart = 1024
const none: Buffer = Buffer.alloc(0)

/**
 * Splits a byte stream into lines at `\n`, wherever the chunks break. Only the first line of a chunk is copied, to join
 * it with the rest of the previous chunks. A long line is joined once, when its end arrives, so that the cost depends on
 * its bytes and not on the number of its chunks.
 *
 * At most `maxLine` bytes are held.
 */
export class LineSplitter {
  private readonly maxLine: number
  private readonly handler: LineHandler
  private parts: Buffer[] = []
  private held = 0
  /** Bytes skipped so far of a line that is too long; 0 if none is being skipped. */
  private skipped = 0
  private head: Buffer = none

  constructor(maxLine: number, handler: LineHandler) {
    this.maxLine = maxLine
    this.handler = handler
  }

  /** Takes the next bytes. The handler is called before this returns. */
  push(chunk: Buffer): void {
    let start = 0
    if (this.held > 0 || this.skipped > 0) {
      const end = chunk.indexOf(newline)
      if (end >= 0) {
        this.finish(chunk, end)
        start = end + 1
      }
    }
    start = this.cut(chunk, start)
    if (start < chunk.length) this.hold(chunk, start)
  }

  /** Passes on the whole lines from `start` on, and returns where the rest begins. */
  private cut(chunk: Buffer, start: number): number {
    const { handler, maxLine } = this
    const rest = chunk.lastIndexOf(newline) + 1
    if (rest <= start) return start
    if (handler.lines && rest - start <= maxLine) handler.lines(chunk, start, rest)
    else
      for (let at = start; at < rest; ) {
        const end = chunk.indexOf(newline, at)
        if (end - at > maxLine) handler.tooLong(end - at, excerptOf(chunk, at, end))
        else handler.line(chunk, at, end)
        at = end + 1
      }
    return rest
  }

  /** Bytes received of a line that has not ended yet. */
  get pending(): number {
    return this.skipped || this.held
  }

  private finish(chunk: Buffer, end: number): void {
    const length = this.pending + end
    if (length > this.maxLine) {
      this.skip(chunk.subarray(0, end))
      this.skipped = 0
      this.handler.tooLong(length, this.head)
      this.head = none
    } else {
      this.parts.push(chunk.subarray(0, end + 1))
      const line = Buffer.concat(this.parts, length + 1)
      this.parts = []
      this.held = 0
      this.handler.line(line, 0, length)
    }
  }

  private hold(chunk: Buffer, start: number): void {
    const rest = chunk.subarray(start)
    const { length } = rest
    if (this.pending + length > this.maxLine) this.skip(rest)
    else {
      // A small rest is copied, so that it does not keep a whole read alive. Small parts are joined, so that a line
      // that arrives byte by byte does not cost an object per byte.
      const last = this.parts.at(-1)
      if (last && last.length < smallPart && length < smallPart) {
        this.parts[this.parts.length - 1] = Buffer.concat([last, rest])
      } else this.parts.push(length < smallPart ? Buffer.from(rest) : rest)
      this.held += length
    }
  }

  /** Drops the line so far and `more`, but for the first bytes. */
  private skip(more: Buffer): void {
    if (this.head.length < headLength) {
      this.head = Buffer.from(Buffer.concat([this.head, ...this.parts, more]).subarray(0, headLength))
    }
    this.skipped = this.pending + more.length
    this.parts = []
    this.held = 0
  }
}

function excerptOf(bytes: Buffer, start: number, end: number): Buffer {
  return Buffer.from(bytes.subarray(start, Math.min(end, start + headLength)))
}
