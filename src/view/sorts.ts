import type { OpenAlarm } from '../devices/alarms.ts'
import type { Text } from '../language/say.ts'
import type { DeviceRow } from './device-row.ts'

interface Sort {
  /** As the header says it. */
  readonly about: Text
  /** The column of the table that it sorts by. */
  readonly column: string
  /**
   * Sorts rows that are in the order in which they were seen, the last one first.
   *
   * @param alarms the alarms of each device, the oldest first
   * @param now milliseconds of the clock of their rates
   */
  sort(rows: DeviceRow[], alarms: ReadonlyMap<string, readonly OpenAlarm[]>, now: number): DeviceRow[]
}

/** The orders of devices, in the order in which a key goes through them. */
export const sorts = {
  seen: { about: 'last seen', column: 'seen', sort: rows => rows },
  alarms: {
    about: 'alarms first',
    column: 'alarms',
    sort: (rows, alarms) => by(rows, ({ did }) => alarms.get(did)?.[0]?.since ?? Number.POSITIVE_INFINITY),
  },
  rate: {
    about: 'rate',
    column: 'rate',
    sort: (rows, _, now) => by(rows, ({ rate }) => -rate.perSecond(now)),
  },
  did: {
    about: 'did',
    column: 'device',
    sort: rows => rows.sort((a, b) => (a.did < b.did ? -1 : 1)),
  },
} as const satisfies Record<string, Sort>

export type SortName = keyof typeof sorts

export const sortNames = Object.keys(sorts) as SortName[]

/** Sorts by a number that is read once per row. Rows of the same number stay in their order. */
function by(rows: readonly DeviceRow[], numberOf: (row: DeviceRow) => number): DeviceRow[] {
  const numbered = rows.map(row => ({ row, number: numberOf(row) }))
  // Infinity less Infinity is no number.
  numbered.sort((a, b) => (a.number === b.number ? 0 : a.number - b.number))
  return numbered.map(({ row }) => row)
}
