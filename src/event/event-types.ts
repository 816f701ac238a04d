/** What kind of thing an event type tells, for those who say it in words or colours. */
export type Nature = 'presence' | 'alarm' | 'status'

interface EventType {
  /** What the type means, a few words for help and documentation. */
  readonly about: string
  readonly nature: Nature
}

/** The event types of the message proxy 1.0. A type that is not here is shown all the same, with its members. */
export const eventTypes = {
  device_online: { about: 'a device came online', nature: 'presence' },
  device_offline: { about: 'a device went offline', nature: 'presence' },
  device_status_kv: { about: 'data points by name', nature: 'status' },
  device_status_raw: { about: 'a raw payload, base64', nature: 'status' },
  attr_alert: { about: 'an alert was raised or cleared', nature: 'alarm' },
  attr_fault: { about: 'a fault was raised or cleared', nature: 'alarm' },
} as const satisfies Record<string, EventType>

export type EventTypeName = keyof typeof eventTypes

export const eventTypeNames = Object.keys(eventTypes) as EventTypeName[]

/** Whether `name` is a type of the table, and not `toString`. */
export function isKnownType(name: string): name is EventTypeName {
  return Object.hasOwn(eventTypes, name)
}
