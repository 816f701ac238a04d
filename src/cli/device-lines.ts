import { formatDuration } from '../base/duration.ts'
import type { ClockFault } from '../devices/clock-check.ts'
import type { DeviceTable } from '../devices/device-table.ts'

/** A row of the summary. */
export type Fact = readonly [label: string, value: string]

/** The rows of one kind; how many more there are takes another row. */
const mostRows = 10

/**
 * Returns rows for alarms that are not cleared, and for devices that went offline often.
 *
 * @param timeText formats milliseconds since 1970
 */
export function deviceFacts(
  { alarms, flapping, repeats }: DeviceTable,
  timeText: (ms: number) => string,
): Fact[] {
  const open = alarms.openAlarms.map(({ did, name, since }) => `${did}  ${name}  since ${timeText(since)}`)
  const flaps = [...flapping]
    .sort(([, a], [, b]) => b - a)
    .map(([did, offlines]) => `${did}  went offline ${offlines} times`)
  return [
    ...fewFacts('open alarms', open),
    ...fewFacts('flapping', flaps),
    ...(repeats > 0
      ? [['again', `${repeats} of the events came before, under another delivery_id`] as const]
      : []),
  ]
}

export function clockFacts(faults: readonly ClockFault[]): Fact[] {
  return fewFacts('wrong clocks', faults.map(clockText))
}

/** What must be wrong with a clock. */
export function clockText({ did, is, by }: ClockFault): string {
  if (did === undefined)
    return `this machine is ${formatDuration(by)} ${is}, compared with the created_at of all devices`
  if (is === 'in milliseconds') return `${did}: created_at is in milliseconds, not seconds`
  return `${did} is ${formatDuration(by)} ${is}, by its created_at`
}

function fewFacts(label: string, values: readonly string[]): Fact[] {
  const few = values.length > mostRows ? values.slice(0, mostRows) : values
  const facts = few.map((value, i): Fact => [i === 0 ? label : '', value])
  return few === values ? facts : [...facts, ['', `and ${values.length - mostRows} more`]]
}
