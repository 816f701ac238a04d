import type { Clock } from '../base/clock.ts'

/** Milliseconds between two looks at the wall clock while connected. */
export const watchEvery = 5000

/** Milliseconds that no busy machine is late by. */
const suspicious = 5000

/**
 * The one timer of a session. A deadline that moves with every ack would otherwise mean a new timer per ack; so an
 * earlier timer stays, and the session checks its deadline again when that fires.
 */
export class DeadlineTimer {
  private readonly clock: Clock
  private readonly due: (slept: number) => void
  private dueAt = Number.POSITIVE_INFINITY
  private cancel: () => void = () => {}

  /** @param due is given how many milliseconds the machine slept meanwhile, 0 if it did not */
  constructor(clock: Clock, due: (slept: number) => void) {
    this.clock = clock
    this.due = due
  }

  /** Calls `due` at `at` on the clock, or earlier; never for Infinity. */
  set(at: number): void {
    const { clock } = this
    const now = clock.now()
    const never = at === Number.POSITIVE_INFINITY
    if (!never && this.dueAt > now && this.dueAt <= at) return
    this.cancel()
    this.dueAt = at
    if (never) return
    const wall = clock.wall()
    const delay = Math.max(0, at - now)
    this.cancel = clock.after(delay, () => {
      this.dueAt = Number.NEGATIVE_INFINITY
      this.due(sleptSince({ now, wall }, { now: clock.now(), wall: clock.wall() }, delay))
    })
  }
}

interface Moment {
  readonly now: number
  readonly wall: number
}

/**
 * How long the machine slept while a timer of `delay` milliseconds ran; 0 if it did not. In a sleep the monotonic clock
 * may stand still (Linux, macOS) while the wall clock goes on; where both go on (Windows, or a stopped process), the
 * timer fires late.
 */
function sleptSince(then: Moment, here: Moment, delay: number): number {
  const late = Math.max(here.wall - then.wall, here.now - then.now) - delay
  return late > suspicious ? late : 0
}
