import type { Clock } from '../base/clock.ts'
import type { Status } from '../session/status.ts'
import type { Source, SourceBatch } from './source.ts'

/** That events arrive only as fast as the window lets them. */
export interface WindowBound {
  /** Events that arrive per second. */
  readonly rate: number
  /** Milliseconds per round trip to the server. */
  readonly roundTrip: number
  /** The prefetch at which this program would be the limit instead. */
  readonly enough: number
}

/** The share of the window's limit at which the stream counts as held back by it. */
const near = 0.8
/** Milliseconds of observation that a verdict needs. */
const period = 1000

/**
 * Detects that the window holds a stream back. At most `prefetch` events can arrive per round trip. If that many
 * arrive, and most of the time is spent waiting for them, a larger window would bring more.
 */
export class WindowGauge {
  private readonly clock: Clock
  private readonly prefetch: number
  private readonly mostPrefetch: number
  private readonly report: (bound: WindowBound) => void
  private dialedAt: number | undefined
  private roundTrip: number | undefined
  private verdict: WindowBound | undefined

  /**
   * @param mostPrefetch what the dialect allows
   * @param report called with the first verdict
   */
  constructor(clock: Clock, prefetch: number, mostPrefetch: number, report: (bound: WindowBound) => void) {
    this.clock = clock
    this.prefetch = prefetch
    this.mostPrefetch = mostPrefetch
    this.report = report
  }

  /** The last period in which the window held the stream back; undefined if it never did. */
  get bound(): WindowBound | undefined {
    return this.verdict
  }

  /** The TCP handshake takes one round trip. */
  onStatus(status: Status): void {
    if (status.kind !== 'phase') return
    if (status.phase === 'tcp') this.dialedAt = this.clock.now()
    else if (this.dialedAt !== undefined) this.roundTrip = this.clock.now() - this.dialedAt
  }

  /** Passes batches on, and measures how long each was waited for and worked on. */
  async *watch(source: Source): AsyncGenerator<SourceBatch, void, undefined> {
    const { clock } = this
    let began = clock.now()
    let busy = 0
    let count = 0
    for await (const batch of source) {
      const taken = clock.now()
      yield batch
      const done = clock.now()
      busy += done - taken
      count += batch.deliveries.length
      if (done - began < period) continue
      this.judge(count, busy, done - began)
      began = done
      busy = 0
      count = 0
    }
  }

  private judge(count: number, busy: number, elapsed: number): void {
    const { roundTrip, prefetch } = this
    if (!roundTrip || busy > elapsed / 2) return
    const perMs = count / elapsed
    if (perMs < (near * prefetch) / roundTrip) return
    const possible = count / Math.max(busy, 0.001)
    const enough = Math.min(this.mostPrefetch, Math.ceil(possible * roundTrip))
    if (enough <= prefetch) return
    const first = this.verdict === undefined
    this.verdict = { rate: perMs * 1000, roundTrip, enough }
    if (first) this.report(this.verdict)
  }
}
