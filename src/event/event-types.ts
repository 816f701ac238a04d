import type { EventTypeName } from '../wire/dialects.ts'

interface EventType {
  /** What the type means, a few words for help and documentation. */
  readonly about: string
  /** One word for the type: shown on a narrow terminal, and accepted where a type is asked for. */
  readonly shortName: string
}

/** The event types of the message proxy 1.0. A type that is not here is shown all the same, with its members. */
export const eventTypes = {
  device_online: { about: 'a device came online', shortName: 'online' },
  device_offline: { about: 'a device went offline', shortName: 'offline' },
  device_status_kv: { about: 'data points by name', shortName: 'status' },
  device_status_raw: { about: 'a raw payload, base64', shortName: 'raw' },
  attr_alert: { about: 'an alert was raised or cleared', shortName: 'alert' },
  attr_fault: { about: 'a fault was raised or cleared', shortName: 'fault' },
} as const satisfies Record<EventTypeName, EventType>

export type { EventTypeName }

export const eventTypeNames = Object.keys(eventTypes) as EventTypeName[]

/** Whether `name` is a type of the table, and not `toString`. */
export function isKnownType(name: string): name is EventTypeName {
  return Object.hasOwn(eventTypes, name)
}

const byShortName: ReadonlyMap<string, EventTypeName> = new Map(
  eventTypeNames.map(name => [eventTypes[name].shortName, name]),
)

/** The type that a short name stands for: `alert` is `attr_alert`. Undefined where `name` is no short name. */
export function typeOfShortName(name: string): EventTypeName | undefined {
  return byShortName.get(name)
}
