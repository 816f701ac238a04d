import type {
  CommonMembers,
  DeviceMembers,
  EventMap,
  EventTypeName,
  ProductEventTypeName,
} from './event-map.ts'
import { isKnownType } from './event-types.ts'

/** An event of a documented type, as `JSON.parse` returns it. */
export type EventOf<Type extends EventTypeName> = CommonMembers &
  DeviceOf<Type> & { event_type: Type } & EventMap[Type]

/** Events about a product have no `did`, which can then be asked for where the type is not known yet. */
type DeviceOf<Type> = Type extends ProductEventTypeName
  ? { [Name in keyof DeviceMembers]?: never }
  : DeviceMembers

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
export type DeviceBinding = EventOf<'device_bind' | 'device_unbind'>
export type DeviceReset = EventOf<'device_reset'>
export type DeviceFileDownload = EventOf<'device_file_download'>
export type AppToDeviceKv = EventOf<'app2dev_kv'>
export type AppToDeviceRaw = EventOf<'app2dev_raw'>
export type DeviceGps = EventOf<'device_gps_kv'>
export type DeviceLbs = EventOf<'device_lbs_kv'>
export type SubDeviceAdded = EventOf<'sub_device_added'>
export type SubDeviceDeleted = EventOf<'sub_device_deleted'>
export type DatapointsChanged = EventOf<'datapoints_changed'>

/** An event of a type that this version does not know. */
export interface OtherEvent extends Partial<Omit<CommonMembers, 'cmd'> & DeviceMembers> {
  cmd: CommonMembers['cmd']
  event_type: string
  [member: string]: unknown
}
