import type { Decoded } from '../datapoints/decode-payload.ts'
import type { StatusChanges } from '../event/event-history.ts'
import type { JsonObject } from '../wire/exact-json.ts'
import type { AttributeNames } from './attribute-names.ts'
import { type EventTime, isBefore } from './event-time.ts'
import { LastFrame } from './last-frame.ts'
import { LastPayload } from './last-payload.ts'
import { LastStatus } from './last-status.ts'
import type { Presence } from './presence.ts'

/** Bytes of memory of a device of which little is known, roughly. */
const leastWeight = 600

/** A status has values by name, or a payload. A device may report both, with the same names. */
export type StatusKind = 'values' | 'payload'

/** What is known of a device. */
export class DeviceState {
  /** Undefined until it came online or went offline. */
  presence: Presence | undefined
  private values: Status | undefined
  private payload: Status | undefined

  /** Bytes of memory, roughly. */
  get weight(): number {
    const { values, payload } = this
    return leastWeight + (values?.last?.weight ?? 0) + (payload?.last?.weight ?? 0)
  }

  /** Returns the last status of a kind, to be updated to one of `time`; undefined if that is before it. */
  statusOf(kind: StatusKind, time: EventTime): Status | undefined {
    this[kind] ??= new Status(time)
    const status = this[kind]
    return status.follow(time) ? status : undefined
  }
}

/** The last status of a kind. */
export class Status implements EventTime {
  last: LastStatus | LastFrame | LastPayload | undefined
  at: number
  isAhead: boolean

  constructor({ at, isAhead }: EventTime) {
    this.at = at
    this.isAhead = isAhead
  }

  /** Returns whether `time` is not before that of the last status, which it then becomes. */
  follow(time: EventTime): boolean {
    if (isBefore(time, this)) return false
    this.at = time.at
    this.isAhead = time.isAhead
    return true
  }

  /** Compares the values of a status in the bytes of its line. Returns undefined, having done nothing, if that is not possible. */
  updateFrom(bytes: Buffer, open: number): StatusChanges | undefined {
    return this.last instanceof LastStatus ? this.last.updateFrom(bytes, open) : undefined
  }

  /** Compares the values of a status with those before, and keeps them. Returns undefined for the first. */
  updateValues(values: JsonObject, names: AttributeNames): StatusChanges | undefined {
    if (this.last instanceof LastFrame) this.last = new LastStatus(this.last.values, names)
    if (this.last instanceof LastStatus) return this.last.update(values)
    this.last = new LastStatus(values, names)
    return undefined
  }

  /** The same for a decoded payload. @param frame whole, `values` its values */
  updateFrame(frame: Decoded, names: AttributeNames): StatusChanges | undefined {
    const { last } = this
    const changes = last instanceof LastFrame ? last.update(frame) : undefined
    if (changes) return changes
    // Where payloads do not all have the same values, those that are known come from several of them.
    if (last && !(last instanceof LastPayload)) return this.updateValues(new LastFrame(frame).values, names)
    this.last = new LastFrame(frame)
    return undefined
  }

  /** Compares a payload by the text `bytes[start, end)`. Returns undefined, having done nothing, if that is not possible. */
  updatePayloadFrom(bytes: Buffer, start: number, end: number): StatusChanges | undefined {
    return this.last instanceof LastPayload ? this.last.updateFrom(bytes, start, end) : undefined
  }

  /** The same for a payload whose values are not known. */
  updatePayload(payload: Buffer): StatusChanges | undefined {
    const { last } = this
    if (last instanceof LastPayload) return last.update(payload)
    this.last = new LastPayload(payload)
    return undefined
  }
}
