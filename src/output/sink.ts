import type { ByteRange } from '../base/byte-range.ts'

/** Where events go. */
export interface Sink {
  /** Takes whole lines, with their `\n`. Nothing is written before `flush`. */
  put(piece: string | ByteRange): void
  /**
   * Writes what was put. True once the output has every byte of it; false when nobody reads any more, or the
   * write was abandoned: then it is not known how much of it got out.
   *
   * @throws Failure `output` where the output failed: a full disk, say
   */
  flush(): Promise<boolean>
  /** Gives up a write that does not end; it answers false. */
  abandon(): void
}
