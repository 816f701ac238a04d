import type { Clock } from '../base/clock.ts'
import { RateWindow } from '../base/rate-window.ts'
import { lagOf } from '../event/lag-of.ts'
import type { Status } from '../session/status.ts'
import type { ConnectionState, StatusFacts } from '../view/status-facts.ts'
import type { Source, SourceBatch } from './source.ts'

/** The rate is that of the last five seconds. */
const buckets = [1000, 6] as const

/** What a run is doing now. Costs something per batch, nothing per event. */
export class RunActivity {
  private readonly clock: Clock
  private readonly rate: RateWindow
  private readonly peak: RateWindow
  private connection: ConnectionState = { name: 'connecting', retry: 0 }
  private received = 0
  private shown = 0
  private lag: number | undefined
  private lastAt: number | undefined

  constructor(clock: Clock) {
    this.clock = clock
    this.rate = new RateWindow(...buckets)
    this.peak = new RateWindow(1000, 2)
  }

  onStatus(status: Status): void {
    const now = this.clock.now()
    switch (status.kind) {
      case 'dialing':
        this.connection = { name: 'connecting', retry: status.retry }
        break
      case 'connected':
        this.connection = { name: 'connected', since: now }
        break
      case 'lost':
        this.connection = { name: 'waiting', until: now + status.retryIn }
        break
      case 'draining':
        this.connection = { name: 'draining' }
    }
  }

  /** Passes batches on, and counts their events. */
  async *watch(source: Source): AsyncGenerator<SourceBatch, void, undefined> {
    for await (const batch of source) {
      this.addReceived(batch)
      yield batch
    }
  }

  /** Counts events that were shown. */
  addShown(count: number): void {
    this.shown += count
  }

  private addReceived({ deliveries }: SourceBatch): void {
    const now = this.clock.now()
    const count = deliveries.length
    if (count === 0) return
    this.received += count
    this.rate.add(count, now)
    this.peak.raise(count, now)
    this.lastAt = now
    const createdAt = deliveries.at(-1)?.push.createdAt
    this.lag = createdAt === undefined ? undefined : lagOf(createdAt, this.clock.wall())
  }

  facts(): Omit<StatusFacts, 'server' | 'filters' | 'prefetch' | 'windowFull' | 'ack' | 'openAlarms'> {
    const now = this.clock.now()
    const { connection, received, shown, lag, lastAt } = this
    return {
      connection,
      received,
      shown,
      lag,
      rate: this.rate.perSecond(now),
      idle: lastAt === undefined ? undefined : now - lastAt,
      unacked: Math.max(...this.peak.countsAt(now)),
    }
  }
}
