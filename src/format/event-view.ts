import type { Event } from '../event/event.ts'
import { isNumber, type Json, type JsonObject } from '../wire/exact-json.ts'
import { type EventStyle, eventStyle } from './event-styles.ts'
import { shownTime } from './time-format.ts'

/** What every part of a line asks of an event, found once: an event looks these up in its bytes each time. */
export interface EventView {
  /** `event_type`; an empty string where the event has none. */
  readonly type: string
  readonly members: JsonObject
  /** What `members` lacks; undefined where it has all there is. */
  readonly missing: Event['missing']
  readonly style: EventStyle
  /** Milliseconds since 1970; undefined where the event has no time, or none that can be shown. */
  readonly happened: number | undefined
}

export function eventView(event: Event): EventView {
  const { type, members, missing } = event
  const happened = shownTime(secondsOf(members.created_at))
  return { type, members, missing, style: eventStyle(type, members.data), happened }
}

/** As `event.createdAt` has it, but for a line that is parsed already. */
function secondsOf(value: Json | undefined): number | undefined {
  return isNumber(value) ? Number(value) : undefined
}
