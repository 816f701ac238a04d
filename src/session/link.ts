import { ackLine } from '../wire/noti1.ts'

/** How a link hands bytes to its connection; answers nothing, for what waits is the session's concern. */
export type SendAcks = (lines: string) => void

/**
 * One connection as its deliveries see it: the only one that their acks may go out on. Once it is cut, acks
 * go nowhere, for an id means nothing on any other connection.
 */
export class Link {
  private send: SendAcks | undefined
  private waiting = ''

  constructor(send: SendAcks) {
    this.send = send
  }

  get open(): boolean {
    return this.send !== undefined
  }

  /** Sends these lines of acks in one write; none is nothing to send. Answers whether they went out. */
  ack(lines: string): boolean {
    if (!this.send) return false
    if (lines !== '') this.send(lines)
    return true
  }

  /** Acks one id; those of one turn of the event loop go out together. */
  ackSoon(token: string): boolean {
    if (!this.send) return false
    if (this.waiting === '') queueMicrotask(() => this.flush())
    this.waiting += ackLine(token)
    return true
  }

  /** The connection is gone: what has not gone out is forgotten. */
  cut(): void {
    this.send = undefined
    this.waiting = ''
  }

  private flush(): void {
    const lines = this.waiting
    this.waiting = ''
    this.ack(lines)
  }
}
