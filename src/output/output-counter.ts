import type { OutputCounts } from './output.ts'

/** Counts what an output does. */
export class OutputCounter implements OutputCounts {
  readonly name: string
  events = 0
  bytes = 0
  batches = 0
  failures = 0
  waiting = 0

  constructor(name: string) {
    this.name = name
  }

  /** Counts a batch that the output has: `events` of those that wait, by default all of them. */
  taken(bytes: number, events = this.waiting): void {
    if (events === 0) return
    this.events += events
    this.waiting -= events
    this.bytes += bytes
    this.batches++
  }
}
