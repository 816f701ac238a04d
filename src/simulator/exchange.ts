import type { Clock } from '../base/clock.ts'
import { excerpt } from '../base/safe-text.ts'
import { say } from '../language/say.ts'
import type { QueueRequest } from '../wire/request.ts'
import type { EventLine } from './event-line.ts'
import { EventQueue, type QueuedEvent } from './event-queue.ts'
import type { Ledger } from './ledger.ts'

/** Queues of one broker. They outlive the connections that asked for them. */
export const maxQueues = 1000
const none: readonly EventQueue[] = []

interface ExchangeDeps {
  readonly clock: Clock
  readonly ledger: Ledger | undefined
  log(text: string): void
}

/** The queues of a broker. Each event is copied into every queue that wants it. */
export class Exchange {
  private readonly clock: Clock
  private readonly ledger: Ledger | undefined
  private readonly log: (text: string) => void
  private readonly byKey = new Map<string, EventQueue>()
  private queues: readonly EventQueue[] = []
  /** Queues with events that were not offered to their readers yet. */
  private readonly undistributed = new Set<EventQueue>()
  private distributing = false
  private made = 0

  constructor({ clock, ledger, log }: ExchangeDeps) {
    this.clock = clock
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
   * Whether events may be drawn from the source: no queue that is in use is full. Other queues do not hold it back, but
   * if none is in use, each needs room.
   */
  get hasRoom(): boolean {
    const { queues } = this
    if (!queues.some(({ isFull }) => isFull)) return true
    const inUse = this.queuesInUse()
    return inUse.length > 0 && !inUse.some(({ isFull }) => isFull)
  }

  private queuesInUse(): EventQueue[] {
    const now = this.clock.now()
    return this.queues.filter(queue => queue.isInUse(now))
  }

  /** Appends an event to its queue. If that is full and not in use, while others are, its oldest event is dropped. */
  private append(event: QueuedEvent): void {
    const { queue } = event
    const wasFull = queue.isFull
    queue.append(event)
    if (!wasFull) return
    const inUse = this.queuesInUse()
    if (inUse.length === 0 || inUse.includes(queue)) return
    this.ledger?.expired(queue.expire()!)
    if (queue.expired > 1) return
    this.log(
      say('queue {key}: full, and nobody takes its events: the oldest are dropped', {
        key: excerpt(queue.key),
      }),
    )
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
