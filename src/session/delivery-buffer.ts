import type { Push } from '../wire/push.ts'
import type { AckChannel } from './ack-channel.ts'
import { Batch, Delivery } from './delivery.ts'

/**
 * Bytes of waiting events above which a session stops reading. The server's window is not read into memory, and the
 * events that wait are few enough to be gone before the garbage collector promotes them to the old generation.
 */
const highWater = 256 * 1024

/**
 * Limits of the events that come before the reply to the login. The reply comes after them, so they must be read
 * whatever the high water is; the limits keep a server that never replies from filling the memory. No dialect
 * lets a server have more events out. The last event may exceed the bytes.
 */
const heldBounds = { events: 32_767, bytes: 16 * 1024 * 1024 } as const

/**
 * Deliveries that came and were not taken yet, and the one reader who waits for them.
 *
 * - held: what comes is kept until the login is accepted.
 * - open: what comes is handed out.
 * - finished: nothing more comes. What waits is handed out, then undefined. No way leads back.
 */
export class DeliveryBuffer<E = unknown> {
  private state: 'held' | 'open' | 'finished' = 'open'
  private deliveries: Delivery<E>[] = []
  private bytes = 0
  private ackChannel: AckChannel | undefined
  private readonly defer: (run: () => void) => void
  private deferred = false
  private reader: ((batch: Batch<E> | undefined) => void) | undefined

  /** @param defer calls its argument once this turn of the event loop has read what there is to read */
  constructor(defer: (run: () => void) => void) {
    this.defer = defer
  }

  get empty(): boolean {
    return this.deliveries.length === 0
  }

  /** Whether more waits than should. Held events never do: reading on brings the reply that releases them. */
  get full(): boolean {
    return this.bytes > highWater && this.state !== 'held'
  }

  /** Whether more came before the reply to the login than is kept. */
  get overflowed(): boolean {
    return (
      this.state === 'held' && (this.deliveries.length > heldBounds.events || this.bytes > heldBounds.bytes)
    )
  }

  put(push: Push, ackChannel: AckChannel): void {
    this.ackChannel = ackChannel
    this.deliveries.push(new Delivery(push, ackChannel))
    this.bytes += push.end - push.start
    if (this.reader && !this.deferred) this.deferDelivery()
  }

  /** Called when a connection begins. */
  hold(): void {
    if (this.state === 'open') this.state = 'held'
  }

  /** Called when the login is accepted; what was kept is handed out as if it came now. */
  release(): void {
    if (this.state !== 'held') return
    this.state = 'open'
    if (!this.deferred) this.deferDelivery()
  }

  /** Called when the connection is gone; what it brought is forgotten, un-acked, if its login was not accepted. */
  forgetHeld(): void {
    if (this.state !== 'held') return
    this.clear()
    this.state = 'open'
  }

  /** Called when nothing more will come; what waits is still handed out. */
  finish(): void {
    this.state = 'finished'
    if (this.empty) this.handOut(undefined)
  }

  /** Called when nothing more is to be handed out; what waits is forgotten, un-acked. */
  discard(): void {
    this.clear()
    this.finish()
  }

  /** All that waits, as one batch; undefined if nothing does. */
  take(): Batch<E> | undefined {
    if (this.state === 'held' || this.empty) return undefined
    const batch = new Batch(this.deliveries, this.ackChannel!)
    this.clear()
    return batch
  }

  /** Settles with the next batch, or with undefined once nothing more will come. To be called if `take` had nothing. */
  wait(): Promise<Batch<E> | undefined> {
    if (this.state === 'finished') return Promise.resolve(undefined)
    return new Promise(resolve => {
      this.reader = resolve
    })
  }

  /**
   * Hands what waits to the waiting reader, if there are both. What came in one turn is one batch, and so one write of
   * events and one of acks, instead of one of each per TLS record.
   */
  private deliver(): void {
    this.deferred = false
    const batch = this.reader && this.take()
    if (batch) this.handOut(batch)
  }

  private deferDelivery(): void {
    if (this.state === 'held') return
    this.deferred = true
    this.defer(() => this.deliver())
  }

  private clear(): void {
    this.deliveries = []
    this.bytes = 0
  }

  private handOut(batch: Batch<E> | undefined): void {
    const { reader } = this
    this.reader = undefined
    reader?.(batch)
  }
}
