import type { EventTypeName } from '../event/event-map.ts'
import { base58, type Device } from './device.ts'
import { positionNear } from './locations.ts'
import { products } from './products.ts'
import type { Random } from './random.ts'

/** What happens to a device now and then, as one type of event. */
export interface Occurrence {
  /** Whether it can happen to the device as it is; it always can by default. */
  readonly possible?: (device: Device) => boolean
  /** Whether the event is about the product of the device, and has no members of its own. */
  readonly ofProduct?: boolean
  /** Makes the members that only events of this type have, and changes the device accordingly. */
  members(device: Device, random: Random): object
}

/** The event types that devices of the world do not have all the time. */
export type OccurrenceType = Exclude<
  EventTypeName,
  'device_online' | 'device_offline' | 'device_status_kv' | 'device_status_raw' | 'attr_alert' | 'attr_fault'
>

export const occurrenceKinds: Readonly<Record<OccurrenceType, Occurrence>> = {
  device_bind: {
    possible: ({ binding }) => !binding,
    members(device, random) {
      device.binding = { app_id: random.pick(apps), uid: userOf(random) }
      return device.binding
    },
  },
  device_unbind: {
    possible: ({ binding }) => binding !== undefined,
    members(device) {
      const { binding } = device
      device.binding = undefined
      return binding!
    },
  },
  device_reset: { members: () => ({}) },
  device_file_download: {
    members: (_device, random) => ({
      download_url: `https://files.example/firmware/${hex(random, 8)}.bin?sign=${hex(random, 16)}`,
    }),
  },
  app2dev_kv: {
    possible: ({ form, kind }) => form === 'kv' && kind.settable.length > 0,
    members: (device, random) => ({ ...senderOf(random), data: device.state.command(random).values }),
  },
  app2dev_raw: {
    possible: ({ form, kind }) => form !== 'kv' && kind.settable.length > 0,
    members: (device, random) => ({
      ...senderOf(random),
      data: device.state.command(random).payload.toString('base64'),
    }),
  },
  device_gps_kv: {
    members({ location }, random) {
      const { longitude, latitude } = positionNear(location, random)
      const hdop = random.int(6, 30) / 10
      const num_satellites = random.int(4, 14)
      const found = random.chance(0.5)
        ? { longitude, latitude, hdop, num_satellites }
        : // Many devices pass on the text of their receiver.
          {
            longitude: longitude.toFixed(4),
            latitude: latitude.toFixed(4),
            hdop: String(hdop),
            num_satellites: String(num_satellites),
          }
      return { data: { ...found, payload: '$GNGGA,' } }
    },
  },
  device_lbs_kv: {
    members: ({ location, imsi }, random) => ({
      data: { ...location, ...positionNear(location, random), imsi, signal: -random.int(50, 110) },
    }),
  },
  sub_device_added: {
    possible: ({ subDevice }) => !subDevice,
    members(device, random) {
      device.subDevice = {
        child_product_key: random.pick(products).productKey,
        child_did: random.text(base58, 22),
        child_mac: `02005e${hex(random, 10)}`,
      }
      return { ...device.subDevice, child_passcode: Buffer.from(hex(random, 32), 'hex').toString('base64') }
    },
  },
  sub_device_deleted: {
    possible: ({ subDevice }) => subDevice !== undefined,
    members(device) {
      const { subDevice } = device
      device.subDevice = undefined
      return subDevice!
    },
  },
  datapoints_changed: { ofProduct: true, members: () => ({}) },
}

const apps = ['0000000000000000000000000000ab01', '0000000000000000000000000000ab02']
const enterprise = '0000000000000000000000000000ec01'

function userOf(random: Random): string {
  return `0000000000000000000000000000${hex(random, 4)}`
}

/** Who sends something to a device. */
function senderOf(random: Random): object {
  const byUser = { appid: random.pick(apps), uid: userOf(random) }
  return random.pick([
    { source: 'client', ...byUser },
    { source: 'client', ...byUser },
    { source: 'open_api', ...byUser },
    { source: 'scheduler', ...byUser },
    { source: 'enterprise_api', enterprise_id: enterprise },
    { source: 'gateway' },
  ])
}

function hex(random: Random, digits: number): string {
  return random.text('0123456789abcdef', digits)
}
