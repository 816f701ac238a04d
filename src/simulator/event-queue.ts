import type { QueueRequest } from '../wire/request.ts'
import type { EventLine } from './event-line.ts'
import { RoundRobin } from './round-robin.ts'

/** An event in one queue: the same object from the moment it enters the queue until it is acked. */
export interface QueuedEvent {
  readonly queue: EventQueue
  /** 1, 2, … in the order the events were made. Copies of one event in several queues have the same. */
  readonly sequence: number
  readonly line: EventLine
  /** How often it has been pushed. */
  pushes: number
}

/** Waiting events at which a queue is full. */
const capacity = 10_000
/** Milliseconds in which some event must be taken from a full queue. */
const stuckAfter = 10_000

/** The events that wait for the connections with one queue key. */
export class EventQueue {
  readonly key: string
  /** The connections that read it. */
  readonly readers = new RoundRobin(this)
  /** Events dropped because nobody took them. */
  expired = 0
  private filter: Pick<QueueRequest, 'productKey' | 'eventTypes'>
  /** Events that came back. A stack: its last is the queue's first. */
  private readonly returned: QueuedEvent[] = []
  private fresh: QueuedEvent[] = []
  private freshAt = 0
  private taken = 0
  /** `taken` when the queue was last found full and in use, and that time. */
  private takenThen = -1
  private usedAt = 0

  constructor(request: QueueRequest) {
    this.key = request.key
    this.filter = request
  }

  /**
   * Replaces what the queue collects. If clients ask for the same queue with different event types, the last request
   * applies; the document does not say which one does.
   */
  collect(request: QueueRequest): void {
    this.filter = request
  }

  /** Whether an event of the source belongs in this queue. Lines that are not events belong in every queue. */
  wants({ isEvent, productKey, eventType }: EventLine): boolean {
    const { filter } = this
    if (!isEvent) return true
    if (filter.productKey !== undefined && filter.productKey !== productKey) return false
    return filter.eventTypes === undefined || (eventType !== undefined && filter.eventTypes.has(eventType))
  }

  /** Removes and returns the first event. */
  take(): QueuedEvent | undefined {
    this.taken++
    return this.returned.pop() ?? this.takeFresh()
  }

  /** Removes and returns the first event of a queue that is over its capacity. */
  expire(): QueuedEvent | undefined {
    this.expired++
    return this.returned.pop() ?? this.takeFresh()
  }

  append(event: QueuedEvent): void {
    this.fresh.push(event)
  }

  /** Adds an event that is taken before all others. */
  prepend(event: QueuedEvent): void {
    this.returned.push(event)
  }

  /** Number of events that wait. */
  get length(): number {
    return this.returned.length + this.fresh.length - this.freshAt
  }

  get isFull(): boolean {
    return this.length >= capacity
  }

  /**
   * Whether it has a reader. A full queue is in use only while events are taken from it: a reader whose window stays full
   * does not count.
   */
  isInUse(now: number): boolean {
    if (this.readers.size === 0) return false
    if (!this.isFull) return true
    if (this.taken !== this.takenThen) {
      this.takenThen = this.taken
      this.usedAt = now
    }
    return now - this.usedAt < stuckAfter
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
}
