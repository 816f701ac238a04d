import { excerpt } from '../base/safe-text.ts'
import type { QueueRequest } from '../wire/request.ts'
import type { EventLine } from './event-line.ts'
import { EventQueue, type QueuedEvent } from './event-queue.ts'
import type { Ledger } from './ledger.ts'

/** Waiting events at which a queue is full. */
const capacity = 10_000
/** Queues of one broker. They outlive the connections that asked for them. */
export const maxQueues = 1000
const none: readonly EventQueue[] = []

/** The queues of a broker. Each event is copied into every queue that wants it. */
export class Exchange {
  private readonly ledger: Ledger | undefined
  private readonly log: (text: string) => void
  private readonly byKey = new Map<string, EventQueue>()
  private queues: readonly EventQueue[] = []
  /** Queues with events that were not offered to their readers yet. */
  private readonly undistributed = new Set<EventQueue>()
  private distributing = false
  private made = 0

  constructor({ ledger, log }: { readonly ledger: Ledger | undefined; log(text: string): void }) {
    this.ledger = ledger
    this.log = log
  }

  /** Returns the queues asked for, made if necessary; undefined, and makes none, if the broker would have too many. */
  open(requests: readonly QueueRequest[]): EventQueue[] | undefined {
    const keys = new Set([...this.byKey.keys(), ...requests.map(({ key }) => key)])
    if (keys.size > maxQueues) return undefined
    const queues = requests.map(request => this.queueFor(request))
    this.queues = [...this.byKey.values()]
    return queues
  }

  /**
   * Makes an event and appends it to the queues that want it. Nothing is pushed before `distribute`.
   *
   * @param own queues that the caller reads, all of them empty; it takes their events itself
   * @returns the event of the first of `own` that wants it, which is not appended
   */
  publish(line: EventLine, own: readonly EventQueue[] = none): QueuedEvent | undefined {
    const sequence = ++this.made
    let taken: QueuedEvent | undefined
    for (const queue of this.queues) {
      if (!queue.wants(line)) continue
      const event = this.make(queue, sequence, line)
      const isOwn = own.includes(queue)
      if (isOwn && !taken) taken = event
      else this.append(event)
      if (!isOwn) this.undistributed.add(queue)
    }
    return taken
  }

  /** Makes an event that is the next of `queue` alone. */
  prepend(queue: EventQueue, line: EventLine): void {
    queue.prepend(this.make(queue, ++this.made, line))
  }

  /** Returns events that were pushed and not acked to the front of their own queues, in order, and pushes them again. */
  putBack(events: readonly QueuedEvent[]): void {
    for (const event of events.toReversed()) {
      event.queue.prepend(event)
      this.undistributed.add(event.queue)
    }
    this.distribute()
  }

  /** Pushes what was published to readers with room. */
  distribute(): void {
    // A push can publish: readers draw from the source. The loop below also visits what is added meanwhile.
    if (this.distributing) return
    this.distributing = true
    for (const queue of this.undistributed) {
      this.undistributed.delete(queue)
      if (queue.length > 0) queue.readers.distribute()
    }
    this.distributing = false
  }

  /**
   * Whether events may be drawn from the source: no full queue has readers. Queues without readers do not hold up the
   * readers of others, but when nobody reads at all, each of them needs room.
   */
  get hasRoom(): boolean {
    if (!this.queues.some(isFull)) return true
    return this.hasReaders && !this.queues.some(queue => isFull(queue) && isRead(queue))
  }

  private get hasReaders(): boolean {
    return this.queues.some(isRead)
  }

  /** Appends an event to its queue. A queue that nobody reads, while others are read, drops its oldest event if it is full. */
  private append(event: QueuedEvent): void {
    const { queue } = event
    queue.append(event)
    if (queue.length <= capacity || isRead(queue) || !this.hasReaders) return
    this.ledger?.expired(queue.take()!)
    if (++queue.expired === 1)
      this.log(`queue ${excerpt(queue.key)}: full and without a reader, so its oldest events are dropped`)
  }

  private queueFor(request: QueueRequest): EventQueue {
    const existing = this.byKey.get(request.key)
    existing?.collect(request)
    if (existing) return existing
    const queue = new EventQueue(request)
    this.byKey.set(request.key, queue)
    return queue
  }

  private make(queue: EventQueue, sequence: number, line: EventLine): QueuedEvent {
    const event = { queue, sequence, line, pushes: 0 }
    this.ledger?.made(event)
    return event
  }
}

function isFull(queue: EventQueue): boolean {
  return queue.length >= capacity
}

function isRead({ readers }: EventQueue): boolean {
  return readers.size > 0
}
