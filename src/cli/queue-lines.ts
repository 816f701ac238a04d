import type { AckPolicy } from '../app/run-tail.ts'
import type { WindowBound } from '../app/window-gauge.ts'
import { listText } from '../language/list-text.ts'
import { say } from '../language/say.ts'

/** Whose queues the events are taken from. */
export type Queues =
  /** The one queue of an enterprise. */
  | { readonly dialect: 'noti1' }
  /** A queue for each product and subkey. */
  | { readonly dialect: 'snoti2'; readonly subkeys: readonly string[] }

/** What the ack policy means for other consumers, and for the queues themselves. */
export function policyLine(ack: AckPolicy, queues: Queues, prefetch: number): string {
  if (ack === 'none') return peekLine(prefetch)
  return queues.dialect === 'noti1' ? say(enterpriseLines[ack]) : subkeyLines[ack](namesOf(queues.subkeys))
}

/** Message proxy 1.0 has one queue per enterprise. */
const enterpriseLines = {
  all: 'acking every event: no other consumer gets it (--peek acks none)',
  matched: 'acking only what matches: no other consumer gets those, the rest stay queued',
} as const

/** In SNoti 2.x a subkey names a queue, which has a copy of every event of the product. */
const subkeyLines = {
  all: subkeys =>
    say(
      'acking every event of {subkeys}: clients with the same subkey do not get it, others get their own copy. A subkey that nobody reads any more collects events for about three days',
      { subkeys },
    ),
  matched: subkeys =>
    say(
      'acking only what matches of {subkeys}: clients with the same subkey do not get those, the rest stay queued for about three days',
      { subkeys },
    ),
} as const satisfies Record<string, (subkeys: string) => string>

function peekLine(prefetch: number): string {
  return say('peek: acking nothing, so at most {prefetch} events are shown (--prefetch), then quiet', {
    prefetch,
  })
}

function namesOf(subkeys: readonly string[]): string {
  const names = [...new Set(subkeys)]
  return names.length === 1
    ? say('the subkey {name}', { name: names[0]! })
    : say('the subkeys {names}', { names: listText(names) })
}

/** Why no more events come. With `all`, only events without an id and skipped lines can fill the window. */
export const windowFullLines: Record<AckPolicy, (prefetch: number, most: number) => string> = {
  all: prefetch =>
    say(
      '{prefetch} events could not be acked, because they had no id or could not be read, and fill the window (--prefetch): the server sends no more',
      { prefetch },
    ),
  matched: prefetch =>
    say(
      '{prefetch} events that do not match are un-acked and fill the window: the server sends no more. Raise --prefetch, or use --ack all to take them too',
      { prefetch },
    ),
  none: (prefetch, most) =>
    say(
      'peek: {prefetch} events are un-acked and fill the window (--prefetch): the server sends no more. They go back to the queue when this ends; --prefetch up to {most} shows more',
      { prefetch, most },
    ),
}

/** That the window holds the stream back, not this program. */
export function boundLine({ rate, roundTrip, enough }: WindowBound, prefetch: number): string {
  const now = say('{prefetch} events per round trip of {ms}ms, {rate}/s', {
    prefetch,
    ms: roundTrip.toFixed(1),
    rate: Math.round(rate),
  })
  return say('the window holds the stream back: {now}; --prefetch {enough} would lift it', { now, enough })
}
