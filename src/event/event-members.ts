import type { CommonMembers, DeviceMembers, EventMap, EventTypeName } from './event-map.ts'
import { eventTypes } from './event-types.ts'

interface Member {
  /** A few words for completion and documentation. */
  readonly about: string
  /** All documented values, if they can be listed. */
  readonly values?: Readonly<Record<string, { readonly about: string }>>
}

/** The names of the members of each type of a union, without the index signature that data points have. */
type NamesOf<T> = T extends object
  ? string & keyof { [Name in keyof T as string extends Name ? never : Name]: unknown }
  : never

/** The top-level members that are documented for any event type. */
export type MemberName = NamesOf<CommonMembers | DeviceMembers | EventMap[EventTypeName]> | 'event_type'

/** The members that are documented for `data`. */
type DataName<T = EventMap[EventTypeName]> = T extends { data: infer Data } ? NamesOf<Data> : never

/** Not offered by completion, and not listed in the documentation. */
const unlisted = undefined

/** Where what a device is sent comes from. */
const commandSources = {
  client: { about: 'an app' },
  open_api: { about: 'the open API' },
  scheduler: { about: 'a timer' },
  enterprise_api: { about: 'the enterprise’s API' },
  gateway: { about: 'its gateway' },
} as const

const members = {
  cmd: unlisted,
  delivery_id: unlisted,
  msg_id: { about: 'the second id of an event, where it has one' },
  event_type: { about: 'what happened', values: eventTypes },
  did: { about: 'the device' },
  product_key: { about: 'the product of the device' },
  mac: { about: 'the device’s own address' },
  group_id: { about: 'the group that the device is in' },
  created_at: { about: 'when, in seconds since 1970, UTC' },
  ip: unlisted,
  country: unlisted,
  region: unlisted,
  city: unlisted,
  latitude: unlisted,
  longitude: unlisted,
  iccid: { about: 'a device with a SIM card: the card' },
  imsi: unlisted,
  event_id: { about: 'an alert or fault: the same when raised and when cleared' },
  app_id: { about: 'bound or unbound: in which app' },
  uid: { about: 'bound, unbound, or sent to a device: by which user' },
  download_url: unlisted,
  source: { about: 'sent to a device: from where', values: commandSources },
  appid: { about: 'sent to a device: by which app' },
  enterprise_id: { about: 'sent to a device: by which enterprise' },
  child_product_key: { about: 'a sub-device: the product that it is of' },
  child_did: { about: 'a sub-device; did is its gateway' },
  child_mac: { about: 'a sub-device: its own address' },
  child_passcode: unlisted,
  data: unlisted,
} as const satisfies Record<MemberName, Member | undefined>

const dataMembers = {
  raw: unlisted,
  attr_name: { about: 'an alert or fault: its name' },
  attr_displayname: { about: 'an alert or fault: its display name' },
  value: {
    about: 'an alert or fault: whether it was raised',
    values: { 1: { about: 'raised' }, 0: { about: 'cleared' } },
  },
  latitude: { about: 'a position: degrees north' },
  longitude: { about: 'a position: degrees east' },
  hdop: { about: 'a position by satellite: its dilution, less is better' },
  num_satellites: { about: 'a position by satellite: how many are in view' },
  payload: unlisted,
  country: unlisted,
  province: { about: 'a position by mobile network: the province' },
  city: { about: 'a position by mobile network: the city' },
  district: { about: 'a position by mobile network: the district' },
  adcode: { about: 'a position by mobile network: the code of the district' },
  road: unlisted,
  street: unlisted,
  poi: unlisted,
  imsi: unlisted,
  signal: { about: 'a position by mobile network: the signal, in dBm' },
} as const satisfies Record<DataName, Member | undefined>

/** The documented top-level members. */
export const documentedMembers: ReadonlySet<string> = new Set(Object.keys(members))

/** The members that completion and documentation list, by the path that a filter has for them: `did`, `data.value`. */
export const eventMembers: Readonly<Record<string, Member>> = Object.fromEntries(
  [
    ...Object.entries<Member | undefined>(members),
    ...Object.entries<Member | undefined>(dataMembers).map(
      ([name, member]) => [`data.${name}`, member] as const,
    ),
  ].filter((entry): entry is [string, Member] => entry[1] !== undefined),
)
