import type { EventLine } from './event-line.ts'

/** Where events come from. */
export interface EventSource {
  /** How many of the first events come at once, before the rate applies. */
  readonly opening: number
  /** The next event; undefined after the last one. */
  next(): EventLine | undefined
  /** Whether `due` says when events come; otherwise a rate does. */
  readonly isTimed?: boolean
  /**
   * Returns when the next event is due, on the clock of `now`; Infinity after the last one. Called once per event, if
   * events are timed.
   */
  due?(now: number): number
  /** Makes sure that there are events of a product that a client reads, if the source makes events up. */
  adopt?(productKey: string): void
}

/** Given lines in order, once or, if `repeat` is set, again and again. */
export class GivenLines implements EventSource {
  readonly opening = 0
  private readonly lines: readonly (string | Buffer)[]
  private readonly cut: (line: string | Buffer) => EventLine
  private readonly repeat: boolean
  private readonly repeated: EventLine[] = []
  private at = 0

  constructor(
    lines: readonly (string | Buffer)[],
    cut: (line: string | Buffer) => EventLine,
    repeat: boolean,
  ) {
    this.lines = lines
    this.cut = cut
    this.repeat = repeat
  }

  next(): EventLine | undefined {
    if (this.at < this.lines.length) {
      const line = this.cut(this.lines[this.at++]!)
      // From the second round on an event is a new one, and so has no id of its own.
      if (this.repeat) this.repeated.push({ ...line, ownId: undefined })
      return line
    }
    if (this.repeated.length === 0) return undefined
    return this.repeated[this.at++ % this.repeated.length]
  }
}
