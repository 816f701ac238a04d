import type { AckPolicy } from '../app/run-tail.ts'
import type { WindowBound } from '../app/window-gauge.ts'

/** Whose queues the events are taken from. */
export type Queues =
  /** The one queue of an enterprise. */
  | { readonly dialect: 'noti1' }
  /** A queue for each product and subkey. */
  | { readonly dialect: 'snoti2'; readonly subkeys: readonly string[] }

/** What the ack policy means for other consumers, and for the queues themselves. */
export function policyLine(ack: AckPolicy, queues: Queues, prefetch: number): string {
  if (ack === 'none') return peekLine(prefetch)
  return queues.dialect === 'noti1' ? enterpriseLines[ack] : subkeyLines[ack](namesOf(queues.subkeys))
}

/** Message proxy 1.0 has one queue per enterprise. */
const enterpriseLines = {
  all: 'acking every event: no other consumer gets it (--peek acks none)',
  matched: 'acking only what matches: no other consumer gets those, the rest stay queued',
} as const

/** In SNoti 2.x a subkey names a queue, which has a copy of every event of the product. */
const subkeyLines = {
  all: subkeys =>
    `acking every event of ${subkeys}: clients with the same subkey do not get it, others get their own copy. A subkey that nobody reads any more collects events for about three days`,
  matched: subkeys =>
    `acking only what matches of ${subkeys}: clients with the same subkey do not get those, the rest stay queued for about three days`,
} as const satisfies Record<string, (subkeys: string) => string>

function peekLine(prefetch: number): string {
  return `peek: acking nothing, so at most ${prefetch} events are shown (--prefetch), then quiet`
}

function namesOf(subkeys: readonly string[]): string {
  const names = [...new Set(subkeys)]
  return names.length === 1 ? `the subkey ${names[0]}` : `the subkeys ${names.join(', ')}`
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
