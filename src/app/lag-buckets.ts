/** Upper bounds in seconds, from a tenth of a second to the three days that the server keeps events. */
const bounds = [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 1800, 3600, 21_600, 86_400, 259_200] as const

/** Lags in the cumulative buckets of a Prometheus histogram. */
export class LagBuckets {
  /** Of all lags, in seconds. */
  sum = 0
  private readonly counts = new Array<number>(bounds.length + 1).fill(0)

  /** @param lag in milliseconds; one below 0 counts as 0 */
  add(lag: number): void {
    const seconds = Math.max(0, lag) / 1000
    this.sum += seconds
    const at = bounds.findIndex(bound => seconds <= bound)
    this.counts[at < 0 ? bounds.length : at]!++
  }

  /** How many lags do not exceed each bound; the last bound is infinite. */
  get cumulative(): { readonly bound: number; readonly count: number }[] {
    let count = 0
    return this.counts.map((own, i) => {
      count += own
      return { bound: bounds[i] ?? Number.POSITIVE_INFINITY, count }
    })
  }
}
