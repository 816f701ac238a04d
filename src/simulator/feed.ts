import type { Clock } from '../base/clock.ts'
import type { EventQueue, QueuedEvent } from './event-queue.ts'
import type { EventSource } from './event-source.ts'
import type { Exchange } from './exchange.ts'
import type { Random } from './random.ts'

interface FeedOptions {
  /** Events per second; 0 draws them when a reader has room, by `draw`. */
  readonly rate: number
  /** Events to draw in all. */
  readonly count: number
  readonly clock: Clock
  readonly random: Random
}

/** Moves events from the source into the queues: on demand, or at a rate, at slightly uneven intervals. */
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
    const { clock, rate } = this.options
    if (this.started || rate === 0) return
    this.started = true
    for (let i = 0; i < this.source.opening && this.left > 0; i++) this.draw()
    this.due = clock.now() + this.interval()
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
    return this.options.rate === 0 ? this.left : 0
  }

  /** Publishes the next event of the source: see `Exchange.publish`. */
  draw(own?: readonly EventQueue[]): QueuedEvent | undefined {
    const line = this.source.next()
    this.left = line ? this.left - 1 : 0
    return line && this.exchange.publish(line, own)
  }

  private tick(): void {
    const now = this.options.clock.now()
    // Events for which there is no room are not made up for later.
    for (; this.left > 0 && this.due <= now; this.due += this.interval())
      if (this.exchange.hasRoom) this.draw()
    if (this.left > 0) this.sleep()
    this.exchange.distribute()
  }

  private sleep(): void {
    const { clock } = this.options
    this.cancelTimer = clock.after(Math.max(this.due - clock.now(), 0), () => this.tick())
  }

  /** Milliseconds to the next event. */
  private interval(): number {
    const { rate, random } = this.options
    return (1000 / rate) * (0.5 + random.next())
  }
}
