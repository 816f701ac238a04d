import type { RunStats } from '../app/run-stats.ts'
import type { DeviceTable } from '../devices/device-table.ts'
import type { OutputCounts } from '../output/output.ts'

/** What metrics are made of. */
export interface MetricsFacts {
  readonly stats: RunStats
  readonly devices: Pick<DeviceTable, 'alarms'> | undefined
  readonly outputs: readonly OutputCounts[]
  /** Removes from a label what must not be shown. */
  hide(text: string): string
}

/** The end of a sample's name and its labels, and its value. */
type Sample = readonly [suffix: string, value: number]

const prefix = 'gizwits_tail_'

/** Returns the metrics in the text format of Prometheus. */
export function metricsText({ stats, devices, outputs, hide }: MetricsFacts): string {
  const { types, total, buckets } = stats
  const received = [...types].map(([type, { received }]) => [hide(type), received] as const)
  return [
    family('events_total', 'counter', 'Events received, by type.', labelled('type', received)),
    family('shown_total', 'counter', 'Events that passed the filter.', [['', total.shown]]),
    family('acked_total', 'counter', 'Events that were acked.', [['', total.acked]]),
    family('reconnects_total', 'counter', 'Logins after a lost connection.', [['', stats.reconnects]]),
    family('connected', 'gauge', 'Whether the tail is logged in.', [['', stats.isConnected ? 1 : 0]]),
    family('lag_seconds', 'histogram', 'Time from created_at of an event to its arrival.', [
      ...(buckets?.cumulative ?? []).map(
        ({ bound, count }): Sample => [`_bucket${label('le', boundText(bound))}`, count],
      ),
      ['_sum', buckets?.sum ?? 0],
      ['_count', buckets?.cumulative.at(-1)?.count ?? 0],
    ]),
    family('window_outstanding', 'gauge', 'Events of this connection that are not acked.', [
      ['', stats.outstanding],
    ]),
    family(
      'output_failures_total',
      'counter',
      'Attempts of an output that failed.',
      labelled(
        'output',
        outputs.map(({ name, failures }) => [name, failures]),
      ),
    ),
    family('alarms_open', 'gauge', 'Alarms that are raised and not cleared.', [
      ['', devices?.alarms.openAlarms.length ?? 0],
    ]),
  ].join('')
}

function family(name: string, type: string, help: string, samples: readonly Sample[]): string {
  const lines = samples.map(([suffix, value]) => `${prefix}${name}${suffix} ${value}\n`)
  return `# HELP ${prefix}${name} ${help}\n# TYPE ${prefix}${name} ${type}\n${lines.join('')}`
}

/** A sample per label. Two that are the same once a secret is masked become one, since a label must be unique. */
function labelled(name: string, values: readonly (readonly [label: string, value: number])[]): Sample[] {
  const sums = new Map<string, number>()
  for (const [text, value] of values) {
    const suffix = label(name, text)
    sums.set(suffix, (sums.get(suffix) ?? 0) + value)
  }
  return [...sums]
}

/** A label with its value: UTF-8, with the escapes of the format. */
function label(name: string, value: string): string {
  const text = Buffer.from(value).toString()
  return `{${name}="${text.replace(/[\\"]/g, '\\$&').replaceAll('\n', '\\n')}"}`
}

function boundText(bound: number): string {
  return Number.isFinite(bound) ? String(bound) : '+Inf'
}
