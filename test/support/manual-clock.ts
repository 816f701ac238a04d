import type { Clock } from '../../src/base/clock.ts'

interface Timer {
  readonly due: number
  readonly run: () => void
}

/** A clock that only a test advances. It starts at 0 ms; its wall time starts at 2024-05-01 08:00 UTC. */
export class ManualClock implements Clock {
  private time = 0
  private wallAhead: number
  /** In the order in which they were set, in which timers due at the same time run. */
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

  /** How many timers are pending. */
  get waiting(): number {
    return this.timers.size
  }

  /** Advances by `ms` milliseconds, and runs the timers that are due, each at its own time, also those set meanwhile. */
  advance(ms: number): void {
    const end = this.time + ms
    for (let next = this.first(end); next; next = this.first(end)) {
      this.timers.delete(next)
      this.time = next.due
      next.run()
    }
    this.time = end
  }

  /** Moves only the wall time, as a correction of the system's clock or a suspended machine does. */
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
