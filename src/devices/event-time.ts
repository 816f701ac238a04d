import type { Event } from '../event/event.ts'
import { isInMilliseconds } from '../event/in-milliseconds.ts'

/** Milliseconds by which clocks may differ without one being wrong. */
export const tolerance = 300_000

/** A time of an event, and whether it can be right. */
export interface EventTime {
  /** Milliseconds since 1970. */
  readonly at: number
  /** Whether it lies in the future, by the clock of this machine. */
  readonly isAhead: boolean
}

/**
 * Returns when an event happened, or when it arrived if it does not say so in seconds.
 *
 * @param now milliseconds since 1970
 */
export function eventTime({ createdAt }: Event, now: number): EventTime {
  if (createdAt === undefined || isInMilliseconds(createdAt)) return { at: now, isAhead: false }
  const at = Math.round(createdAt * 1000)
  return { at, isAhead: at > now + tolerance }
}

/** Whether `time` is before `last`. A last time that lies in the future, as that of no other event, proves nothing. */
export function isBefore(time: EventTime, last: EventTime): boolean {
  return time.at < last.at && (time.isAhead || !last.isAhead)
}

/** Returns the milliseconds between two times; undefined if one of them cannot be right, or their order is not. */
export function elapsed(from: EventTime, to: EventTime): number | undefined {
  return from.isAhead === to.isAhead && to.at >= from.at ? to.at - from.at : undefined
}
