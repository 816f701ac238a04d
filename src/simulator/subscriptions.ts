import type { Clock } from '../base/clock.ts'
import type { QueueRequest } from '../wire/request.ts'
import type { EventLine } from './event-line.ts'
import type { EventQueue, QueuedEvent } from './event-queue.ts'
import type { Exchange } from './exchange.ts'
import type { Feed } from './feed.ts'
import type { QueueReader } from './round-robin.ts'

/** Number of unwanted events that a reader draws in a row before it pauses. */
const maxUnwanted = 1000
/** Length of that pause in milliseconds. Without it, a source without wanted events would block everything else. */
const pause = 100

/** The queues that one connection reads, in turn. */
export class Subscriptions {
  private readonly reader: QueueReader
  private readonly exchange: Exchange
  private readonly feed: Feed
  private readonly clock: Clock
  private queues: readonly EventQueue[] = []
  /** Index of the queue that is next. */
  private next = 0
  private cancelPause: (() => void) | undefined

  constructor(
    reader: QueueReader,
    deps: { readonly exchange: Exchange; readonly feed: Feed; readonly clock: Clock },
  ) {
    this.reader = reader
    this.exchange = deps.exchange
    this.feed = deps.feed
    this.clock = deps.clock
  }

  /** Starts to read these queues; false, and reads none of them, if the broker would have too many. */
  add(requests: readonly QueueRequest[]): boolean {
    const queues = this.exchange.open(requests)
    if (!queues) return false
    for (const queue of queues) queue.readers.add(this.reader)
    this.queues = [...new Set([...this.queues, ...queues])]
    this.endPause()
    for (const { productKey } of requests) if (productKey !== undefined) this.feed.adopt(productKey)
    if (this.queues.length > 0) this.feed.start()
    return true
  }

  /** Stops reading a queue. Events of it that are un-acked stay with the connection until it ends. */
  delete(key: string): void {
    for (const queue of this.queues) if (queue.key === key) queue.readers.delete(this.reader)
    this.queues = this.queues.filter(queue => queue.key !== key)
    this.next = 0
  }

  close(): void {
    this.endPause()
    for (const { key } of this.queues) this.delete(key)
  }

  /** The most events that can be taken now. On demand there may be fewer, since other queues get some of them. */
  get available(): number {
    const { queues } = this
    if (queues.length === 0) return 0
    let waiting = 0
    for (const queue of queues) waiting += queue.length
    return this.cancelPause ? waiting : waiting + this.feed.onDemand
  }

  /** Removes and returns the next event, which is drawn from the source if none waits and the feed is on demand. */
  take(): QueuedEvent | undefined {
    return this.takeWaiting() ?? this.drawWanted()
  }

  /** Makes `line` the next event. */
  offer(line: EventLine): void {
    const queue = this.queues[this.next]
    if (queue) this.exchange.prepend(queue, line)
  }

  private takeWaiting(): QueuedEvent | undefined {
    const { queues } = this
    for (let tried = 0; tried < queues.length; tried++) {
      const event = queues[this.next]!.take()
      this.next = this.next + 1 < queues.length ? this.next + 1 : 0
      if (event) return event
    }
    return undefined
  }

  private drawWanted(): QueuedEvent | undefined {
    const { queues, feed, exchange } = this
    if (this.cancelPause) return undefined
    for (let drawn = 0; drawn < maxUnwanted && exchange.hasRoom; drawn++) {
      if (feed.onDemand <= 0) return undefined
      const event = feed.draw(queues)
      if (event) return event
    }
    this.pauseDrawing()
    return undefined
  }

  /** Tries again later: the source has had no event for this connection, or a full queue holds it back. */
  private pauseDrawing(): void {
    this.cancelPause = this.clock.after(pause, () => {
      this.endPause()
      this.reader.turn()
    })
  }

  private endPause(): void {
    this.cancelPause?.()
    this.cancelPause = undefined
  }
}
