/** How `created_at` is written in the lines of a load: in seconds, with so many digits before the point and after it. */
export const timeDigits = { whole: 10, part: 5 } as const

const timeMember = '"created_at":'
const [zero, point] = [0x30, 0x2e] as const
/** 1 to 9. */
const lastDigits = 9
const eventsPerSecond = lastDigits * 10 ** (timeDigits.part - 1)

export interface Events {
  /** Their lines. */
  readonly bytes: Buffer
  readonly count: number
}

/** Lines in one buffer, one after another, so that any run of them is one write. */
export class Load {
  readonly bytes: Buffer
  /** How many lines there are. */
  readonly count: number
  readonly #ends: Uint32Array
  /** Where in `bytes` the time of each line is; -1 if it has none of `timeDigits`. */
  readonly #times: Int32Array
  /** The lines with the times that they had last, and the second of all of them. */
  readonly #timed: Buffer
  #second = 0

  /** @param lines each with its `\n` */
  constructor(lines: readonly Buffer[]) {
    this.bytes = Buffer.concat(lines)
    this.#timed = Buffer.from(this.bytes)
    this.count = lines.length
    this.#ends = new Uint32Array(lines.length)
    this.#times = new Int32Array(lines.length)
    let end = 0
    for (const [i, line] of lines.entries()) {
      const time = timeIn(line)
      this.#times[i] = time < 0 ? -1 : end + time
      end += line.length
      this.#ends[i] = end
    }
  }

  /** Returns the bytes of the lines from number `from` up to, not including, `to`. */
  slice(from: number, to: number): Buffer {
    return this.bytes.subarray(this.#endOf(from), this.#endOf(to))
  }

  /**
   * Returns events of a load that is pushed again and again.
   *
   * @param first the number of the first one
   * @param most there may be fewer, where the load ends
   */
  events(first: number, most: number): Events {
    const from = first % this.count
    const to = Math.min(from + most, this.count)
    return { bytes: this.slice(from, to), count: to - from }
  }

  /**
   * The same, each with a time of its own, some 10 us after that of the one before. Without it, those of a second round are
   * redeliveries: a client that keeps the state of devices says so, and does not compare their values.
   *
   * @param start when event 0 happened, in whole seconds since 1970
   */
  newEvents(first: number, most: number, start: number): Events {
    const from = first % this.count
    const ofSecond = first % eventsPerSecond
    const to = Math.min(from + most, from + eventsPerSecond - ofSecond, this.count)
    this.#turnTo(start + Math.floor(first / eventsPerSecond))
    for (let i = from; i < to; i++) {
      const at = this.#times[i]!
      if (at >= 0)
        writeDigits(this.#timed, at + timeDigits.whole + 1, timeDigits.part, partOf(ofSecond + i - from))
    }
    return { bytes: Buffer.from(this.#timed.subarray(this.#endOf(from), this.#endOf(to))), count: to - from }
  }

  #turnTo(second: number): void {
    if (second === this.#second) return
    this.#second = second
    for (const at of this.#times) if (at >= 0) writeDigits(this.#timed, at, timeDigits.whole, second)
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

function timeIn(line: Buffer): number {
  const name = line.indexOf(timeMember)
  const at = name + timeMember.length
  const after = line[at + timeDigits.whole + 1 + timeDigits.part]
  return name >= 0 && line[at + timeDigits.whole] === point && (after === 0x2c || after === 0x7d) ? at : -1
}

/** The digits after the point of event `i` of a second. The last one is none that a server would leave out. */
function partOf(i: number): number {
  return ((i / lastDigits) | 0) * 10 + (i % lastDigits) + 1
}

function writeDigits(bytes: Buffer, at: number, count: number, number: number): void {
  let rest = number
  for (let i = at + count - 1; i >= at; i--) {
    const tenth = (rest / 10) | 0
    bytes[i] = zero + rest - 10 * tenth
    rest = tenth
  }
}
