import type { OpenAlarm } from '../devices/alarms.ts'
import type { DeviceTable } from '../devices/device-table.ts'
import type { DeviceRow } from './device-row.ts'
import type { Fleet } from './fleet.ts'
import { type SortName, sorts } from './sorts.ts'

/** The devices and alarms at one moment, in the order in which they are listed. */
export interface Snapshot {
  readonly sort: SortName
  /** Those that match the filter. */
  readonly rows: readonly DeviceRow[]
  /** Returns a row as it is to be shown. */
  readonly shown: (row: DeviceRow) => DeviceRow
  /** What identifies the rows. */
  readonly dids: readonly string[]
  /** All open alarms, the oldest first. */
  readonly alarms: readonly OpenAlarm[]
  readonly alarmKeys: readonly string[]
  readonly alarmDids: readonly string[]
  /** The open alarms of each device, the oldest first. */
  readonly alarmsOf: ReadonlyMap<string, readonly OpenAlarm[]>
  /** Devices in all, whether they match or not. */
  readonly devices: number
  readonly online: number
  readonly offline: number
  readonly forgotten: number
}

type Devices = Pick<DeviceTable, 'alarms' | 'deviceOf'>

/** Returns a snapshot with the same rows in another order. */
export function reordered(snapshot: Snapshot, sort: SortName, now: number): Snapshot {
  const seen = snapshot.rows.map(snapshot.shown).sort((a, b) => b.lastSeen - a.lastSeen)
  const rows = sorts[sort].sort(seen, snapshot.alarmsOf, now)
  return { ...snapshot, sort, rows, dids: rows.map(({ did }) => did) }
}

/** @param now milliseconds of the clock of the rates */
export function takeSnapshot(fleet: Fleet, devices: Devices, sort: SortName, now: number): Snapshot {
  const { openAlarms: alarms } = devices.alarms
  const alarmsOf = new Map<string, OpenAlarm[]>()
  for (const alarm of alarms) {
    const others = alarmsOf.get(alarm.did)
    if (others) others.push(alarm)
    else alarmsOf.set(alarm.did, [alarm])
  }
  const matching: DeviceRow[] = []
  const counts = { online: 0, offline: 0 }
  for (const row of fleet.rows()) {
    if (row.matches) matching.push(row)
    const state = devices.deviceOf(row.did)?.presence?.state
    if (state) counts[state.isOnline ? 'online' : 'offline']++
  }
  const rows = sorts[sort].sort(matching, alarmsOf, now)
  return {
    sort,
    rows,
    shown: row => fleet.shown(row),
    dids: rows.map(({ did }) => did),
    alarms,
    alarmKeys: alarms.map(({ did, name }) => `${did} ${name}`),
    alarmDids: alarms.map(({ did }) => did),
    alarmsOf,
    devices: fleet.size,
    ...counts,
    forgotten: fleet.forgotten,
  }
}
