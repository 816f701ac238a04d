import type { RunStats } from '../app/run-stats.ts'
import { shownTime, timeStyles } from '../format/time-format.ts'
import type { Console } from './console.ts'
import type { PreparedRun } from './prepare-run.ts'
import { type RunSummary, summaryText } from './summary.ts'

/**
 * Returns the summary of a run so far; undefined if none is wanted, or it never had a source.
 *
 * @param more what depends on the source
 */
export async function runSummary(
  { config, outputs, recorders, devices, clocks, mask }: PreparedRun,
  stats: RunStats | undefined,
  more: Pick<RunSummary, 'connection' | 'passedOver'>,
  log: Console,
): Promise<string | undefined> {
  if (!stats?.everConnected) return undefined
  const iso = timeStyles.iso.create(config.timeZone).brief!
  const timeText = (ms: number) => (shownTime(ms / 1000) === undefined ? iso.none.trim() : iso.text(ms))
  const hide = (text: string) => mask?.hide(text) ?? text
  const counts = [...outputs, ...recorders].map(output => output.counts)
  return summaryText(
    { stats, devices, clocks, outputs: counts, timeText, hide, ...more },
    log.theme,
    log.columns || 80,
  )
}
