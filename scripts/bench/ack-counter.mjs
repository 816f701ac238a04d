const newline = 10

/**
 * Counts the lines in what a client sends. Acks that follow one another mostly have one length, so where the
 * next one would end is looked at first: a search per line would cost as much as all the rest of the pusher.
 */
export class AckCounter {
  #length = 0
  /** Bytes of a line that has begun in an earlier chunk. */
  #begun = 0

  /** How many lines end in `chunk`. */
  count(chunk) {
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
