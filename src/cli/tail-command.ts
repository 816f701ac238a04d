import { openTail } from '../app/open-tail.ts'
import { readPush } from '../app/reader.ts'
import { RunStats } from '../app/run-stats.ts'
import { runTail } from '../app/run-tail.ts'
import { TurnLimit } from '../app/turn-limit.ts'
import { WindowGauge } from '../app/window-gauge.ts'
import { WindowWatch } from '../app/window-watch.ts'
import { systemClock } from '../base/clock.ts'
import { Failure } from '../base/failure.ts'
import { hostAndPort } from '../base/host-and-port.ts'
import { RaisedAlarms } from '../devices/raised-alarms.ts'
import { compileFilters } from '../filter/filter.ts'
import { formats } from '../format/formats.ts'
import { createTheme, type Theme } from '../format/theme.ts'
import { LineOutput } from '../output/line-output.ts'
import { neverBlock } from '../output/never-block.ts'
import { checkStdout, stdoutSink } from '../output/stdout-sink.ts'
import { UntrustedCertificate } from '../transport/untrusted-certificate.ts'
import { noti1 } from '../wire/noti1/noti1.ts'
import { aboutServer } from './about-server.ts'
import { colourLevel } from './colour-level.ts'
import { Console } from './console.ts'
import { withDoubts } from './credentials.ts'
import type { Settled } from './environment.ts'
import { exitCodes } from './exit-code.ts'
import type { Outcome } from './exit-process.ts'
import { glyphSet } from './glyph-set.ts'
import { LoginWatch } from './login-watch.ts'
import { boundLine, policyLines, windowFullLines } from './queue-lines.ts'
import { Reporter } from './reporter.ts'
import { SecretMask } from './secret-mask.ts'
import { Spinner } from './spinner.ts'
import { watchStopConditions } from './stop-conditions.ts'
import { summaryText } from './summary.ts'
import type { TailConfig } from './tail-config.ts'
import type { TailFlags } from './tail-options.ts'
import { demoTarget, realTarget } from './tail-target.ts'
import { trustCommand } from './trust-command.ts'

/** Tails until it is over, says why where that is no proper end, and answers what it came to. */
export async function tailCommand(config: TailConfig, settled: Settled<TailFlags>): Promise<Outcome> {
  const { stderr, env } = process
  neverBlock(stderr)
  const theme = createTheme(colourLevel(config.color, stderr.isTTY, env))
  const spinner =
    stderr.isTTY && env.TERM !== 'dumb'
      ? new Spinner({ clock: systemClock, stream: stderr, process, coloured: theme.level > 0 })
      : undefined
  const log = new Console(stderr, theme, config.verbosity, spinner)
  try {
    return await runToEnd(config, settled, log, theme)
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    log.fail(error, error instanceof UntrustedCertificate ? trustAdvice(error) : [])
    return { code: exitCodes[error.code], abandoned: error.code === 'output' }
  }
}

async function runToEnd(
  config: TailConfig,
  settled: Settled<TailFlags>,
  log: Console,
  stderrTheme: Theme,
): Promise<Outcome> {
  const clock = systemClock
  const { stdout, stderr, env } = process
  // All that can be wrong with what was typed comes before anything is dialed or asked.
  const keep = await compileFilters(
    config.filters.map(filter => filter.expression),
    config.filters.map(filter => filter.flag),
    text => log.warn(text),
  )
  checkStdout()
  const target = settled.flags.demo ? await demoTarget(clock) : await realTarget(config, settled, log)
  const mask = settled.flags.demo ? undefined : new SecretMask(target.options.secret)
  if (mask) log.hide(mask)
  const alarms = new RaisedAlarms()
  const format = await formats[config.format].create({
    theme: createTheme(colourLevel(config.color, stdout.isTTY, env)),
    columns: () => (stdout.isTTY ? (stdout.columns ?? 0) : undefined),
    mask,
    alarms,
    time: config.time,
    timeZone: config.timeZone,
    wrap: config.wrap,
    glyphs: glyphSet(process.platform, env),
    wall: clock.wall,
  })

  const { prefetch } = config.settings
  const stats = wantsSummary(config) ? new RunStats(clock) : undefined
  const gauge = new WindowGauge(clock, prefetch, noti1.prefetch.max, bound =>
    log.debug(boundLine(bound, prefetch)),
  )
  const window = new WindowWatch(prefetch, () =>
    log.info(windowFullLines[config.ack](prefetch, noti1.prefetch.max)),
  )
  const where = hostAndPort(target.options.host, target.options.port)
  const login = new LoginWatch(where)
  const reporter = new Reporter(log, {
    where,
    policyLine: policyLines[config.ack](prefetch),
  })
  const output = new LineOutput(format, stdoutSink())
  const tail = openTail({
    ...config.settings,
    ...target.options,
    onStatus: status => {
      for (const one of [stats, gauge, login, stopConditions, reporter, window]) one?.onStatus(status)
    },
    onLine: config.trace ? (direction, line) => log.trace(direction, line) : undefined,
  })
  const stop = new AbortController()
  const stopConditions = watchStopConditions(config, clock, log, login, () => {
    stop.abort()
    tail.halt()
  })
  let forced = false
  let broken = false
  void stopConditions.forced.then(() => {
    forced = true
    output.abandon()
    tail.hangUp()
  })

  try {
    await runTail({
      source: gauge.watch(tail.batches()),
      read: readPush,
      keep,
      outputs: [output],
      ack: config.ack,
      count: config.count,
      turn: new TurnLimit(clock, () => new Promise(resolve => setImmediate(resolve))),
      signal: stop.signal,
      stats,
      progress: ({ shown, held }) => {
        if (shown > 0) stopConditions.shown()
        if (held > 0) window.add(held)
      },
    })
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    if (error.code !== 'output') throw aboutServer(where, withDoubts(error, target.doubts))
    // A terminal that is closed takes no more writes, often just before its SIGHUP is handled: that is the reason then.
    await tail.stop()
    if (!stopConditions.code) throw error
    log.fail(error)
    broken = true
  } finally {
    log.idle()
    await tail.stop()
    stopConditions.close()
    await target.close()
    if (stats?.everConnected)
      log.block(
        await summaryText(
          stats,
          alarms.forgotten,
          gauge.bound && boundLine(gauge.bound, prefetch),
          stderrTheme,
          stderr.columns || 80,
          text => mask?.hide(text) ?? text,
        ),
      )
  }
  if (stopConditions.failure) throw stopConditions.failure
  if (!forced) return { code: stopConditions.code ?? 0, abandoned: broken }
  // An end that was ordered, and could not be had, is a failure of the output.
  if (stopConditions.code === 0)
    throw new Failure('output', 'the output takes nothing; what is not written stays in the queue')
  return { code: stopConditions.code!, abandoned: true }
}

function trustAdvice({ certificate: { pin } }: UntrustedCertificate): string[] {
  return [
    'If you know that this is the key of your server, trust this key, and no other:',
    `  ${trustCommand(process.argv.slice(2), pin, process.platform)}`,
  ]
}

function wantsSummary({ summary, verbosity }: TailConfig): boolean {
  return (
    summary === 'always' || (summary === 'auto' && process.stderr.isTTY === true && verbosity !== 'quiet')
  )
}
