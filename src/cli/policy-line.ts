import type { AckPolicy } from '../app/run-tail.ts'

/** What the ack policy means for others: message proxy 1.0 has one queue an enterprise. */
export const policyLines: Record<AckPolicy, (prefetch: number) => string> = {
  all: () =>
    'taking every event from the queue: no other consumer of this enterprise gets what is acked here (--peek looks without taking)',
  matched: prefetch =>
    `taking only matching events from the queue: no other consumer of this enterprise gets those; others stay, and once ${prefetch} of them (--prefetch) are out, no more come`,
  none: prefetch =>
    `peek: nothing is taken from the queue, other consumers of this enterprise get every event; the server sends ${prefetch} events at most (--prefetch), then goes quiet`,
}

/** Why it went quiet. Nothing can fill the window where all is acked, but for events without an id. */
export const windowFullLines: Record<AckPolicy, (prefetch: number) => string> = {
  all: prefetch =>
    `${prefetch} events could not be acked and fill the window (--prefetch): the server sends no more`,
  matched: prefetch =>
    `${prefetch} events that do not match are out un-acked and fill the window: the server sends no more. Raise --prefetch, or --ack all to take them too`,
  none: prefetch =>
    `peek: ${prefetch} events are out un-acked, the whole window (--prefetch): the server sends no more. They go back to the queue when this ends; --prefetch up to 32767 shows more`,
}
