import type { QueuedEvent } from './event-queue.ts'

/**
 * The un-acked events of one connection, at most `size` of them, each under an id that was not used on this connection
 * before. Ids are raw tokens, bytes as latin1.
 */
export class DeliveryWindow {
  readonly size: number
  private readonly mint: (count: number) => string
  private readonly unacked = new Map<string, QueuedEvent>()
  private readonly ownIds = new Set<string>()
  private minted = 0

  /** @param mint returns the id of the 1st, 2nd, … event that has none of its own */
  constructor(size: number, mint: (count: number) => string = String) {
    this.size = size
    this.mint = mint
  }

  /** How many more events can be pushed. */
  get room(): number {
    return this.size - this.unacked.size
  }

  /** Adds an event and returns its id. */
  add(event: QueuedEvent): string {
    const token = event.line.ownId === undefined ? this.freshId() : this.ownIdOr(event)
    this.unacked.set(token, event)
    event.pushes++
    return token
  }

  /** Removes and returns the event that `token` acks; undefined if there is none. */
  settle(token: string): QueuedEvent | undefined {
    const event = this.unacked.get(token)
    if (event) this.unacked.delete(token)
    return event
  }

  /** Removes and returns all events, oldest first. */
  drain(): QueuedEvent[] {
    const events = [...this.unacked.values()]
    this.unacked.clear()
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

  /** Whether `mint` has returned `token`. Assumed of every token if ids are not just numbers. */
  private wasMinted(token: string): boolean {
    return this.mint !== String || (/^[1-9]\d*$/.test(token) && Number(token) <= this.minted)
  }
}
