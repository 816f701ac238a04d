import type { Clock } from '../base/clock.ts'
import type { EventQueue, QueuedEvent } from './event-queue.ts'
import type { EventSource } from './event-source.ts'
import type { Exchange } from './exchange.ts'
import type { Random } from './random.ts'

interface FeedOptions {
  /** Events per second, unless the source times them; 0 draws them when a reader has room, by `draw`. */
  readonly rate: number
  /** Events to draw in all. */
  readonly count: number
  readonly clock: Clock
  readonly random: Random
}

/** Milliseconds until it is tried again to draw a timed event, which is not left out if there is no room for it. */
const retry = 50

/** Moves events from the source into the queues: on demand, when they are due, or at a rate, at slightly uneven intervals. */
export class Feed {
  private readonly source: EventSource
  private readonly exchange: Exchange
  private readonly options: FeedOptions
  private left: number
  private due = 0
  private cancelTimer = () => {}
  private started = false

  constructor(source: EventSource, exchange: Exchange, options: FeedOptions) {
    this.source = source
    this.exchange = exchange
    this.options = options
    this.left = options.count
  }

  /** Starts the events that come at a rate. Has no effect the second time. */
  start(): void {
    const { clock } = this.options
    if (this.started || this.isOnDemand) return
    this.started = true
    for (let i = 0; i < this.source.opening && this.left > 0; i++) this.draw()
    this.due = clock.now()
    this.due = this.nextDue()
    this.sleep()
  }

  stop(): void {
    this.cancelTimer()
  }

  /** Has the source make events of this product too, if it can. */
  adopt(productKey: string): void {
    this.source.adopt?.(productKey)
  }

  /** Number of events that can be drawn on demand. */
  get onDemand(): number {
    return this.isOnDemand ? this.left : 0
  }

  private get isOnDemand(): boolean {
    return this.options.rate === 0 && !this.source.isTimed
  }

  /** Publishes the next event of the source: see `Exchange.publish`. */
  draw(own?: readonly EventQueue[]): QueuedEvent | undefined {
    const line = this.source.next()
    this.left = line ? this.left - 1 : 0
    return line && this.exchange.publish(line, own)
  }

  private tick(): void {
    const now = this.options.clock.now()
    // Events that come at a rate, and for which there is no room, are not made up for later.
    while (this.left > 0 && this.due <= now) {
      const { hasRoom } = this.exchange
      if (hasRoom) this.draw()
      this.due = hasRoom || !this.source.isTimed ? this.nextDue() : now + retry
    }
    if (this.left > 0 && this.due < Number.POSITIVE_INFINITY) this.sleep()
    this.exchange.distribute()
  }

  private sleep(): void {
    const { clock } = this.options
    this.cancelTimer = clock.after(Math.max(this.due - clock.now(), 0), () => this.tick())
  }

  /** When the next event is due, after the one that was due last. */
  private nextDue(): number {
    const { clock, rate, random } = this.options
    if (this.source.isTimed) return this.source.due!(clock.now())
    return this.due + (1000 / rate) * (0.5 + random.next())
  }
}
