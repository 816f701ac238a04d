import { cutLine, type EventLine } from './event-line.ts'

/** Where events come from. */
export interface EventSource {
  /** How many of the first events are there at once, before the rate begins to count. */
  readonly opening: number
  /** The next event; undefined where there will be none any more. */
  next(): EventLine | undefined
}

/** Given lines, one after the other: once, or where `again` is set round and round. */
export class GivenLines implements EventSource {
  readonly opening = 0
  private readonly lines: readonly (string | Buffer)[]
  private readonly again: boolean
  private readonly cut: EventLine[] = []
  private at = 0

  constructor(lines: readonly (string | Buffer)[], again: boolean) {
    this.lines = lines
    this.again = again
  }

  next(): EventLine | undefined {
    if (this.at < this.lines.length) {
      const line = cutLine(this.lines[this.at++]!)
      // From the second round on an event is a new one, and so has no id of its own.
      if (this.again) this.cut.push({ ...line, ownId: undefined })
      return line
    }
    if (this.cut.length === 0) return undefined
    return this.cut[this.at++ % this.cut.length]
  }
}
