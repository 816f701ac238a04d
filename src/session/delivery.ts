import type { Push } from '../wire/push.ts'
import type { AckChannel } from './ack-channel.ts'

/**
 * One event as one connection delivered it. It can be acked once, and only there.
 *
 * @typeParam E what the events are; a claim of whoever makes the session, which does not check it
 */
export class Delivery<E = unknown> {
  readonly push: Push
  private readonly ackChannel: AckChannel
  private settled = false
  private ackSent = false

  constructor(push: Push, ackChannel: AckChannel) {
    this.push = push
    this.ackChannel = ackChannel
  }

  /** The event as `JSON.parse` returns it. */
  get event(): E {
    return this.push.json as E
  }

  /** The event's line as the server sent it. */
  get line(): string {
    return this.push.text
  }

  /** The raw token of `delivery_id`, exact where `event` may have it rounded; undefined if there is none. */
  get deliveryId(): string | undefined {
    return this.push.deliveryId
  }

  /**
   * Acks this event alone. Acks of one turn of the event loop are sent in one write. Returns false if there is nothing
   * to send: the event was acked before, has no `delivery_id`, or its connection is gone.
   */
  ack(): boolean {
    return this.settle(this.ackChannel) && this.ackChannel.deferAck(this)
  }

  /** Whether the ack was handed to the connection. It stays false if the connection was lost first. */
  get acked(): boolean {
    return this.ackSent
  }

  /** Called when the ack was handed to the connection. */
  sent(): void {
    this.ackSent = true
  }

  /** Whether to send an ack on `ackChannel`: only the first time, and only on an open channel of its own connection. */
  settle(ackChannel: AckChannel): boolean {
    if (this.settled || ackChannel !== this.ackChannel || !ackChannel.open) return false
    this.settled = true
    return this.push.hasDeliveryId
  }
}

/** What came since the last batch was taken, all from one connection, in order. */
export class Batch<E = unknown> {
  readonly deliveries: readonly Delivery<E>[]
  private readonly ackChannel: AckChannel

  constructor(deliveries: readonly Delivery<E>[], ackChannel: AckChannel) {
    this.deliveries = deliveries
    this.ackChannel = ackChannel
  }

  /** Whether acks can still be sent: the connection that delivered this batch is up. */
  get ackable(): boolean {
    return this.ackChannel.open
  }

  /**
   * Acks `deliveries`, by default all of this batch, in one write. Returns how many acks were handed to the connection.
   * Deliveries of another connection are ignored.
   */
  ack(deliveries: readonly Delivery<E>[] = this.deliveries): number {
    const pushes: Push[] = []
    for (const delivery of deliveries) {
      if (!delivery.settle(this.ackChannel)) continue
      pushes.push(delivery.push)
      // The channel is open, so the write below takes it.
      delivery.sent()
    }
    return this.ackChannel.ack(pushes) ? pushes.length : 0
  }
}
