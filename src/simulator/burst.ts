import type { Scenario } from './scenario.ts'

/** Milliseconds after which held events are pushed, however few: a client may keep its window half full. */
const longestHold = 1000

/** Holds events back until a seeded number of them, or as many as the window takes, can go out in one write. */
export const burst: Scenario['start'] =
  ({ random, clock }) =>
  connection => {
    let wanted = random.int(20, 200)
    let cancelTimer: (() => void) | undefined
    let due = false
    return {
      hold(room, available) {
        if (due || Math.min(room, available) >= Math.min(wanted, connection.prefetch)) {
          cancelTimer?.()
          cancelTimer = undefined
          due = false
          wanted = random.int(20, 200)
          return false
        }
        cancelTimer ??= clock.after(longestHold, () => {
          due = true
          connection.resume()
        })
        return true
      },
      closed: () => cancelTimer?.(),
    }
  }
