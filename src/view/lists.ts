import { alarmColumns, growing as growingOfAlarms } from './alarm-columns.ts'
import { deviceColumns, growing as growingOfDevices } from './device-columns.ts'
import { type List, listOf } from './list.ts'

/** The screens that are lists. */
export const lists = {
  devices: listOf({
    columns: deviceColumns,
    growing: growingOfDevices,
    keys: ({ dids }) => dids,
    dids: ({ dids }) => dids,
    facts: ({ rows, shown, alarmsOf }, index, at) => {
      const row = shown(rows[index]!)
      return { row, did: row.did, alarms: alarmsOf.get(row.did) ?? [], at }
    },
  }),
  alarms: listOf({
    columns: alarmColumns,
    growing: growingOfAlarms,
    keys: ({ alarmKeys }) => alarmKeys,
    dids: ({ alarmDids }) => alarmDids,
    facts: ({ alarms }, index, at) => {
      const alarm = alarms[index]!
      return { alarm, did: alarm.did, at }
    },
  }),
} as const satisfies Record<string, List>
