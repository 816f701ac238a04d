import type { Push } from '../wire/push.ts'
import type { AckChannel } from './ack-channel.ts'

/** One event as one connection brought it. It can be acked once, and only there. */
export class Delivery {
  readonly push: Push
  private readonly ackChannel: AckChannel
  private settled = false
  private ackSent = false

  constructor(push: Push, ackChannel: AckChannel) {
    this.push = push
    this.ackChannel = ackChannel
  }

  /** The event, parsed. Its type is known where the library's face gives it one. */
  get event(): unknown {
    return this.push.json
  }

  /** The event's line as the server sent it. */
  get line(): string {
    return this.push.text
  }

  /** The raw token of `delivery_id`, exact where `event` may have it rounded; undefined where there is none. */
  get deliveryId(): string | undefined {
    return this.push.deliveryId
  }

  /**
   * Acks this event alone; acks of one turn of the event loop go out in one write. Returns false where there is
   * nothing to send: acked before, no `delivery_id`, or the connection that brought it is gone.
   */
  ack(): boolean {
    return this.settle(this.ackChannel) && this.ackChannel.deferAck(this)
  }

  /** Whether its ack was handed to the connection. It stays false where the connection was lost first. */
  get acked(): boolean {
    return this.ackSent
  }

  /** Called once its ack was handed to the connection. */
  sent(): void {
    this.ackSent = true
  }

  /** Whether an ack is to be sent for it on `ackChannel`: the first time only, and not where it cannot be acked there. */
  settle(ackChannel: AckChannel): boolean {
    if (this.settled || ackChannel !== this.ackChannel || !ackChannel.open) return false
    this.settled = true
    return this.push.hasDeliveryId
  }
}

/** What came in since the last batch was taken, all from one connection, in the order it came. */
export class Batch {
  readonly deliveries: readonly Delivery[]
  private readonly ackChannel: AckChannel

  constructor(deliveries: readonly Delivery[], ackChannel: AckChannel) {
    this.deliveries = deliveries
    this.ackChannel = ackChannel
  }

  /** Whether acks still can go out: the connection that brought this batch lives. */
  get ackable(): boolean {
    return this.ackChannel.open
  }

  /**
   * Acks these (all, where none are named) in one write; returns how many acks were handed to the connection.
   * Deliveries of another connection are left as they are.
   */
  ack(deliveries: readonly Delivery[] = this.deliveries): number {
    const pushes: Push[] = []
    for (const delivery of deliveries) {
      if (!delivery.settle(this.ackChannel)) continue
      pushes.push(delivery.push)
      // Settled on an open channel, it goes out with the write below.
      delivery.sent()
    }
    return this.ackChannel.ack(pushes) ? pushes.length : 0
  }
}
