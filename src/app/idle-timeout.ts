import type { Clock } from '../base/clock.ts'

/**
 * Calls `lost` once nothing has been shown for `limit` milliseconds. Being told of something shown costs a
 * clock reading, not a timer.
 */
export function idleTimeout(clock: Clock, limit: number, lost: () => void): { shown(): void; end(): void } {
  let last = clock.now()
  let cancel = clock.after(limit, look)
  function look(): void {
    const left = last + limit - clock.now()
    if (left <= 0) lost()
    else cancel = clock.after(left, look)
  }
  return {
    shown() {
      last = clock.now()
    },
    end: () => cancel(),
  }
}
