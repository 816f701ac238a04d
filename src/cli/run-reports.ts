import type { ConnectionStats } from '../app/connection-stats.ts'
import { RunStats } from '../app/run-stats.ts'
import { formatDuration } from '../base/duration.ts'
import { grouped } from '../base/grouped.ts'
import { shownTime, timeStyles } from '../format/time-format.ts'
import { say } from '../language/say.ts'
import type { Console } from './console.ts'
import type { PreparedRun } from './prepare-run.ts'
import type { WiredRun } from './run-to-end.ts'
import { type RunSummary, summaryText, wantsSummary } from './summary.ts'

/**
 * Returns what can be said of a run, at its end and before.
 *
 * @param stats all that is counted: without events, if nobody wants a summary
 * @param more returns what depends on the source
 */
export function runReports(
  prepared: PreparedRun,
  stats: ConnectionStats | RunStats,
  log: Console,
  more: () => Pick<RunSummary, 'connection' | 'passedOver'>,
): Pick<WiredRun, 'summary' | 'report'> {
  const { config, outputs, recorders, devices, clocks, mask } = prepared
  const counts = () => [...outputs, ...recorders].map(output => output.counts)
  const table = (all: RunStats) => {
    const iso = timeStyles.iso.create(config.timeZone).brief!
    const timeText = (ms: number) => (shownTime(ms / 1000) === undefined ? iso.none.trim() : iso.text(ms))
    const hide = (text: string) => mask?.hide(text) ?? text
    return summaryText(
      { stats: all, devices, clocks, outputs: counts(), timeText, hide, ...more() },
      log.theme,
      log.columns || 80,
    )
  }
  return {
    async summary() {
      const wanted = wantsSummary(config, process.stderr.isTTY) && stats.everConnected
      return wanted && stats instanceof RunStats ? table(stats) : undefined
    },
    async report() {
      if (!stats.everConnected)
        return say('not connected yet, after {time}', { time: formatDuration(stats.elapsed) })
      if (stats instanceof RunStats) return table(stats)
      const { connected, elapsed, reconnects } = stats
      const events = counts().map(({ name, events }) =>
        say('{what}: {said}', {
          what: name,
          said: say(events === 1 ? '{n} event' : '{n} events', { n: grouped(events) }),
        }),
      )
      return [
        say(
          reconnects === 1
            ? 'connected {time} of {all}, {n} reconnect'
            : 'connected {time} of {all}, {n} reconnects',
          { time: formatDuration(connected), all: formatDuration(elapsed), n: reconnects },
        ),
        ...events,
        say('for events by type: --summary always'),
      ].join(say('; '))
    },
  }
}
