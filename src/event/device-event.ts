import type { CommonMembers, EventMap, EventTypeName } from './event-map.ts'
import { isKnownType } from './event-types.ts'

/** An event of a documented type, as `JSON.parse` returns it. */
export type EventOf<Type extends EventTypeName> = CommonMembers & { event_type: Type } & EventMap[Type]

/** An event of any documented type. */
export type KnownEvent = { [Type in EventTypeName]: EventOf<Type> }[EventTypeName]

/** Any event. Real servers also send types that are not documented. */
export type DeviceEvent = KnownEvent | OtherEvent

/** Whether the type of an event is documented, so that TypeScript can narrow it by `event_type`. */
export function isKnownEvent(event: DeviceEvent): event is KnownEvent {
  return isKnownType(event.event_type)
}

export type DeviceOnline = EventOf<'device_online'>
export type DeviceOffline = EventOf<'device_offline'>
export type DeviceAlarm = EventOf<'attr_alert' | 'attr_fault'>
export type DeviceStatusKv = EventOf<'device_status_kv'>
export type DeviceStatusRaw = EventOf<'device_status_raw'>

/** An event of a type that this version does not know. */
export interface OtherEvent extends Partial<Omit<CommonMembers, 'cmd'>> {
  cmd: 'enterprise_event_push'
  event_type: string
  [member: string]: unknown
}
