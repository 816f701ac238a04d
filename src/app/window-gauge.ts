import type { Clock } from '../base/clock.ts'
import type { Status } from '../session/status.ts'
import type { Source, SourceBatch } from './source.ts'

/** Deliveries come as fast as the window lets them, and no faster. */
export interface WindowBound {
  /** Events a second that come. */
  readonly rate: number
  /** Milliseconds to the server and back. */
  readonly roundTrip: number
  /** The prefetch at which we, and not the window, would be the bound. */
  readonly enough: number
}

/** How near the bound of the window counts as being held by it. */
const near = 0.8
/** Milliseconds after which a verdict is worth anything. */
const period = 1000

/**
 * Tells whether the window is what holds a stream back. At most `prefetch` events can be on their way in one
 * round trip; where just so many come, and most of our time is spent waiting for them, a larger window would
 * bring more.
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

  /** The last period in which the window was the bound; undefined where it never was. */
  get bound(): WindowBound | undefined {
    return this.verdict
  }

  /** The TCP handshake takes one round trip. */
  onStatus(status: Status): void {
    if (status.kind !== 'phase') return
    if (status.phase === 'tcp') this.dialedAt = this.clock.now()
    else if (this.dialedAt !== undefined) this.roundTrip = this.clock.now() - this.dialedAt
  }

  /** Passes the batches on, and looks how long each was waited for and worked on. */
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
