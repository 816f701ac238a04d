import { say } from '../language/say.ts'

/** Bytes that may be waiting to be read before lines are dropped. */
const mostWaiting = 1024 * 1024

/** The part of a stream that a log needs. */
export interface LogStream {
  write(text: string): unknown
  /** Bytes written and not yet taken by the reader. */
  readonly writableLength?: number | undefined
}

/**
 * Writes lines to a stream that may not be read. Drops lines while more than 1 MB is waiting to be read, so that they do
 * not fill the memory, and writes their number before the next line.
 */
export class BoundedLog {
  private readonly stream: LogStream
  private readonly write: (line: string) => void
  private dropped = 0

  /** @param write writes one line, given without its `\n`, to the stream */
  constructor(stream: LogStream, write = (line: string): unknown => stream.write(`${line}\n`)) {
    this.stream = stream
    this.write = write
  }

  /** Writes a line, or so many lines at once, or drops them. */
  line(text: string, count = 1): void {
    if ((this.stream.writableLength ?? 0) > mostWaiting) this.dropped += count
    else this.lastLine(text)
  }

  /** Writes a line even if much is waiting, for example the reason why the program ends. */
  lastLine(text: string): void {
    if (this.dropped > 0)
      this.write(say('(lines dropped while stderr was not read: {n})', { n: this.dropped }))
    this.dropped = 0
    this.write(text)
  }
}
