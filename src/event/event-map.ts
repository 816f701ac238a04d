/**
 * The documented event types, each with the members that only its events have. All that depends on the type of an event
 * (`KnownEvent`, the tables of types, members, styles and renderers) is checked against this map by the compiler.
 */
export interface EventMap {
  device_online: {
    ip?: string | null
    country?: string | null
    region?: string | null
    city?: string | null
  }
  device_offline: NoMembers
  device_status_kv: { data: Record<string, string | number | null> }
  device_status_raw: {
    /** Base64, bare or as `raw`. */
    data: string | { raw: string }
  }
  attr_alert: Alarm
  attr_fault: Alarm
}

export type EventTypeName = keyof EventMap

/** The members that events of all types have, besides `event_type`. */
export interface CommonMembers {
  cmd: 'enterprise_event_push'
  /** Rounded if it is a number above 2^53; `delivery.deliveryId` has it exactly. */
  delivery_id: number | string
  product_key: string
  did: string
  /** Usually twelve hex digits; `virtual:site` and other text occur. */
  mac: string
  group_id?: string | null
  /** Seconds since 1970, UTC. */
  created_at: number
}

type NoMembers = Record<never, never>

interface Alarm {
  /** The same when an alarm is raised and when it is cleared. */
  event_id: string
  data: {
    attr_name: string
    attr_displayname: string
    /** 1: raised, 0: cleared. */
    value: 0 | 1
  }
}
