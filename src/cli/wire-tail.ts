import { ConnectionStats } from '../app/connection-stats.ts'
import { gatheringFor } from '../app/gathering.ts'
import { LagBuckets } from '../app/lag-buckets.ts'
import { openTail } from '../app/open-tail.ts'
import { RunActivity } from '../app/run-activity.ts'
import { RunStats } from '../app/run-stats.ts'
import type { TailJob } from '../app/run-tail.ts'
import { TurnLimit } from '../app/turn-limit.ts'
import { WindowGauge } from '../app/window-gauge.ts'
import { WindowWatch } from '../app/window-watch.ts'
import type { Clock } from '../base/clock.ts'
import { dialects } from '../wire/dialects.ts'
import { defaultSubkey } from '../wire/snoti2/login.ts'
import { aboutServer } from './about-server.ts'
import type { Console } from './console.ts'
import { withDoubts } from './credentials.ts'
import { LiveLine } from './live-line.ts'
import { LiveWatch } from './live-watch.ts'
import { LoginWatch } from './login-watch.ts'
import { MetricsFile } from './metrics-file.ts'
import { metricsText } from './metrics-text.ts'
import type { PreparedTail } from './prepare-tail.ts'
import { boundLine, policyLine, type Queues, windowFullLines } from './queue-lines.ts'
import { Reporter } from './reporter.ts'
import { runFacts } from './run-facts.ts'
import { runReports } from './run-reports.ts'
import type { WiredRun } from './run-to-end.ts'
import { StopConditions } from './stop-conditions.ts'
import { wantsSummary } from './summary.ts'
import type { TailTarget } from './tail-target.ts'

/** Creates the parts of a run and connects them. Nothing is dialed before the job runs. */
export function wireTail(prepared: PreparedTail, log: Console, clock: Clock): WiredRun {
  const { config, target, read, keep, assertions, outputs, recorders, halted, terminal, watch } = prepared
  const { where } = target
  const { ack, count } = config
  const mostPrefetch = dialects[config.dialect].prefetch.max
  const { prefetch } = config.settings
  const metrics = config.metricsFile !== undefined
  const counts = metrics || wantsSummary(config, process.stderr.isTTY)
  const stats = counts ? new RunStats(clock, true, metrics ? new LagBuckets() : undefined) : undefined
  const connection = stats ?? new ConnectionStats(clock)
  const gauge = new WindowGauge(clock, prefetch, mostPrefetch, bound => log.debug(boundLine(bound, prefetch)))
  const window = new WindowWatch(prefetch, () => log.info(windowFullLines[ack](prefetch, mostPrefetch)))
  const login = new LoginWatch(where)
  const reporter = new Reporter(log, { where, policyLine: policyLine(ack, queuesOf(target.login), prefetch) })
  const activity = new RunActivity(clock)
  const facts = runFacts(prepared, activity, window)
  const tail = openTail({
    ...config.settings,
    ...target.server,
    ...target.login,
    onStatus: status => {
      for (const one of [connection, gauge, login, stopConditions, reporter, window, activity, live])
        one?.onStatus(status)
    },
    onLine: config.trace ? (direction, line) => log.trace(direction, line) : undefined,
  })
  const gathering = gatheringFor([...outputs, ...recorders], prefetch, clock, halted.signal)
  const stopConditions = new StopConditions(
    { ...config, assertions },
    {
      clock,
      log,
      login,
      halt() {
        halted.abort()
        // What was gathered is still acked. The iteration ends after that, and with it the tail.
        if (!gathering) tail.halt()
      },
      force() {
        for (const output of [...recorders, ...outputs]) output.abandon()
        tail.hangUp()
      },
    },
  )
  const { bottomLine, messages } = terminal
  const live = watch
    ? new LiveWatch(watch, { clock, messages, facts, quit: () => stopConditions.quit(), process })
    : bottomLine && new LiveLine(bottomLine, { clock, log, facts, process })
  const batches = gauge.watch(tail.batches())
  const job: TailJob = {
    source: live ? activity.watch(batches) : batches,
    read,
    keep,
    outputs,
    recorders,
    ack,
    count,
    endsAt: stopConditions.endsAt,
    gathering,
    stats,
    turn: new TurnLimit(clock, () => new Promise(resolve => setImmediate(resolve))),
    signal: halted.signal,
    progress({ shown, held }) {
      stopConditions.alive()
      activity.addShown(shown)
      if (shown > 0) stopConditions.shown()
      if (held > 0) window.add(held)
    },
  }
  const metricsFile = stats && openMetrics(prepared, stats, log, clock)
  return {
    job,
    stopConditions,
    async close() {
      live?.close()
      await tail.stop()
      connection.disconnected()
      metricsFile?.close()
    },
    explain: failure => aboutServer(where, withDoubts(failure, target.doubts)),
    ...runReports(prepared, stats ?? connection, log, () => {
      const windowLine = gauge.bound && boundLine(gauge.bound, prefetch)
      return { connection: { windowLine } }
    }),
  }
}

/** Begins to write metrics if they are wanted. */
function openMetrics(
  { config, devices, outputs, recorders, mask }: PreparedTail,
  stats: RunStats,
  log: Console,
  clock: Clock,
): MetricsFile | undefined {
  if (config.metricsFile === undefined) return undefined
  const facts = { stats, devices, hide: (text: string) => mask?.hide(text) ?? text }
  const text = () =>
    metricsText({ ...facts, outputs: [...outputs, ...recorders].map(({ counts }) => counts) })
  const file = new MetricsFile(config.metricsFile, text, clock, warning => log.warn(warning))
  file.start()
  return file
}

function queuesOf(login: TailTarget['login']): Queues {
  if (login.dialect === 'noti1') return { dialect: 'noti1' }
  return { dialect: 'snoti2', subkeys: login.products.map(({ subkey = defaultSubkey }) => subkey) }
}
