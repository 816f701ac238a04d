import type { Push } from '../wire/push.ts'
import type { AckChannel } from './ack-channel.ts'
import { Batch, Delivery } from './delivery.ts'

/**
 * Bytes of waiting events above which a session stops reading. The server's window is not read into memory, and
 * what waits is few enough to be gone before the garbage collector takes it for something that stays.
 */
const highWater = 256 * 1024

/**
 * What events that came before the login's answer may come to. The answer is behind them, so they must be read
 * whatever the high water is, and this is what keeps a server that never answers from filling the memory. No dialect
 * lets a server have more events out; the last one may go over the bytes.
 */
const heldBounds = { events: 32_767, bytes: 16 * 1024 * 1024 } as const

/** Deliveries that came and were not taken yet, with the one reader who waits for them. */
export class DeliveryBuffer {
  private deliveries: Delivery[] = []
  private bytes = 0
  private ackChannel: AckChannel | undefined
  private readonly defer: (run: () => void) => void
  private held = false
  private delivering = false
  private waiting: ((batch: Batch | undefined) => void) | undefined

  /** @param soon calls what it is given once this turn of the event loop has read what there is to be read */
  constructor(defer: (run: () => void) => void) {
    this.defer = defer
  }

  get empty(): boolean {
    return this.deliveries.length === 0
  }

  /** More is waiting than should be, and to read on would not bring the answer that lets it go. */
  get full(): boolean {
    return this.bytes > highWater && !this.held
  }

  /** More came before the login's answer than is kept. */
  get overflowed(): boolean {
    return this.held && (this.deliveries.length > heldBounds.events || this.bytes > heldBounds.bytes)
  }

  put(push: Push, ackChannel: AckChannel): void {
    this.ackChannel = ackChannel
    this.deliveries.push(new Delivery(push, ackChannel))
    this.bytes += push.end - push.start
    if (this.waiting && !this.delivering) this.deferDelivery()
  }

  /** A connection begins: what it brings is kept, and not handed out before `release`. */
  hold(): void {
    this.held = true
  }

  /** The login was accepted: what was kept is handed out as if it came now. */
  release(): void {
    this.held = false
    if (!this.delivering) this.deferDelivery()
  }

  /** The connection is gone; where the login was not accepted, what it brought is forgotten un-acked. */
  forgetHeld(): void {
    if (this.held) this.clear()
    this.held = false
  }

  /** All that waits, as one batch; undefined where nothing does. */
  take(): Batch | undefined {
    if (this.held || this.deliveries.length === 0) return undefined
    const batch = new Batch(this.deliveries, this.ackChannel!)
    this.clear()
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
    const batch = this.waiting && this.take()
    if (batch) this.answer(batch)
  }

  private deferDelivery(): void {
    if (this.held) return
    this.delivering = true
    this.defer(() => this.deliver())
  }

  /** Nothing will come any more, and what waits is forgotten. */
  close(): void {
    this.clear()
    this.answer(undefined)
  }

  private clear(): void {
    this.deliveries = []
    this.bytes = 0
  }

  private answer(batch: Batch | undefined): void {
    const waiting = this.waiting
    this.waiting = undefined
    waiting?.(batch)
  }
}
