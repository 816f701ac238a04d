import { formatDuration } from '../base/duration.ts'
import type { ClockFault } from '../devices/clock-check.ts'
import type { DeviceTable } from '../devices/device-table.ts'
import { say } from '../language/say.ts'

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
  const open = alarms.openAlarms.map(({ did, name, since }) =>
    say('{did}  {name}  since {time}', { did, name, time: timeText(since) }),
  )
  const flaps = [...flapping]
    .sort(([, a], [, b]) => b - a)
    .map(([did, offlines]) => say('{did}  went offline {offlines} times', { did, offlines }))
  return [
    ...fewFacts(say('open alarms'), open),
    ...fewFacts(say('flapping'), flaps),
    ...(repeats > 0
      ? [
          [
            say('again'),
            say('{repeats} of the events came before, under another delivery_id', { repeats }),
          ] as const,
        ]
      : []),
  ]
}

export function clockFacts(faults: readonly ClockFault[]): Fact[] {
  return fewFacts(say('wrong clocks'), faults.map(clockText))
}

/** What must be wrong with a clock. */
export function clockText({ did, is, by }: ClockFault): string {
  if (is === 'in milliseconds')
    return say('{did}: created_at is in milliseconds, not seconds', { did: did ?? '' })
  if (did === undefined)
    return say('this machine is {by} {is}, compared with the created_at of all devices', {
      by: formatDuration(by),
      is: say(is),
    })
  return say('{did} is {by} {is}, by its created_at', { did, by: formatDuration(by), is: say(is) })
}

function fewFacts(label: string, values: readonly string[]): Fact[] {
  const few = values.length > mostRows ? values.slice(0, mostRows) : values
  const facts = few.map((value, i): Fact => [i === 0 ? label : '', value])
  return few === values ? facts : [...facts, ['', say('and {n} more', { n: values.length - mostRows })]]
}
