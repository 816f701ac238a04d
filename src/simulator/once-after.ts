import type { ConnectionControl, Scenario } from './scenario.ts'

/** Milliseconds without any ack, while events are out, after which a fault strikes anyway. */
const ackTimeout = 10_000

/**
 * Strikes each connection once, at a seeded ack between the `min`-th and the `max`-th. It counts acks and not pushes: a
 * broker that drops its clients before their acks arrive never gets rid of an event. A client that never acks is struck
 * when its events have been out for a while.
 */
export function onceAfter(
  min: number,
  max: number,
  strike: (connection: ConnectionControl) => void,
): Scenario['start'] {
  return ({ random, clock }) =>
    connection => {
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
