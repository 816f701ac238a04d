import type { Clock } from '../base/clock.ts'
import type { Event } from '../event/event.ts'
import { lagOf } from '../event/lag-of.ts'
import type { ProtocolWarning, Status } from '../session/status.ts'
import { ConnectionStats } from './connection-stats.ts'
import type { LagBuckets } from './lag-buckets.ts'
import { LagHistogram } from './lag-histogram.ts'
import type { SourceBatch } from './source.ts'

export interface Counts {
  received: number
  shown: number
  acked: number
}

/** Types that are counted separately. Event types come from the server, which must not be able to fill the memory. */
const mostTypes = 500
const others = '(others)'
/** A longer type is counted with the others. */
const longestType = 200

/** What a run has done so far, for the summary and for metrics. */
export class RunStats extends ConnectionStats {
  readonly types = new Map<string, Counts>()
  readonly total: Counts = { received: 0, shown: 0, acked: 0 }
  readonly warnings = new Map<ProtocolWarning, number>()
  readonly lags = new LagHistogram()
  /** Events with a `created_at` that cannot be right. */
  wrongTimes = 0
  /** The first and the last `created_at`, in seconds since 1970; not kept for live events. */
  earliest = Number.POSITIVE_INFINITY
  latest = Number.NEGATIVE_INFINITY
  readonly buckets: LagBuckets | undefined
  private readonly live: boolean
  /** Events received and not acked when the connection was dialed, less those that it skipped since. */
  private unackedBefore = 0

  /**
   * @param live whether events arrive as they happen: those of a recording have no lag
   * @param buckets where lags are counted for metrics
   */
  constructor(clock: Clock, live = true, buckets?: LagBuckets) {
    super(clock)
    this.live = live
    this.buckets = buckets
  }

  received(event: Event): void {
    this.total.received++
    this.of(event.type).received++
    const { createdAt } = event
    if (createdAt === undefined) return
    if (!this.live) {
      this.earliest = Math.min(this.earliest, createdAt)
      this.latest = Math.max(this.latest, createdAt)
      return
    }
    const lag = lagOf(createdAt, this.clock.wall())
    if (lag === undefined) this.wrongTimes++
    else {
      this.lags.add(lag)
      this.buckets?.add(lag)
    }
  }

  shown(event: Event): void {
    this.total.shown++
    this.of(event.type).shown++
  }

  /** Counts the events of a batch that were acked. */
  ackedOf(batch: SourceBatch): void {
    for (const delivery of batch.deliveries) {
      if (!delivery.acked) continue
      this.total.acked++
      this.of(delivery.push.eventType ?? '').acked++
    }
  }

  override onStatus(status: Status): void {
    super.onStatus(status)
    if (status.kind === 'dialing') {
      this.unackedBefore = this.total.received - this.total.acked
    } else if (status.kind === 'protocol-warning') {
      this.warnings.set(status.warning, (this.warnings.get(status.warning) ?? 0) + 1)
      this.unackedBefore -= status.skippedEvents
    }
  }

  /** How many events of the window are taken: those of this connection that are not acked. */
  get outstanding(): number {
    if (!this.isConnected) return 0
    return Math.max(0, this.total.received - this.total.acked - this.unackedBefore)
  }

  private of(type: string): Counts {
    const known = this.types.get(type)
    if (known) return known
    const odd = this.types.size >= mostTypes || type.length > longestType
    if (odd && type !== others) return this.of(others)
    const counts = { received: 0, shown: 0, acked: 0 }
    this.types.set(type, counts)
    return counts
  }
}
