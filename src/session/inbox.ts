import type { Push } from '../wire/push.ts'
import { Batch, Delivery } from './delivery.ts'
import type { Link } from './link.ts'

/**
 * Bytes of waiting events above which a session stops reading. The server's window is not read into memory, and
 * what waits is few enough to be gone before the garbage collector takes it for something that stays.
 */
const highWater = 256 * 1024

/** Deliveries that came and were not taken yet, with the one reader who waits for them. */
export class Inbox {
  private deliveries: Delivery[] = []
  private bytes = 0
  private link: Link | undefined
  private readonly soon: (run: () => void) => void
  private delivering = false
  private waiting: ((batch: Batch | undefined) => void) | undefined

  /** @param soon calls what it is given once this turn of the event loop has read what there is to be read */
  constructor(soon: (run: () => void) => void) {
    this.soon = soon
  }

  get empty(): boolean {
    return this.deliveries.length === 0
  }

  /** More is waiting than should be. */
  get full(): boolean {
    return this.bytes > highWater
  }

  put(push: Push, link: Link): void {
    this.link = link
    this.deliveries.push(new Delivery(push, link))
    this.bytes += push.end - push.start
    if (this.waiting && !this.delivering) {
      this.delivering = true
      this.soon(() => this.deliver())
    }
  }

  /** All that waits, as one batch; undefined where nothing does. */
  take(): Batch | undefined {
    if (this.deliveries.length === 0) return undefined
    const batch = new Batch(this.deliveries, this.link!)
    this.deliveries = []
    this.bytes = 0
    return batch
  }

  /** Settles with the next batch, or with undefined once `close` is called. */
  wait(): Promise<Batch | undefined> {
    return new Promise(resolve => {
      this.waiting = resolve
    })
  }

  /**
   * Gives what waits to the reader who waits, if both are there. What came in one turn goes as one batch: it is
   * one write of events and one of acks, and not one of each for every TLS record.
   */
  private deliver(): void {
    this.delivering = false
    if (this.waiting && !this.empty) this.answer(this.take())
  }

  /** Nothing will come any more. */
  close(): void {
    this.answer(undefined)
  }

  private answer(batch: Batch | undefined): void {
    const waiting = this.waiting
    this.waiting = undefined
    waiting?.(batch)
  }
}
