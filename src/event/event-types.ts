interface EventType {
  /** What the type means, a few words for help and documentation. */
  readonly about: string
}

/** The event types of the message proxy 1.0. A type that is not here is shown all the same, with its members. */
export const eventTypes = {
  device_online: { about: 'a device came online' },
  device_offline: { about: 'a device went offline' },
  device_status_kv: { about: 'data points by name' },
  device_status_raw: { about: 'a raw payload, base64' },
  attr_alert: { about: 'an alert was raised or cleared' },
  attr_fault: { about: 'a fault was raised or cleared' },
} as const satisfies Record<string, EventType>

export type EventTypeName = keyof typeof eventTypes

export const eventTypeNames = Object.keys(eventTypes) as EventTypeName[]

/** Whether `name` is a type of the table, and not `toString`. */
export function isKnownType(name: string): name is EventTypeName {
  return Object.hasOwn(eventTypes, name)
}
