import type { Clock } from '../base/clock.ts'

export interface IdleTimeout {
  /** Restarts the timeout. Costs a reading of the clock, not a timer. */
  shown(): void
  /** Stops it. */
  end(): void
}

/** Calls `onTimeout` once nothing has been shown for `limit` milliseconds. */
export function idleTimeout(clock: Clock, limit: number, onTimeout: () => void): IdleTimeout {
  let last = clock.now()
  let cancel = clock.after(limit, check)
  function check(): void {
    const left = last + limit - clock.now()
    if (left <= 0) onTimeout()
    else cancel = clock.after(left, check)
  }
  return {
    shown() {
      last = clock.now()
    },
    end: () => cancel(),
  }
}
