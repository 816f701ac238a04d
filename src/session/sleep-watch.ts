/** How often, in milliseconds, a live session looks at the wall clock. */
export const watchEvery = 5000

/** Lateness, in milliseconds, that no busy machine explains. */
const suspicious = 5000

interface Moment {
  readonly now: number
  readonly wall: number
}

/**
 * How long the machine was away while a timer of `delay` milliseconds ran; 0 where it was not. While a machine
 * sleeps the monotonic clock may stand still (Linux, macOS) and the wall clock goes on; where both go on
 * (Windows, a stopped process), the timer itself comes late.
 */
export function lateBy(then: Moment, here: Moment, delay: number): number {
  const late = Math.max(here.wall - then.wall, here.now - then.now) - delay
  return late > suspicious ? late : 0
}
