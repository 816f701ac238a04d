import { ackLines } from '../wire/ack-lines.ts'
import type { Push } from '../wire/push.ts'

/** How a link hands bytes to its connection; answers nothing, for what waits is the session's concern. */
export type SendAcks = (lines: Buffer) => void

/**
 * One connection as its deliveries see it: the only one that their acks may go out on. Once it is cut, acks
 * go nowhere, for an id means nothing on any other connection.
 */
export class Link {
  private send: SendAcks | undefined
  private waiting: Push[] = []

  constructor(send: SendAcks) {
    this.send = send
  }

  get open(): boolean {
    return this.send !== undefined
  }

  /** Acks these in one write; none is nothing to send. Answers whether acks can go out at all. */
  ack(pushes: readonly Push[]): boolean {
    if (!this.send) return false
    if (pushes.length > 0) this.send(ackLines(pushes))
    return true
  }

  /** Acks one event; acks of one turn of the event loop go out together. */
  ackSoon(push: Push): boolean {
    if (!this.send) return false
    if (this.waiting.length === 0) queueMicrotask(() => this.flush())
    this.waiting.push(push)
    return true
  }

  /** The connection is gone: what has not gone out is forgotten. */
  cut(): void {
    this.send = undefined
    this.waiting = []
  }

  private flush(): void {
    const { waiting } = this
    this.waiting = []
    this.ack(waiting)
  }
}
