import { openTail } from '../app/open-tail.ts'
import { runTail } from '../app/run-tail.ts'
import { Tally } from '../app/tally.ts'
import { WindowGauge } from '../app/window-gauge.ts'
import { WindowWatch } from '../app/window-watch.ts'
import { systemClock } from '../base/clock.ts'
import { Failure } from '../base/failure.ts'
import { compileFilters } from '../filter/filter.ts'
import { formats } from '../format/formats.ts'
import { createTheme, type Theme } from '../format/theme.ts'
import { defaults } from '../session/settings.ts'
import { stdoutSink } from '../sink/stdout-sink.ts'
import { colourLevel } from './colour-level.ts'
import { watchEndings } from './endings.ts'
import { exitCodes } from './exit-code.ts'
import { boundLine, policyLines, windowFullLines } from './queue-lines.ts'
import { Reporter } from './reporter.ts'
import { Spinner } from './spinner.ts'
import { summaryText } from './summary.ts'
import type { TailConfig } from './tail-config.ts'
import type { TailFlags } from './tail-options.ts'
import { demoPeer, realPeer } from './tail-peer.ts'
import { Talk } from './talk.ts'
import { warnOfUnknownTypes } from './unknown-types.ts'

/** Tails until it is over, says why where that is no proper end, and answers the exit code. */
export async function tailCommand(
  config: TailConfig,
  flags: TailFlags,
  secretTyped: boolean,
): Promise<number> {
  const { stderr, env } = process
  const theme = createTheme(colourLevel(config.color, stderr.isTTY, env))
  const spinner = stderr.isTTY ? new Spinner(systemClock) : undefined
  const talk = new Talk(stderr, theme, config.loudness, spinner)
  try {
    return await runToEnd(config, flags, secretTyped, talk, theme)
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    talk.fail(error)
    return exitCodes[error.code]
  }
}

async function runToEnd(
  config: TailConfig,
  flags: TailFlags,
  secretTyped: boolean,
  talk: Talk,
  stderrTheme: Theme,
): Promise<number> {
  const clock = systemClock
  const { stdout, stderr, env } = process
  // All that can be wrong with what was typed comes before anything is dialed or asked.
  const keep = await compileFilters(config.filters)
  warnOfUnknownTypes(config.events, talk)
  const format = await formats[config.format].create({
    theme: createTheme(colourLevel(config.color, stdout.isTTY, env)),
    columns: () => (stdout.isTTY ? (stdout.columns ?? 0) : undefined),
    time: config.time,
    timeZone: config.timeZone,
    wall: clock.wall,
  })
  const peer = flags.demo ? await demoPeer(clock) : await realPeer(config, flags, secretTyped, talk)
  talk.hide(peer.options.secret)

  const prefetch = config.settings.prefetch ?? defaults.prefetch
  const tally = wantsSummary(config) ? new Tally(clock) : undefined
  const gauge = new WindowGauge(clock, prefetch, bound => talk.detail(boundLine(bound, prefetch)))
  const window = new WindowWatch(prefetch, () => talk.say(windowFullLines[config.ack](prefetch)))
  const reporter = new Reporter(talk, {
    where: `${peer.options.host}:${peer.options.port}`,
    policyLine: policyLines[config.ack](prefetch),
  })
  const sink = stdoutSink()
  const tail = openTail({
    ...config.settings,
    ...peer.options,
    onStatus: status => {
      tally?.heard(status)
      gauge.heard(status)
      if (status.kind === 'live') window.connected()
      reporter.heard(status)
    },
    onLine: config.trace ? (direction, line) => talk.trace(direction, line) : undefined,
  })
  const endings = watchEndings(config, clock, talk, () => tail.halt())
  let forced = false
  void endings.forced.then(() => {
    forced = true
    sink.abandon()
    tail.hangUp()
  })

  try {
    await runTail({
      batches: gauge.watch(tail.batches()),
      keep,
      format,
      sink,
      ack: config.ack,
      count: config.count,
      tally,
      progress: ({ shown, held }) => {
        if (shown > 0) endings.shown()
        if (held > 0) window.add(held)
      },
    })
  } finally {
    talk.idle()
    await tail.stop()
    endings.close()
    await peer.close()
    if (tally?.everLive)
      talk.block(
        await summaryText(
          tally,
          gauge.bound && boundLine(gauge.bound, prefetch),
          stderrTheme,
          stderr.columns ?? 80,
        ),
      )
    // Only here may anything be left unwritten: two seconds after a signal, to an output that takes nothing.
    if (forced) process.exit(endings.code)
  }
  return endings.code ?? 0
}

function wantsSummary({ summary, loudness }: TailConfig): boolean {
  return summary === 'always' || (summary === 'auto' && process.stderr.isTTY === true && loudness !== 'quiet')
}
