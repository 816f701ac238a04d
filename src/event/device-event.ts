import { isKnownType } from './event-types.ts'

/** The events of the message proxy 1.0 as `JSON.parse` gives them, for users of the library. */
export type KnownEvent = DeviceOnline | DeviceOffline | DeviceAlarm | DeviceStatusKv | DeviceStatusRaw

/** Any event: real servers send more types than the document has. */
export type DeviceEvent = KnownEvent | OtherEvent

/** Tells the documented event types from others, so that `event_type` can be switched on. */
export function isKnownEvent(event: DeviceEvent): event is KnownEvent {
  return isKnownType(event.event_type)
}

interface Common {
  cmd: 'enterprise_event_push'
  /** Rounded where it is a number above 2^53: `delivery.deliveryId` has it exactly. */
  delivery_id: number | string
  product_key: string
  did: string
  /** Mostly twelve hex digits; `virtual:site` and other text occur. */
  mac: string
  group_id?: string | null
  /** Seconds since 1970, UTC. */
  created_at: number
}

export interface DeviceOnline extends Common {
  event_type: 'device_online'
  ip?: string | null
  country?: string | null
  region?: string | null
  city?: string | null
}

export interface DeviceOffline extends Common {
  event_type: 'device_offline'
}

export interface DeviceAlarm extends Common {
  event_type: 'attr_alert' | 'attr_fault'
  /** The same when one alarm is raised and when it is cleared. */
  event_id: string
  data: { attr_name: string; attr_displayname: string /** 1: raised, 0: cleared. */; value: 0 | 1 }
}

export interface DeviceStatusKv extends Common {
  event_type: 'device_status_kv'
  data: Record<string, string | number | null>
}

export interface DeviceStatusRaw extends Common {
  event_type: 'device_status_raw'
  /** Base64, bare or as `raw`. */
  data: string | { raw: string }
}

/** A type this version does not know. */
export interface OtherEvent extends Partial<Omit<Common, 'cmd'>> {
  cmd: 'enterprise_event_push'
  event_type: string
  [member: string]: unknown
}
