import type { Event } from '../event/event.ts'

/** An event in memory of its own. */
export interface KeptEvent {
  readonly event: Event
  /** When it was received, in milliseconds since 1970. */
  readonly at: number
}

/** Bytes of memory besides those of the line, roughly: the objects, and what changed. */
const overhead = 600

/** Returns a copy to keep; undefined for a line of more than 256 KB. */
export function keptEvent(event: Event, at: number): KeptEvent | undefined {
  return event.push.isLong ? undefined : { event: event.detached(), at }
}

/** Bytes of memory, roughly. */
export function weightOf({ event: { push } }: KeptEvent): number {
  return overhead + push.end - push.start
}
