/** Milliseconds by which clocks may differ without one being wrong. */
const usualDifference = 5000
/** Milliseconds by which lags may differ from one that they all have. */
const jitter = 2500
/** A lag that is at least this long and stays the same for this long is not that of a queue, which varies. */
const leastConstant = 60_000
/** The least share of events that must agree. Single ones have any time. */
const most = 0.9

/** What a clock must be, compared with the one that it is compared with, and by how many milliseconds at least. */
export interface ClockError {
  readonly is: 'ahead' | 'behind'
  readonly by: number
}

/** Finds out from lags whether a clock must be wrong, whatever single lags are. All numbers are milliseconds. */
export class LagWatch {
  count = 0
  private ahead = 0
  private leastAhead = Number.POSITIVE_INFINITY
  private firstAt = 0
  private lastAt = 0
  /** The lag that most events have, if most have one: the majority vote of Boyer and Moore. */
  private candidate = 0
  private votes = 0
  private matches = 0

  /** @param now when the event arrived */
  add(lag: number, now: number): void {
    if (this.count === 0) this.firstAt = now
    this.count++
    this.lastAt = now
    if (lag < -usualDifference) {
      this.ahead++
      this.leastAhead = Math.min(this.leastAhead, -lag)
    }
    if (this.votes === 0) {
      this.candidate = lag
      this.matches = 0
    }
    const isMatch = Math.abs(lag - this.candidate) <= jitter
    this.votes += isMatch ? 1 : -1
    if (isMatch) this.matches++
  }

  /**
   * Returns what is wrong with the clock that `created_at` is from: it is ahead if events are from the future, and behind
   * if they all are late by the same time. Undefined if it may be right.
   *
   * @param least how many events there must be
   */
  error(least: number): ClockError | undefined {
    const enough = Math.max(least, this.count * most)
    if (this.ahead >= enough) return { is: 'ahead', by: this.leastAhead }
    const isConstant = this.matches >= enough && this.lastAt - this.firstAt >= leastConstant
    return isConstant && this.candidate >= leastConstant ? { is: 'behind', by: this.candidate } : undefined
  }

  /** Whether a lag says nothing about a clock. */
  static isUsual(lag: number): boolean {
    return lag >= -usualDifference && lag < leastConstant
  }
}
