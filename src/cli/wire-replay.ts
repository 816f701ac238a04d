import { ConnectionStats } from '../app/connection-stats.ts'
import { gatheringFor } from '../app/gathering.ts'
import { RunStats } from '../app/run-stats.ts'
import { TurnLimit } from '../app/turn-limit.ts'
import type { Clock } from '../base/clock.ts'
import { Failure } from '../base/failure.ts'
import type { Recording, RecordingDeps } from '../replay/recording.ts'
import type { Console } from './console.ts'
import type { PreparedRun } from './prepare-run.ts'
import { ReplayReporter } from './replay-reporter.ts'
import type { ReplayView } from './replay-view.ts'
import { runReports } from './run-reports.ts'
import type { WiredRun } from './run-to-end.ts'
import { StopConditions } from './stop-conditions.ts'
import { wantsSummary } from './summary.ts'

/** Creates the parts of a replay and connects them. */
export function wireReplay(
  prepared: PreparedRun,
  recording: Recording,
  stdin: RecordingDeps['stdin'],
  log: Console,
  clock: Clock,
  view?: ReplayView,
): WiredRun {
  const { config, read, keep, assertions, outputs, recorders, halted } = prepared
  const { signal } = halted
  const reporter = new ReplayReporter(log)
  const { report, waiting } = reporter
  const stats = wantsSummary(config, process.stderr.isTTY) ? new RunStats(clock, false) : undefined
  const connection = stats ?? new ConnectionStats(clock)
  const stopConditions = new StopConditions(
    { ...config, assertions },
    {
      clock,
      log,
      login: { failure: () => undefined, lost: undefined },
      halt: () => halted.abort(),
      force() {
        for (const output of [...recorders, ...outputs]) output.abandon()
      },
    },
  )
  // A recording counts as a connection that is there from the start.
  for (const one of [connection, stopConditions]) one.onStatus({ kind: 'connected', gap: undefined })
  const events = recording.events({ clock: view?.clock ?? clock, stdin, signal, report, waiting })
  return {
    job: {
      source: view ? view.watch(events, prepared, () => stopConditions.quit()) : events,
      read,
      keep,
      outputs,
      recorders,
      ack: 'none',
      count: config.count,
      endsAt: stopConditions.endsAt,
      gathering: gatheringFor([...outputs, ...recorders], Number.POSITIVE_INFINITY, clock),
      stats,
      turn: new TurnLimit(clock, () => new Promise(resolve => setImmediate(resolve))),
      signal,
      progress({ shown }) {
        view?.addShown(shown)
        if (shown > 0) stopConditions.shown()
      },
    },
    stopConditions,
    close: async () => view?.close(),
    explain: withoutQueue,
    ...runReports(prepared, stats ?? connection, log, () => ({
      connection: undefined,
      passedOver: reporter.passedOver,
    })),
  }
}

/** Leaves out of a failure to write what it says of the queue: the recording still has the events. */
export function withoutQueue(failure: Failure): Failure {
  return failure.code === 'output' ? new Failure('output', failure.message, { cause: failure }) : failure
}
