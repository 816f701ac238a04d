/** Lines laid one behind the other, so that any run of them is one write. */
export class Load {
  /** @param lines Buffers, each with its `\n` */
  constructor(lines) {
    this.bytes = Buffer.concat(lines)
    this.count = lines.length
    this.ends = new Uint32Array(lines.length)
    let end = 0
    for (const [i, line] of lines.entries()) {
      end += line.length
      this.ends[i] = end
    }
  }

  /** The bytes of the lines from number `from` up to, not including, `to`. */
  slice(from, to) {
    return this.bytes.subarray(from === 0 ? 0 : this.ends[from - 1], this.ends[to - 1])
  }

  /** How many bytes `events` lines make, served round and round. */
  bytesOf(events) {
    const rest = events % this.count
    return Math.floor(events / this.count) * this.bytes.length + (rest === 0 ? 0 : this.ends[rest - 1])
  }
}
