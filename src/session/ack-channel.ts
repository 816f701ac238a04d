import type { SessionDialect } from '../wire/dialect.ts'
import type { Push } from '../wire/push.ts'

/** Hands bytes to the connection, which takes care of flow control. */
export type SendAcks = (lines: Buffer) => void

/** An event whose ack has been given and not sent yet. */
export interface WaitingAck {
  readonly push: Push
  /** Called when the ack was handed to the connection. */
  sent(): void
}

/**
 * Sends the acks of the events that one connection delivered. A `delivery_id` means nothing on another connection, so
 * once the channel is cut, acks are dropped.
 */
export class AckChannel {
  private readonly dialect: Pick<SessionDialect, 'acks'>
  private send: SendAcks | undefined
  private waiting: WaitingAck[] = []

  constructor(dialect: Pick<SessionDialect, 'acks'>, send: SendAcks) {
    this.dialect = dialect
    this.send = send
  }

  get open(): boolean {
    return this.send !== undefined
  }

  /** Acks `pushes` in one write. Returns whether the channel is open. */
  ack(pushes: readonly Push[]): boolean {
    if (!this.send) return false
    if (pushes.length > 0) this.send(this.dialect.acks(pushes))
    return true
  }

  /** Acks one event; acks of one turn of the event loop are sent together. Returns whether the channel is open. */
  deferAck(ack: WaitingAck): boolean {
    if (!this.send) return false
    if (this.waiting.length === 0) queueMicrotask(() => this.flush())
    this.waiting.push(ack)
    return true
  }

  /** Sends the acks that wait for the end of this turn of the event loop now. */
  flush(): void {
    const { waiting } = this
    this.waiting = []
    if (this.ack(waiting.map(ack => ack.push))) for (const ack of waiting) ack.sent()
  }

  /** Called when the connection is gone. Acks not sent yet are dropped. */
  cut(): void {
    this.send = undefined
    this.waiting = []
  }
}
