import type { RunStats } from '../app/run-stats.ts'
import { formatDuration } from '../base/duration.ts'
import type { Theme } from '../format/theme.ts'
import { warningNames } from './reporter.ts'

/**
 * The table at the end, as text. cli-table3 is loaded only for it.
 *
 * @param hide takes out of a type what must not be shown, before it is shortened
 */
export async function summaryText(
  stats: RunStats,
  forgottenAlarms: number,
  windowLine: string | undefined,
  theme: Theme,
  columns: number,
  hide: (text: string) => string,
): Promise<string> {
  const { summaryTable } = await import('../format/summary-table.ts')
  const { lags } = stats
  const lag = (ms: number | undefined) => (ms === undefined ? '-' : formatDuration(ms))
  const seconds = stats.elapsed / 1000
  return summaryTable(
    {
      rows: [...stats.types].map(([type, counts]) => ({ type: hide(type), ...counts })),
      total: stats.total,
      facts: [
        ['rate', `${(stats.total.received / Math.max(seconds, 0.001)).toFixed(1)} events/s`],
        ['lag', `p50 ${lag(lags.quantile(0.5))}   p95 ${lag(lags.quantile(0.95))}   max ${lag(lags.max)}`],
        ['connected', `${formatDuration(stats.connected)} of ${formatDuration(stats.elapsed)}`],
        ['reconnects', String(stats.reconnects)],
        ...(windowLine === undefined ? [] : [['window', windowLine] as const]),
      ],
      warnings: [
        ...[...stats.warnings].map(([warning, count]) => [warningNames[warning], count] as const),
        ['events with a created_at that cannot be right: over 4 days old, or ahead', stats.wrongTimes],
        ['alarms forgotten while raised: more devices had one than are remembered', forgottenAlarms],
      ],
    },
    theme,
    columns,
  )
}
