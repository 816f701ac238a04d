const newline = 10

/**
 * Counts the lines in what a client sends. Consecutive acks mostly have the same length, so the counter first looks
 * where the next one would end: a search per line would cost as much as the rest of the pusher. No line may be less than
 * half as long as another.
 */
export class AckCounter {
  #length = 0
  /** Bytes of a line that began in an earlier chunk. */
  #begun = 0

  /** Returns how many lines end in `chunk`. */
  count(chunk: Buffer): number {
    let lines = 0
    let start = -this.#begun
    for (;;) {
      const guess = start + this.#length
      const end = guess >= 0 && chunk[guess] === newline ? guess : chunk.indexOf(newline, Math.max(start, 0))
      if (end < 0) break
      this.#length = end - start
      start = end + 1
      lines++
    }
    this.#begun = chunk.length - start
    return lines
  }
}
