/** What an output has done so far, for the summary. */
export interface OutputCounts {
  /** What the summary calls it: `stdout`, `record`. */
  readonly name: string
  /** Events that it has. */
  readonly events: number
  /** Bytes that it has of them. */
  readonly bytes: number
  /** Writes or commands in which they went out. */
  readonly batches: number
  /** Attempts that failed, whether or not a later one succeeded. */
  readonly failures: number
  /** Events that were put and that it does not have yet. */
  readonly waiting: number
}

/**
 * Where events go: lines on stdout, for example. An event is acked after every output has it. Nothing here depends
 * on what an event is, hence `E`.
 */
export interface Output<E> {
  readonly counts: OutputCounts
  /**
   * How much it wants at once, if a flush is expensive: it is then flushed only after this many events, or this many
   * milliseconds after the first of them. It must take more or fewer, too. Without it, each batch of the source is flushed.
   */
  readonly gather?:
    | {
        readonly events: number
        readonly time: number
        /** Events beyond these cost as much as another flush. */
        readonly most?: number
      }
    | undefined
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
