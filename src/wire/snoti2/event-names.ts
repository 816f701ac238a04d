/** What a client can subscribe to, and the `event_type` of the events that then come. */
export const eventNames = {
  'device.online': 'device_online',
  'device.offline': 'device_offline',
  'device.status.kv': 'device_status_kv',
  'device.status.raw': 'device_status_raw',
  'device.attr_alert': 'attr_alert',
  'device.attr_fault': 'attr_fault',
  'device.bind': 'device_bind',
  'device.unbind': 'device_unbind',
  'device.reset': 'device_reset',
  'device.file.download': 'device_file_download',
  'device.app2dev.kv': 'app2dev_kv',
  'device.app2dev.raw': 'app2dev_raw',
  'device.gps.kv': 'device_gps_kv',
  'device.lbs.kv': 'device_lbs_kv',
  'center_control.sub_device_added': 'sub_device_added',
  'center_control.sub_device_deleted': 'sub_device_deleted',
  'datapoints.changed': 'datapoints_changed',
} as const

export type EventName = keyof typeof eventNames

export const allEventNames = Object.keys(eventNames) as EventName[]

const byAnySpelling: ReadonlyMap<string, EventName> = new Map(
  allEventNames.flatMap(name => [
    [name, name],
    [name.replaceAll('.', '_'), name],
    [eventNames[name], name],
  ]),
)

/** Returns the name to subscribe to that `text` stands for, be it `device.online` or `device_online`; undefined for none. */
export function eventNameOf(text: string): EventName | undefined {
  return byAnySpelling.get(text)
}
