import { createHistogram } from 'node:perf_hooks'

/** Lags in milliseconds: a histogram of 50 KB, however long the run, in which quantiles are exact to 1 %. */
export class LagHistogram {
  /** Holds each lag plus 1, since it takes whole numbers from 1 on. A lag below 0 counts as 0. */
  private readonly histogram = createHistogram({ figures: 2 })
  private largest: number | undefined

  add(lag: number): void {
    this.histogram.record(Math.max(0, Math.round(lag)) + 1)
    if (this.largest === undefined || lag > this.largest) this.largest = lag
  }

  get max(): number | undefined {
    return this.largest
  }

  /** The lag that the share `q` (0 to 1) of all lags does not exceed; undefined if there are none. */
  quantile(q: number): number | undefined {
    if (this.largest === undefined) return undefined
    const { count } = this.histogram
    // The histogram rounds to a rank. The quantile needs the next rank up, and the first one at least.
    const rank = Math.max(1, Math.ceil(count * q))
    return Math.min(this.largest, this.histogram.percentile((rank / count) * 100) - 1)
  }
}
