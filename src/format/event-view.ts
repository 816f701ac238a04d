import type { Payload } from '../datapoints/payload.ts'
import { RawEvent } from '../datapoints/raw-event.ts'
import type { Event } from '../event/event.ts'
import type { EventHistory } from '../event/event-history.ts'
import { isNumber, type Json, type JsonObject } from '../wire/exact-json.ts'
import { type EventStyle, eventStyle } from './event-styles.ts'
import { shownTime } from './time-format.ts'

/** What the parts of a line need of an event, read once, since an event reads its bytes each time it is asked. */
export interface EventView {
  /** `event_type`; an empty string if the event has none. */
  readonly type: string
  readonly members: JsonObject
  /** What `members` lacks; undefined if it is complete. */
  readonly missing: Event['missing']
  /** What earlier events say about it; undefined if nothing. */
  readonly history: EventHistory | undefined
  /** The payload of a raw event, if there are definitions to decode it with. */
  readonly payload: Payload | undefined
  readonly style: EventStyle
  /** Milliseconds since 1970; undefined if the event has no time, or none that can be shown. */
  readonly happened: number | undefined
}

export function eventView(event: Event): EventView {
  const { type, members, missing, history } = event
  const happened = shownTime(secondsOf(members.created_at))
  const payload = event instanceof RawEvent ? event.payload : undefined
  return { type, members, missing, history, payload, style: eventStyle(type, members.data), happened }
}

/** Like `event.createdAt`, of a line that is already parsed. */
function secondsOf(value: Json | undefined): number | undefined {
  return isNumber(value) ? Number(value) : undefined
}
