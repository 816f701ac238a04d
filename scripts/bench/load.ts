/** Lines in one buffer, one after another, so that any run of them is one write. */
export class Load {
  readonly bytes: Buffer
  /** How many lines there are. */
  readonly count: number
  readonly #ends: Uint32Array

  /** @param lines each with its `\n` */
  constructor(lines: readonly Buffer[]) {
    this.bytes = Buffer.concat(lines)
    this.count = lines.length
    this.#ends = new Uint32Array(lines.length)
    let end = 0
    for (const [i, line] of lines.entries()) {
      end += line.length
      this.#ends[i] = end
    }
  }

  /** Returns the bytes of the lines from number `from` up to, not including, `to`. */
  slice(from: number, to: number): Buffer {
    return this.bytes.subarray(this.#endOf(from), this.#endOf(to))
  }

  /** Returns how many bytes `events` lines have, where the load is pushed again and again. */
  bytesOf(events: number): number {
    return Math.floor(events / this.count) * this.bytes.length + this.#endOf(events % this.count)
  }

  /** Where the first `count` lines end. */
  #endOf(count: number): number {
    return count === 0 ? 0 : this.#ends[count - 1]!
  }
}
