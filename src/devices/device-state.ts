import type { StatusChanges } from '../event/event-history.ts'
import type { JsonObject } from '../wire/exact-json.ts'
import type { AttributeNames } from './attribute-names.ts'
import type { EventTime } from './event-time.ts'
import { LastPayload } from './last-payload.ts'
import { LastStatus } from './last-status.ts'
import { Presence } from './presence.ts'

/** Bytes of memory of a device of which little is known, roughly. */
const leastWeight = 600

/** What is known of a device. */
export class DeviceState {
  readonly presence = new Presence()
  private readonly statuses = new Map<string, { time: EventTime; last: LastStatus | LastPayload }>()

  /** Bytes of memory, roughly. */
  get weight(): number {
    let weight = leastWeight
    for (const { last } of this.statuses.values()) weight += last.weight
    return weight
  }

  /** The time of the last status of a type. */
  timeOf(type: string): EventTime | undefined {
    return this.statuses.get(type)?.time
  }

  /** Compares the values of a status with those before, and keeps them. Returns undefined for the first status of its type. */
  updateValues(
    type: string,
    time: EventTime,
    values: JsonObject,
    names: AttributeNames,
  ): StatusChanges | undefined {
    const status = this.statuses.get(type)
    if (status?.last instanceof LastStatus) {
      status.time = time
      return status.last.update(values)
    }
    this.statuses.set(type, { time, last: new LastStatus(values, names) })
    return undefined
  }

  /** The same for a payload whose values are not known. */
  updatePayload(type: string, time: EventTime, payload: Buffer): StatusChanges | undefined {
    const status = this.statuses.get(type)
    if (status?.last instanceof LastPayload) {
      status.time = time
      return status.last.update(payload)
    }
    this.statuses.set(type, { time, last: new LastPayload(payload) })
    return undefined
  }
}
