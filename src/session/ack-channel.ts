import type { SessionDialect } from '../wire/dialect.ts'
import type { Push } from '../wire/push.ts'

/** How a channel hands bytes to its connection; answers nothing, for what waits is the session's concern. */
export type SendAcks = (lines: Buffer) => void

/** An event whose ack waits to be sent. */
export interface WaitingAck {
  readonly push: Push
  /** The ack was handed to the connection. */
  sent(): void
}

/**
 * One connection as its deliveries see it: the only one that their acks may go out on. Once it is cut, acks
 * go nowhere, for an id means nothing on any other connection.
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

  /** Acks these in one write; none is nothing to send. Answers whether acks can go out at all. */
  ack(pushes: readonly Push[]): boolean {
    if (!this.send) return false
    if (pushes.length > 0) this.send(this.dialect.acks(pushes))
    return true
  }

  /** Acks one event; acks of one turn of the event loop go out together. */
  deferAck(ack: WaitingAck): boolean {
    if (!this.send) return false
    if (this.waiting.length === 0) queueMicrotask(() => this.flush())
    this.waiting.push(ack)
    return true
  }

  /** Sends the acks that wait for the end of this turn of the event loop. */
  flush(): void {
    const { waiting } = this
    this.waiting = []
    if (this.ack(waiting.map(ack => ack.push))) for (const ack of waiting) ack.sent()
  }

  /** The connection is gone: what has not gone out is forgotten. */
  cut(): void {
    this.send = undefined
    this.waiting = []
  }
}
