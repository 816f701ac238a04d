import type { Tally } from '../app/tally.ts'
import { formatDuration } from '../base/duration.ts'
import type { Theme } from '../format/theme.ts'
import { oddityNames } from './reporter.ts'

/**
 * The table at the end, as text. cli-table3 is loaded only for it.
 *
 * @param hide takes out of a type what must not be shown, before it is shortened
 */
export async function summaryText(
  tally: Tally,
  windowLine: string | undefined,
  theme: Theme,
  columns: number,
  hide: (text: string) => string,
): Promise<string> {
  const { summaryTable } = await import('../format/summary-table.ts')
  const { lags } = tally
  const lag = (ms: number | undefined) => (ms === undefined ? '-' : formatDuration(ms))
  const seconds = tally.elapsed / 1000
  return summaryTable(
    {
      rows: [...tally.types].map(([type, counts]) => ({ type: hide(type), ...counts })),
      total: tally.total,
      facts: [
        ['rate', `${(tally.total.received / Math.max(seconds, 0.001)).toFixed(1)} events/s`],
        ['lag', `p50 ${lag(lags.quantile(0.5))}   p95 ${lag(lags.quantile(0.95))}   max ${lag(lags.max)}`],
        ['connected', `${formatDuration(tally.connected)} of ${formatDuration(tally.elapsed)}`],
        ['reconnects', String(tally.reconnects)],
        ...(windowLine === undefined ? [] : [['window', windowLine] as const]),
      ],
      oddities: [
        ...[...tally.oddities].map(([oddity, count]) => [oddityNames[oddity], count] as const),
        ['events with a created_at that cannot be right: over 4 days old, or ahead', tally.wrongTimes],
      ],
    },
    theme,
    columns,
  )
}
