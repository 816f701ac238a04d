import type { Clock } from '../base/clock.ts'

/** How often, in milliseconds, a live session looks at the wall clock. */
export const watchEvery = 5000

/** Lateness, in milliseconds, that no busy machine explains. */
const suspicious = 5000

/**
 * The one timer of a session. A deadline that moves away with every ack would mean a new timer every time; so
 * a timer that is set for sooner stays, and whoever is called looks at the deadline again.
 */
export class DeadlineTimer {
  private readonly clock: Clock
  private readonly due: (slept: number) => void
  private dueAt = Number.POSITIVE_INFINITY
  private cancelTimer: () => void = () => {}

  /** @param due is told how many milliseconds the machine slept meanwhile, 0 where it did not */
  constructor(clock: Clock, due: (slept: number) => void) {
    this.clock = clock
    this.due = due
  }

  /** Calls at `at` on the clock, or sooner; Infinity: not at all. */
  set(at: number): void {
    const { clock } = this
    const now = clock.now()
    if (this.dueAt > now && this.dueAt <= at) return
    this.cancelTimer()
    this.dueAt = at
    if (at === Number.POSITIVE_INFINITY) return
    const wall = clock.wall()
    const delay = Math.max(0, at - now)
    this.cancelTimer = clock.after(delay, () => {
      this.dueAt = Number.NEGATIVE_INFINITY
      this.due(sleptSince({ now, wall }, { now: clock.now(), wall: clock.wall() }, delay))
    })
  }

  cancel(): void {
    this.cancelTimer()
  }
}

interface Moment {
  readonly now: number
  readonly wall: number
}

/**
 * How long the machine was away while a timer of `delay` milliseconds ran; 0 where it was not. While a machine
 * sleeps the monotonic clock may stand still (Linux, macOS) and the wall clock goes on; where both go on
 * (Windows, a stopped process), the timer itself comes late.
 */
function sleptSince(then: Moment, here: Moment, delay: number): number {
  const late = Math.max(here.wall - then.wall, here.now - then.now) - delay
  return late > suspicious ? late : 0
}
