import type { Clock } from '../../src/base/clock.ts'

interface Timer {
  readonly due: number
  readonly run: () => void
}

/** A clock whose hands only a test turns. It starts at 0 ms, and at 2024-05-01 08:00 UTC on the wall. */
export class ManualClock implements Clock {
  private time = 0
  private wallAhead: number
  /** In the order they were set, which decides between timers due at once. */
  private readonly timers = new Set<Timer>()

  constructor(wall = Date.UTC(2024, 4, 1, 8)) {
    this.wallAhead = wall
  }

  now(): number {
    return this.time
  }

  wall(): number {
    return this.wallAhead + this.time
  }

  after(ms: number, run: () => void): () => void {
    const timer = { due: this.time + Math.max(0, ms), run }
    this.timers.add(timer)
    return () => this.timers.delete(timer)
  }

  /** Timers that wait to run. */
  get waiting(): number {
    return this.timers.size
  }

  /** Lets `ms` go by: runs what falls due, in order and each at its own time, timers set on the way too. */
  advance(ms: number): void {
    const end = this.time + ms
    for (let next = this.first(end); next; next = this.first(end)) {
      this.timers.delete(next)
      this.time = next.due
      next.run()
    }
    this.time = end
  }

  /** Moves the wall clock alone, as a correction of the system's time or a sleep of the machine does. */
  jumpWall(ms: number): void {
    this.wallAhead += ms
  }

  private first(end: number): Timer | undefined {
    let first: Timer | undefined
    for (const timer of this.timers) {
      if (timer.due <= end && (!first || timer.due < first.due)) first = timer
    }
    return first
  }
}
