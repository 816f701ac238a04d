import type { Json } from '../wire/exact-json.ts'

/** What the events before an event say about it. All times are `created_at`, not when events arrived. */
export interface EventHistory {
  /** Whether the same event was delivered before, under another delivery id. */
  readonly repeat?: true | undefined
  /** Whether a later event of the device came before. Neither this event nor a repeat changes what is known of the device. */
  readonly outOfOrder?: true | undefined
  /** Of a status: what changed since the last one. Undefined for the first status, and for one that cannot be compared. */
  readonly changes?: StatusChanges | undefined
  readonly alarm?: AlarmHistory | undefined
  readonly presence?: PresenceHistory | undefined
}

/** What changed since the last status of the same device and type. */
export interface StatusChanges {
  /** The values that changed, in the order of the status. */
  readonly values: readonly ValueChange[]
  /** How many values of the status did not change. */
  readonly unchanged: number
  /** Instead of values, of a payload whose values are not known. */
  readonly payload?: PayloadChange | undefined
}

export interface ValueChange {
  readonly name: string
  /** Undefined if there was none. The beginning of a long one ends with `…`. */
  readonly before: Json | undefined
  readonly now: Json
  /** Where the value begins in the bytes of the push; -1 if it was not found there, and so for all of a status. */
  readonly at: number
}

export interface PayloadChange {
  /** The bytes before and now, the first 4 KB at most. */
  readonly before: Buffer
  readonly after: Buffer
  /** Whether all bytes are the same now. */
  readonly isSame: boolean
}

/** Durations are in milliseconds, and undefined where they are not known. */
export interface AlarmHistory {
  /** Of an alarm that was cleared: how long it was raised. */
  readonly raisedFor?: number | undefined
  /** Of an alarm that was raised while it was raised already: for how long. */
  readonly stillRaised?: number | undefined
  /** Of an alarm that was raised again: how long it was cleared. */
  readonly clearedFor?: number | undefined
}

export interface PresenceHistory {
  /** Milliseconds that a device was online before it went offline, or offline before it came online, if that is known. */
  readonly before?: number | undefined
  /** How often the device went offline within ten minutes, if that is more often than it should. */
  readonly flaps?: number | undefined
}
