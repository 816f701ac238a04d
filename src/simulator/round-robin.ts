import type { EventQueue, QueuedEvent } from './event-queue.ts'

/** A connection that reads a queue. */
export interface QueueReader {
  /** Whether it can push an event now. */
  readonly canPush: boolean
  /** Pushes one event, without writing it; false if there is none, or no room. */
  pushOne(supply: EventSupply): boolean
  /** Pushes and writes all that its queues have and that it has room for. */
  turn(): void
}

/** Where a reader takes its events from: one queue, or all of its queues. */
export interface EventSupply {
  take(): QueuedEvent | undefined
}

/** The readers of one queue, which get its events in turn. */
export class RoundRobin {
  private readonly queue: EventQueue
  /** The first is the next to get an event. */
  private readers: QueueReader[] = []

  constructor(queue: EventQueue) {
    this.queue = queue
  }

  get size(): number {
    return this.readers.length
  }

  /** Has no effect if the queue has the reader already. */
  add(reader: QueueReader): void {
    if (!this.readers.includes(reader)) this.readers.push(reader)
  }

  delete(reader: QueueReader): void {
    this.readers = this.readers.filter(other => other !== reader)
  }

  /** Pushes the events of the queue: one to each reader in turn while several have room, then the rest. */
  distribute(): void {
    let ready = this.readers.filter(reader => reader.canPush)
    while (ready.length > 1) {
      const next = ready[0]!
      const pushed = next.pushOne(this.queue)
      ready = pushed ? [...ready.slice(1), next] : ready.slice(1)
      if (pushed) this.readers = [...this.readers.filter(reader => reader !== next), next]
    }
    for (const reader of this.readers) reader.turn()
  }
}
