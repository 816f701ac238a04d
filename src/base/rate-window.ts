/** Counts what happens in a window of time that ends now, in buckets of equal length. Its memory does not grow. */
export class RateWindow {
  private readonly bucketMs: number
  private readonly counts: number[]
  /** The number of the latest bucket, counted from time 0. */
  private latest = 0
  private startedAt: number | undefined

  /** @param bucketMs milliseconds per bucket */
  constructor(bucketMs: number, buckets: number) {
    this.bucketMs = bucketMs
    this.counts = new Array<number>(buckets).fill(0)
  }

  /** @param now milliseconds, never less than before */
  add(count: number, now: number): void {
    this.startedAt ??= now
    this.moveTo(now)
    this.counts[this.latest % this.counts.length]! += count
  }

  /** Takes over what another window of the same size counts. */
  copyFrom({ counts, latest, startedAt }: RateWindow): void {
    this.counts.splice(0, this.counts.length, ...counts)
    this.latest = latest
    this.startedAt = startedAt
  }

  /** Counts at least `count` in the bucket of now. */
  raise(count: number, now: number): void {
    this.add(0, now)
    const at = this.latest % this.counts.length
    this.counts[at] = Math.max(this.counts[at]!, count)
  }

  /** The count of each bucket, the oldest first. The last one is not over yet. */
  countsAt(now: number): number[] {
    this.moveTo(now)
    const first = (this.latest + 1) % this.counts.length
    return [...this.counts.slice(first), ...this.counts.slice(0, first)]
  }

  /** The count per second, over the window, or over the time since the first `add` if that is shorter, but at least a bucket. */
  perSecond(now: number): number {
    if (this.startedAt === undefined) return 0
    this.moveTo(now)
    const { bucketMs, counts } = this
    const sum = counts.reduce((total, count) => total + count, 0)
    const window = (counts.length - 1) * bucketMs + (now % bucketMs)
    return (sum * 1000) / Math.min(window, Math.max(bucketMs, now - this.startedAt))
  }

  /** Empties the buckets between the latest one and that of `now`. */
  private moveTo(now: number): void {
    const bucket = Math.floor(now / this.bucketMs)
    const passed = Math.min(bucket - this.latest, this.counts.length)
    for (let i = 1; i <= passed; i++) this.counts[(this.latest + i) % this.counts.length] = 0
    this.latest = bucket
  }
}
