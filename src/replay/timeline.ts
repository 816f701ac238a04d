/** Milliseconds of the longest pause between two events. A longer one is skipped. */
const longestPause = 3_600_000
/** Events in a row that must be out of time before the timeline moves to where they are. */
const mostStray = 5

/**
 * Says when events are due that are played at the pace of their times. Their times need not be in order, nor right:
 *
 * - An event that is not later than one before it is due at once.
 * - Nor is an event waited for whose time differs from those before it by more than an hour of waiting: it is a single
 *   wrong time, or the end of a long pause. The timeline moves there only if several such events follow each other.
 * - An event without a time is due at once.
 */
export class Timeline {
  /** Milliseconds that pass in the recording per millisecond. */
  private readonly speed: number
  /** The latest time so far, in milliseconds since 1970, and when it was due. */
  private latest: number | undefined
  private dueAt = 0
  private stray = 0

  constructor(speed: number) {
    this.speed = speed
  }

  /**
   * Returns when an event is due, in milliseconds on the clock of `now`; at most an hour after the one before it was due.
   *
   * @param seconds its time, in seconds since 1970
   */
  due(seconds: number | undefined, now: number): number {
    if (seconds === undefined) return now
    const at = seconds * 1000
    const wait = this.latest === undefined ? Number.POSITIVE_INFINITY : (at - this.latest) / this.speed
    if (Math.abs(wait) <= longestPause) {
      this.stray = 0
      if (wait <= 0) return this.dueAt
      this.dueAt += wait
      this.latest = at
      return this.dueAt
    }
    this.stray++
    if (this.latest === undefined || this.stray >= mostStray) {
      this.stray = 0
      this.latest = at
      this.dueAt = now
    }
    return now
  }
}
