/** Buckets per octave. Quantiles are exact to 2 %. */
const perOctave = 32

/** Lags in milliseconds, counted in buckets that grow with the lag: a long run takes no more memory than a short one. */
export class LagHistogram {
  private readonly counts = new Map<number, number>()
  private total = 0
  private largest = Number.NEGATIVE_INFINITY

  add(lag: number): void {
    const bucket = lag <= 0 ? 0 : Math.ceil(Math.log2(lag + 1) * perOctave)
    this.counts.set(bucket, (this.counts.get(bucket) ?? 0) + 1)
    this.total++
    if (lag > this.largest) this.largest = lag
  }

  get max(): number | undefined {
    return this.total === 0 ? undefined : this.largest
  }

  /** The lag that a share `q` (0 to 1) of all lags does not exceed; undefined if there are none. */
  quantile(q: number): number | undefined {
    if (this.total === 0) return undefined
    let left = Math.max(1, Math.ceil(this.total * q))
    for (const bucket of [...this.counts.keys()].sort((a, b) => a - b)) {
      left -= this.counts.get(bucket)!
      if (left <= 0) return Math.min(this.largest, 2 ** (bucket / perOctave) - 1)
    }
    return this.largest
  }
}
