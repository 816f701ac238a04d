import type { ConnectionControl, Scenario } from './scenario.ts'

/** How long events may be out with no ack at all, in milliseconds, before a fault strikes all the same. */
const ackTimeout = 10_000

/**
 * Strikes each connection once, at a seeded ack from the `min`-th to the `max`-th. Acks are counted, not
 * pushes, because a broker that drops its clients before it has heard them never gets rid of an event.
 * A client that only looks, and never acks, is struck when it has been looking for a while.
 */
export function onceAfter(
  min: number,
  max: number,
  strike: (connection: ConnectionControl) => void,
): Scenario['start'] {
  return (random, clock) => connection => {
    const at = random.int(min, max)
    let out = 0
    let acked = 0
    let ackedBefore = 0
    let cancelTimer: (() => void) | undefined
    const watch = () => {
      ackedBefore = acked
      cancelTimer = clock.after(ackTimeout, () => {
        cancelTimer = undefined
        if (out === 0 || acked >= at) return
        if (acked === ackedBefore) strike(connection)
        else watch()
      })
    }
    return {
      afterPush() {
        out++
        if (!cancelTimer && acked < at) watch()
      },
      afterAck() {
        out--
        if (++acked === at) strike(connection)
      },
      closed: () => cancelTimer?.(),
    }
  }
}
