import type { ByteRange } from '../base/byte-range.ts'

/** Where lines go: a stream, a file. */
export interface Sink {
  /** Bytes written by flushes that have settled with true. */
  readonly written: number
  /** Takes whole lines, with their `\n`. Nothing is written before `flush`. */
  put(piece: string | ByteRange): void
  /**
   * Writes what was put. Returns true once all of it is written; false if nobody reads any more or the write was
   * abandoned, in which case some of it may have been written.
   *
   * @throws Failure `output` if it cannot be written: the disk is full, for example
   */
  flush(): Promise<boolean>
  /** Gives up a write that does not end: `flush` returns false. */
  abandon(): void
}
