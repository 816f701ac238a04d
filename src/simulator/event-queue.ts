import type { EventLine } from './event-line.ts'
import type { EventSource } from './event-source.ts'
import type { Ledger } from './ledger.ts'

/** An event on its way: the same object from the moment it is made until it is acked. */
export interface QueuedEvent {
  /** 1, 2, … in the order they were made. */
  readonly sequence: number
  readonly line: EventLine
  /** How often it has been pushed. */
  pushes: number
}

interface QueueOptions {
  /** Events to draw from the source in all. */
  readonly count: number
  /** Whether the source is drawn from whenever somebody has room, or only by `draw`. */
  readonly onDemand: boolean
  readonly ledger: Ledger | undefined
}

/** The one queue of the enterprise: what came back first, then what waits, then what the source gives on demand. */
export class EventQueue {
  private readonly source: EventSource
  private readonly onDemand: boolean
  private readonly ledger: Ledger | undefined
  private undrawn: number
  private made = 0
  /** A stack: its last is the queue's first. */
  private readonly returned: QueuedEvent[] = []
  private fresh: QueuedEvent[] = []
  private freshAt = 0

  constructor(source: EventSource, { count, onDemand, ledger }: QueueOptions) {
    this.source = source
    this.undrawn = count
    this.onDemand = onDemand
    this.ledger = ledger
  }

  /** The queue's first event, taken out of it. */
  take(): QueuedEvent | undefined {
    return this.returned.pop() ?? this.takeFresh() ?? (this.onDemand ? this.drawn() : undefined)
  }

  /** Puts one more event from the source at the end; false where there is none left. */
  draw(): boolean {
    const event = this.drawn()
    if (event) this.fresh.push(event)
    return event !== undefined
  }

  append(line: EventLine): void {
    this.fresh.push(this.make(line))
  }

  /** Makes an event that is taken before all others. */
  prepend(line: EventLine): void {
    this.returned.push(this.make(line))
  }

  /** Takes back, in front, what was pushed and not acked. */
  putBack(events: readonly QueuedEvent[]): void {
    for (let i = events.length - 1; i >= 0; i--) this.returned.push(events[i]!)
  }

  /** Events that wait here and now. */
  get length(): number {
    return this.returned.length + this.fresh.length - this.freshAt
  }

  /** Events that could be taken at once. */
  get available(): number {
    return this.onDemand ? this.length + this.undrawn : this.length
  }

  private takeFresh(): QueuedEvent | undefined {
    const event = this.fresh[this.freshAt]
    if (!event) return undefined
    this.freshAt++
    if (this.freshAt > 1024 && this.freshAt * 2 > this.fresh.length) {
      this.fresh = this.fresh.slice(this.freshAt)
      this.freshAt = 0
    }
    return event
  }

  private drawn(): QueuedEvent | undefined {
    if (this.undrawn <= 0) return undefined
    const line = this.source.next()
    this.undrawn = line ? this.undrawn - 1 : 0
    return line && this.make(line)
  }

  private make(line: EventLine): QueuedEvent {
    const event = { sequence: ++this.made, line, pushes: 0 }
    this.ledger?.made(event)
    return event
  }
}
