import type { Clock } from '../base/clock.ts'
import type { EventQueue } from './event-queue.ts'
import type { Random } from './random.ts'

interface FeedOptions {
  /** Events a second, above 0. */
  readonly rate: number
  /** Events to bring at once when it starts. */
  readonly opening: number
  readonly clock: Clock
  readonly random: Random
}

/** Events that may wait; above it the world stands still until somebody takes some. */
const mostWaiting = 10_000

/** Brings events from the source into the queue at a rate, a little unevenly, as devices do. */
export class Feed {
  private readonly queue: EventQueue
  private readonly options: FeedOptions
  private readonly brought: () => void
  private due = 0
  private cancelTimer = () => {}
  private started = false

  /** @param brought runs after events were put in the queue */
  constructor(queue: EventQueue, options: FeedOptions, brought: () => void) {
    this.queue = queue
    this.options = options
    this.brought = brought
  }

  /** Starts; has no effect when it has been started before. */
  start(): void {
    if (this.started) return
    this.started = true
    for (let i = 0; i < this.options.opening; i++) this.queue.draw()
    this.due = this.options.clock.now() + this.gap()
    this.sleep()
  }

  stop(): void {
    this.cancelTimer()
  }

  private tick(): void {
    const now = this.options.clock.now()
    let more = true
    for (; more && this.due <= now; this.due += this.gap()) {
      if (this.queue.length < mostWaiting) more = this.queue.draw()
      else this.due = now
    }
    if (more) this.sleep()
    this.brought()
  }

  private sleep(): void {
    const { clock } = this.options
    this.cancelTimer = clock.after(Math.max(this.due - clock.now(), 0), () => this.tick())
  }

  private gap(): number {
    const { rate, random } = this.options
    return (1000 / rate) * (0.5 + random.next())
  }
}
