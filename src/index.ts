/** The library's public face: the tail's own session, for those who outgrow the command line. */
export {
  type Batch,
  type Delivery,
  type Noti1Options,
  openTail as tail,
  type Snoti2Options,
  type Tail,
  type TailOptions,
} from './app/open-tail.ts'
export { Failure, type FailureCode } from './base/failure.ts'
export {
  type AppToDeviceKv,
  type AppToDeviceRaw,
  type DatapointsChanged,
  type DeviceAlarm,
  type DeviceBinding,
  type DeviceEvent,
  type DeviceFileDownload,
  type DeviceGps,
  type DeviceLbs,
  type DeviceOffline,
  type DeviceOnline,
  type DeviceReset,
  type DeviceStatusKv,
  type DeviceStatusRaw,
  type EventOf,
  isKnownEvent,
  type KnownEvent,
  type OtherEvent,
  type SubDeviceAdded,
  type SubDeviceDeleted,
} from './event/device-event.ts'
export type { EventTypeName } from './event/event-map.ts'
export type { ProtocolWarning, Status } from './session/status.ts'
export type { DialPhase, Peer } from './transport/connection.ts'
export type { ProxyServer } from './transport/proxy-server.ts'
export type { UntrustedCertificate } from './transport/untrusted-certificate.ts'
export type { Push } from './wire/push.ts'
export type { ProductLogin } from './wire/snoti2/login.ts'
