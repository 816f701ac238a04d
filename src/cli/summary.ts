import type { RunStats } from '../app/run-stats.ts'
import { formatDuration } from '../base/duration.ts'
import type { ClockCheck } from '../devices/clock-check.ts'
import type { DeviceTable } from '../devices/device-table.ts'
import type { Theme } from '../format/theme.ts'
import { say } from '../language/say.ts'
import type { OutputCounts } from '../output/output.ts'
import { clockFacts, deviceFacts } from './device-lines.ts'
import { outputFacts } from './output-facts.ts'
import { warningNames } from './reporter.ts'
import type { RunConfig } from './run-config.ts'

/** @param isTTY whether stderr is a terminal */
export function wantsSummary(
  { summary, verbosity }: Pick<RunConfig, 'summary' | 'verbosity'>,
  isTTY: boolean,
): boolean {
  return summary === 'always' || (summary === 'auto' && isTTY && verbosity !== 'quiet')
}

interface ConnectionFacts {
  /** That the window held the stream back, if it did. */
  readonly windowLine: string | undefined
}

export interface RunSummary {
  readonly stats: RunStats
  /** Undefined if no state of devices was kept. */
  readonly devices: DeviceTable | undefined
  readonly clocks: ClockCheck | undefined
  /** What only a tail can say; undefined for a replay. */
  readonly connection: ConnectionFacts | undefined
  /** What only a replay can say: how often lines were passed over, and why. */
  readonly passedOver?: readonly (readonly [what: string, count: number])[]
  readonly outputs: readonly OutputCounts[]
  /** Formats milliseconds since 1970. */
  timeText(ms: number): string
  /** Removes from an event type what must not be shown, before the type is shortened. */
  hide(text: string): string
}

/**
 * The table that ends a run, as whole lines. cli-table3 is loaded only here.
 *
 * @param columns the width of the terminal in cells
 */
export async function summaryText(
  { stats, devices, clocks, connection, passedOver = [], outputs, timeText, hide }: RunSummary,
  theme: Theme,
  columns: number,
): Promise<string> {
  const { summaryTable } = await import('../format/summary-table.ts')
  const seconds = stats.elapsed / 1000
  const ofDevices = [
    ...(devices ? deviceFacts(devices, timeText) : []),
    ...(clocks ? clockFacts(clocks.faults) : []),
  ]
  return summaryTable(
    {
      counts: connection ? ['received', 'shown', 'acked'] : ['received', 'shown'],
      rows: [...stats.types].map(([type, counts]) => ({ type: hide(type), ...counts })),
      total: stats.total,
      facts: [
        [
          say('rate'),
          say('{rate} events/s', { rate: (stats.total.received / Math.max(seconds, 0.001)).toFixed(1) }),
        ],
        ...(connection ? connectionFacts(stats, connection) : timeFacts(stats, timeText)),
        ...outputFacts(outputs),
        ...ofDevices.map(([label, value]) => [label, hide(value)] as const),
      ],
      warnings: [
        ...[...stats.warnings].map(([warning, count]) => [say(warningNames[warning]), count] as const),
        [
          say('events with a created_at that cannot be right: over 4 days old, or in the future'),
          stats.wrongTimes,
        ],
        ...passedOver,
        [
          say('alarms forgotten while raised: more devices had one than are remembered'),
          devices?.alarms.forgotten ?? 0,
        ],
      ],
    },
    theme,
    columns,
  )
}

function connectionFacts(stats: RunStats, { windowLine }: ConnectionFacts): [label: string, value: string][] {
  const { lags } = stats
  const lag = (ms: number | undefined) => (ms === undefined ? '-' : formatDuration(ms))
  return [
    [say('lag'), `p50 ${lag(lags.quantile(0.5))}   p95 ${lag(lags.quantile(0.95))}   max ${lag(lags.max)}`],
    [
      say('connected'),
      say('{time} of {all}', { time: formatDuration(stats.connected), all: formatDuration(stats.elapsed) }),
    ],
    [say('reconnects'), String(stats.reconnects)],
    ...(windowLine === undefined ? [] : [[say('window'), windowLine] as [string, string]]),
  ]
}

function timeFacts(
  { earliest, latest }: RunStats,
  timeText: RunSummary['timeText'],
): [label: string, value: string][] {
  return latest < earliest
    ? []
    : [
        [
          say('created'),
          say('{from} to {to}', { from: timeText(earliest * 1000), to: timeText(latest * 1000) }),
        ],
      ]
}
