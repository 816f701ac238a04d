import type { QueuedEvent } from './event-queue.ts'

/**
 * What is out on one connection: at most `size` events that wait for their ack, each under an id that this
 * connection never saw before. All ids are raw tokens, bytes as latin1.
 */
export class DeliveryWindow {
  readonly size: number
  private readonly mint: (count: number) => string
  private readonly out = new Map<string, QueuedEvent>()
  private readonly ownIds = new Set<string>()
  private minted = 0

  /** @param mint the id of the 1st, 2nd, … event that does not bring its own */
  constructor(size: number, mint: (count: number) => string = String) {
    this.size = size
    this.mint = mint
  }

  /** How many more events may go out. */
  get room(): number {
    return this.size - this.out.size
  }

  /** Sends an event out; answers its id. */
  add(event: QueuedEvent): string {
    const token = event.line.ownId === undefined ? this.freshId() : this.ownIdOr(event)
    this.out.set(token, event)
    event.pushes++
    return token
  }

  /** The event that `token` acks; undefined where none is out under it. */
  settle(token: string): QueuedEvent | undefined {
    const event = this.out.get(token)
    if (event) this.out.delete(token)
    return event
  }

  /** Takes all that is out, oldest first. */
  drain(): QueuedEvent[] {
    const events = [...this.out.values()]
    this.out.clear()
    return events
  }

  private ownIdOr(event: QueuedEvent): string {
    const own = event.line.ownId!
    if (event.pushes > 0 || this.ownIds.has(own) || this.wasMinted(own)) return this.freshId()
    this.ownIds.add(own)
    return own
  }

  private freshId(): string {
    for (;;) {
      const token = this.mint(++this.minted)
      if (this.ownIds.size === 0 || !this.ownIds.has(token)) return token
    }
  }

  /** Only plain numbers can be told from their form; where ids are minted otherwise, own ones are not kept. */
  private wasMinted(token: string): boolean {
    return this.mint !== String || (/^[1-9]\d*$/.test(token) && Number(token) <= this.minted)
  }
}
