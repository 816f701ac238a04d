import type { StatusChanges } from '../event/event-history.ts'
import type { JsonObject } from '../wire/exact-json.ts'
import type { AttributeNames } from './attribute-names.ts'
import { type EventTime, isBefore } from './event-time.ts'
import { LastPayload } from './last-payload.ts'
import { LastStatus } from './last-status.ts'
import { Presence } from './presence.ts'

/** Bytes of memory of a device of which little is known, roughly. */
const leastWeight = 600

/** What is known of a device. */
export class DeviceState {
  readonly presence = new Presence()
  private readonly statuses = new Map<string, Status>()

  /** Bytes of memory, roughly. */
  get weight(): number {
    let weight = leastWeight
    for (const { last } of this.statuses.values()) weight += last?.weight ?? 0
    return weight
  }

  /** Returns the last status of a type, to be updated to one of `time`; undefined if that is before it. */
  statusOf(type: string, time: EventTime): Status | undefined {
    const known = this.statuses.get(type)
    if (known) return known.follow(time)
    const status = new Status(time)
    this.statuses.set(type, status)
    return status
  }
}

/** The last status of a type. */
class Status {
  last: LastStatus | LastPayload | undefined
  private time: EventTime

  constructor(time: EventTime) {
    this.time = time
  }

  follow(time: EventTime): this | undefined {
    if (isBefore(time, this.time)) return undefined
    this.time = time
    return this
  }

  /** Compares the values of a status with those before, and keeps them. Returns undefined for the first. */
  updateValues(values: JsonObject, names: AttributeNames): StatusChanges | undefined {
    const { last } = this
    if (last instanceof LastStatus) return last.update(values)
    this.last = new LastStatus(values, names)
    return undefined
  }

  /** The same for a payload whose values are not known. */
  updatePayload(payload: Buffer): StatusChanges | undefined {
    const { last } = this
    if (last instanceof LastPayload) return last.update(payload)
    this.last = new LastPayload(payload)
    return undefined
  }
}
