import type { Clock } from '../base/clock.ts'
import { delay } from '../base/delay.ts'
import type { Push } from '../wire/push.ts'
import { eventSeconds } from './event-seconds.ts'
import type { Events } from './merge.ts'
import { Timeline } from './timeline.ts'

export interface PaceDeps {
  readonly clock: Clock
  readonly signal: AbortSignal
  /** Called before a wait with its milliseconds, and with undefined after it. */
  readonly waiting?: ((ms: number | undefined) => void) | undefined
}

/** Passes events on when they are due. What is due together makes one batch. */
export async function* paced(events: Events, speed: number, { clock, signal, waiting }: PaceDeps): Events {
  const timeline = new Timeline(speed)
  for await (const batch of events) {
    let due: Push[] = []
    for (const push of batch) {
      const now = clock.now()
      const wait = timeline.due(eventSeconds(push), now) - now
      if (wait > 0) {
        if (due.length > 0) yield due
        due = []
        const left = wait - (clock.now() - now)
        if (left > 0) {
          waiting?.(left)
          await delay(clock, left, signal)
          waiting?.(undefined)
        }
        if (signal.aborted) return
      }
      due.push(push)
    }
    if (due.length > 0) yield due
  }
}
