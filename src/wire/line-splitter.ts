/** Who is told what the splitter found. */
export interface LineHandler {
  /**
   * A whole line: `bytes[start, end)`, and `bytes[end]` is its `\n`. The bytes may be kept; they are not
   * written to again. Lines that lie in one buffer one behind the other came so, and can be passed on as one.
   */
  line(bytes: Buffer, start: number, end: number): void
  /**
   * Instead of `line`, for who can read many lines at once: `bytes[start, end)` is nothing but lines that came
   * whole, each with its `\n`.
   */
  readonly lines?: ((bytes: Buffer, start: number, end: number) => void) | undefined
  /** A line of `length` bytes went over the bound and was skipped without being kept; `head` is its beginning. */
  tooLong(length: number, head: Buffer): void
}

const newline = 10
/** Bytes of a skipped line that are shown. */
const headLength = 80
/** A part under this many bytes is copied and joined to its neighbour. */
const smallPart = 1024
const none: Buffer = Buffer.alloc(0)

/**
 * Cuts a byte stream into lines at `\n`, wherever the chunks break. Only the first line of a chunk is ever
 * copied, to join it to what the chunks before left over; a long line is joined once, when its end comes,
 * so the cost grows with the bytes and not with the number of chunks a line arrives in.
 *
 * At most `maxLine` bytes are held.
 */
export class LineSplitter {
  private readonly maxLine: number
  private readonly handler: LineHandler
  private parts: Buffer[] = []
  private held = 0
  /** Bytes of the too long line skipped so far; 0 where none is being skipped. */
  private skipped = 0
  private head: Buffer = none

  constructor(maxLine: number, handler: LineHandler) {
    this.maxLine = maxLine
    this.handler = handler
  }

  /** Takes the next bytes; the handler is called before this returns. */
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

  /** Hands out the lines that are whole from `start` on, and answers where the rest begins. */
  private cut(chunk: Buffer, start: number): number {
    const { handler, maxLine } = this
    const behind = chunk.lastIndexOf(newline) + 1
    if (behind <= start) return start
    if (handler.lines && behind - start <= maxLine) handler.lines(chunk, start, behind)
    else
      for (let at = start; at < behind; ) {
        const end = chunk.indexOf(newline, at)
        if (end - at > maxLine) handler.tooLong(end - at, excerptOf(chunk, at, end))
        else handler.line(chunk, at, end)
        at = end + 1
      }
    return behind
  }

  /** Bytes of a line that has begun and not ended. */
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
      // A small rest is copied, so that it does not keep a whole read alive; small parts are joined, so
      // that a line that comes byte by byte does not cost an object a byte.
      const last = this.parts.at(-1)
      if (last && last.length < smallPart && length < smallPart) {
        this.parts[this.parts.length - 1] = Buffer.concat([last, rest])
      } else this.parts.push(length < smallPart ? Buffer.from(rest) : rest)
      this.held += length
    }
  }

  /** Lets go of the line so far and of `more`; only its first bytes are kept, to show. */
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
