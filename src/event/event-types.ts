import type { DialectEventType } from '../wire/dialects.ts'
import type { EventTypeName } from './event-map.ts'

interface EventType {
  /** A few words for help and documentation. */
  readonly about: string
  /** One word for the type, of at most 7 cells: shown on a narrow terminal, and accepted where a type is asked for. */
  readonly shortName: string
}

/** The documented event types. Events of other types are shown as well, with all their members. */
export const eventTypes = {
  device_online: { about: 'a device came online', shortName: 'online' },
  device_offline: { about: 'a device went offline', shortName: 'offline' },
  device_status_kv: { about: 'data points by name', shortName: 'status' },
  device_status_raw: { about: 'a raw payload, base64', shortName: 'raw' },
  attr_alert: { about: 'an alert was raised or cleared', shortName: 'alert' },
  attr_fault: { about: 'a fault was raised or cleared', shortName: 'fault' },
  device_bind: { about: 'a user bound a device', shortName: 'bind' },
  device_unbind: { about: 'a user unbound a device', shortName: 'unbind' },
  device_reset: { about: 'a device was reset', shortName: 'reset' },
  device_file_download: { about: 'a device is to download a file', shortName: 'file' },
  app2dev_kv: { about: 'data points sent to a device, by name', shortName: 'app' },
  app2dev_raw: { about: 'a raw payload sent to a device, base64', shortName: 'appraw' },
  device_gps_kv: { about: 'a position by satellite', shortName: 'gps' },
  device_lbs_kv: { about: 'a position by mobile network, with an address', shortName: 'lbs' },
  sub_device_added: { about: 'a sub-device was added to a gateway', shortName: 'subadd' },
  sub_device_deleted: { about: 'a sub-device was deleted from a gateway', shortName: 'subdel' },
  datapoints_changed: { about: 'the data points of a product were edited', shortName: 'points' },
} as const satisfies Record<EventTypeName | DialectEventType, EventType>

export const eventTypeNames: readonly EventTypeName[] = Object.keys(eventTypes) as (keyof typeof eventTypes)[]

/** Whether `name` is a documented type. */
export function isKnownType(name: string): name is EventTypeName {
  return Object.hasOwn(eventTypes, name)
}

const byShortName: ReadonlyMap<string, EventTypeName> = new Map(
  eventTypeNames.map(name => [eventTypes[name].shortName, name]),
)

/** Returns the type with the short name `name`: `attr_alert` for `alert`. Undefined if there is none. */
export function typeOfShortName(name: string): EventTypeName | undefined {
  return byShortName.get(name)
}
