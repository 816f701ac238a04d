import type { AckPolicy } from '../app/run-tail.ts'
import type { WindowBound } from '../app/window-gauge.ts'

/** What the ack policy means for others: message proxy 1.0 has one queue per enterprise. */
export const policyLines: Record<AckPolicy, (prefetch: number) => string> = {
  all: () => 'acking every event: no other consumer gets it (--peek acks none)',
  matched: () => 'acking only what matches: no other consumer gets those, the rest stay queued',
  none: prefetch => `peek: acking nothing, so at most ${prefetch} events are shown (--prefetch), then quiet`,
}

/** Why no more events come. With `all`, only events without an id and skipped lines can fill the window. */
export const windowFullLines: Record<AckPolicy, (prefetch: number, most: number) => string> = {
  all: prefetch =>
    `${prefetch} events could not be acked, because they had no id or could not be read, and fill the window (--prefetch): the server sends no more`,
  matched: prefetch =>
    `${prefetch} events that do not match are un-acked and fill the window: the server sends no more. Raise --prefetch, or use --ack all to take them too`,
  none: (prefetch, most) =>
    `peek: ${prefetch} events are un-acked and fill the window (--prefetch): the server sends no more. They go back to the queue when this ends; --prefetch up to ${most} shows more`,
}

/** That the window holds the stream back, not this program. */
export function boundLine({ rate, roundTrip, enough }: WindowBound, prefetch: number): string {
  const now = `${prefetch} events per round trip of ${roundTrip.toFixed(1)}ms, ${Math.round(rate)}/s`
  return `the window holds the stream back: ${now}; --prefetch ${enough} would lift it`
}
