/**
 * The documented event types, each with the members that only its events have. All that depends on the type of an event
 * (`KnownEvent`, the tables of types, members, styles and renderers) is checked against this map by the compiler.
 */
export interface EventMap {
  device_online: SimCard & {
    ip?: string | null
    country?: string | null
    region?: string | null
    city?: string | null
    /** Degrees. Some NB-IoT devices have a position. */
    latitude?: number | string | null
    longitude?: number | string | null
  }
  device_offline: NoMembers
  device_status_kv: SimCard & { data: Record<string, string | number | boolean | null> }
  device_status_raw: { data: RawData }
  attr_alert: Alarm
  attr_fault: Alarm
  device_bind: Binding
  device_unbind: Binding
  device_reset: NoMembers
  device_file_download: { download_url: string }
  app2dev_kv: Command & { data: Record<string, string | number | boolean | readonly number[] | null> }
  app2dev_raw: Command & { data: RawData }
  device_gps_kv: {
    data: Position & {
      hdop?: number | string
      num_satellites?: number | string
      /** The sentence of the receiver (NMEA 0183). */
      payload?: string
    }
  }
  device_lbs_kv: {
    data: Position & {
      country?: string
      province?: string
      city?: string
      district?: string
      adcode?: string
      road?: string
      street?: string
      /** A place nearby that has a name. */
      poi?: string
      imsi?: string
      /** dBm */
      signal?: number | string
    }
  }
  sub_device_added: SubDevice & {
    /** A secret. */
    child_passcode?: string
  }
  sub_device_deleted: SubDevice
  datapoints_changed: NoMembers
}

export type EventTypeName = keyof EventMap

/** The members that events of all types have, besides `event_type`. */
export interface CommonMembers {
  cmd: 'enterprise_event_push' | 'event_push'
  /** Rounded if it is a number above 2^53; `delivery.deliveryId` has it exactly. */
  delivery_id: number | string
  /** SNoti 2.x: some events have a second id. */
  msg_id?: string | number
  product_key: string
  group_id?: string | null
  /** Seconds since 1970, UTC. */
  created_at: number
}

/** The device that an event is about. */
export interface DeviceMembers {
  did: string
  /** Usually twelve hex digits; `virtual:site` and other text occur. */
  mac: string
}

/** The types of events that are about a product, and have no device. */
export type ProductEventTypeName = 'datapoints_changed'

type NoMembers = Record<never, never>

/** Base64, bare or as `raw`. */
type RawData = string | { raw: string }

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

/** SNoti 2.x: of devices with a SIM card. */
interface SimCard {
  iccid?: string | null
  imsi?: string | null
}

/** A user of an app and a device. */
interface Binding {
  app_id: string
  uid: string
}

/** What a device was sent, and by whom. */
interface Command {
  /** `client`, `open_api`, `scheduler`, `enterprise_api` or `gateway`; others may come. */
  source: string
  appid?: string | null
  uid?: string | null
  enterprise_id?: string | null
}

/** Degrees, as numbers or as text. */
interface Position {
  longitude: number | string
  latitude: number | string
}

/** A device behind a gateway; `did` is the gateway. */
interface SubDevice {
  child_product_key: string
  child_did: string
  child_mac: string
}
