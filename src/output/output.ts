/**
 * Where events go: lines on stdout, for example. An event is acked after every output has it. Nothing here depends
 * on what an event is, hence `E`.
 */
export interface Output<E> {
  /** Takes an event. Nothing is written before `flush`. */
  put(event: E): void
  /**
   * Writes what was put since the last flush. Returns true once the output has all of it; false if nobody reads the
   * output any more or the write was abandoned, in which case some of it may have been written.
   *
   * @throws Failure `output` if it cannot be written: the disk is full, for example
   */
  flush(): Promise<boolean>
  /** Gives up a write that does not end: `flush` returns false, now and from here on. */
  abandon(): void
  /**
   * Releases what the output holds. Called once, at the end of the run; if another output has failed, a flush may
   * still be under way.
   *
   * @throws Failure `output` if the last of it cannot be written
   */
  close(): Promise<void>
}
