import type { RunActivity } from '../app/run-activity.ts'
import type { WindowWatch } from '../app/window-watch.ts'
import type { StatusFacts } from '../view/status-facts.ts'
import { filterWords } from './filter-words.ts'
import type { PreparedTail } from './prepare-tail.ts'

/** Returns a function that returns what a run is doing. */
export function runFacts(
  { config, target, devices }: Pick<PreparedTail, 'config' | 'target' | 'devices'>,
  activity: RunActivity,
  window: WindowWatch,
): () => StatusFacts {
  const filters = filterWords(config.filters)
  const { prefetch } = config.settings
  return () => {
    const facts = activity.facts()
    return {
      ...facts,
      server: target.server.host,
      filters,
      unacked: Math.min(prefetch, Math.max(window.held, facts.unacked)),
      prefetch,
      windowFull: window.isFull,
      ack: config.ack,
      openAlarms: devices?.alarms.openCount,
    }
  }
}
