/** Bytes that may wait to be read before lines are left out. */
const mostWaiting = 1024 * 1024

/** The part of a stream that a log needs. */
export interface LogStream {
  write(text: string): unknown
  /** Bytes written and not yet taken by the reader. */
  readonly writableLength?: number | undefined
}

/**
 * Lines for people, on a stream that may not be read. While more than 1 MB waits to be read, lines are left out
 * so that they do not fill the memory; the next line written is preceded by their number.
 */
export class BoundedLog {
  private readonly stream: LogStream
  private readonly write: (line: string) => void
  private leftOut = 0

  /** @param write writes one line, given without its `\n`, to the stream */
  constructor(stream: LogStream, write = (line: string): unknown => stream.write(`${line}\n`)) {
    this.stream = stream
    this.write = write
  }

  /** Writes a line, or leaves it out. */
  line(text: string): void {
    if ((this.stream.writableLength ?? 0) > mostWaiting) this.leftOut++
    else this.lastLine(text)
  }

  /** Writes a line however much waits: the reason why the program ends, for example. */
  lastLine(text: string): void {
    if (this.leftOut > 0) this.write(`(lines left out while stderr was not read: ${this.leftOut})`)
    this.leftOut = 0
    this.write(text)
  }
}
