import type { Json } from '../wire/exact-json.ts'

/** What the events before an event say about it. All times are `created_at`, not when events arrived. */
export interface EventHistory {
  /** Whether the same event was delivered before, under another delivery id. It changes nothing then. */
  readonly repeat: boolean
  /** Of a status: what changed since the last one. Undefined for the first status, and for one that cannot be compared. */
  readonly changes?: StatusChanges | undefined
  readonly alarm?: AlarmHistory | undefined
  readonly presence?: PresenceHistory | undefined
}

/** What changed since the last status of the same device and type. */
export interface StatusChanges {
  /** Values by name, of a status that has some: the old and the new one, where they differ. */
  readonly values: ReadonlyMap<string, ValueChange>
  /** How many values of the status did not change. */
  readonly unchanged: number
  /** Of a payload without a definition: its bytes before, at most the first 4 KB. */
  readonly payload?: Buffer | undefined
}

/** The old value, undefined if there was none, and the new one. */
export type ValueChange = readonly [old: Json | undefined, now: Json]

export interface AlarmHistory {
  /** Milliseconds that the alarm was raised, if this event cleared it. */
  readonly raisedFor?: number | undefined
  /** Milliseconds since the alarm was raised, if this event raises an alarm that was not cleared meanwhile. */
  readonly stillRaised?: number | undefined
  /** Milliseconds since the alarm was last cleared, if this event raises it again. */
  readonly clearedFor?: number | undefined
  /** How many times it was raised so far, cleared meanwhile or not. */
  readonly raises: number
}

export interface PresenceHistory {
  /** Milliseconds that the device was online before this event, if it went offline; and the reverse. */
  readonly before: number | undefined
  /** How many times it went offline lately, if that is often. */
  readonly flaps: number | undefined
}
