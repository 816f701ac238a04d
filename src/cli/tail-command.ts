import { openTail } from '../app/open-tail.ts'
import { patience } from '../app/patience.ts'
import { runTail } from '../app/run-tail.ts'
import { Tally } from '../app/tally.ts'
import { WindowWatch } from '../app/window-watch.ts'
import { type Clock, systemClock } from '../base/clock.ts'
import { formatDuration } from '../base/duration.ts'
import { compileFilters } from '../filter/filter.ts'
import { formats } from '../format/formats.ts'
import { createTheme } from '../format/theme.ts'
import { defaults } from '../session/settings.ts'
import { stdoutSink } from '../sink/stdout-sink.ts'
import { colourLevel } from './colour-level.ts'
import { findCredentials } from './credentials.ts'
import { exitCodes, signalCodes } from './exit-code.ts'
import { policyLines, windowFullLines } from './policy-line.ts'
import { Reporter } from './reporter.ts'
import { Spinner } from './spinner.ts'
import { onStopSignal } from './stop-signals.ts'
import { summaryText } from './summary.ts'
import type { TailConfig } from './tail-config.ts'
import type { TailFlags } from './tail-options.ts'
import { Talk } from './talk.ts'
import { warnOfUnknownTypes } from './unknown-types.ts'

/** How long a stop by signal may take, in milliseconds, before what is not written is given up. */
const stopLimit = 2000

/**
 * Tails until it is over, and answers the exit code.
 *
 * @throws Failure where it cannot begin or cannot go on
 */
export async function tailCommand(
  config: TailConfig,
  flags: TailFlags,
  secretTyped: boolean,
): Promise<number> {
  const clock = systemClock
  const { stdout, stderr, env } = process
  const theme = createTheme(colourLevel(config.color, stdout.isTTY, env))
  const stderrTheme = createTheme(colourLevel(config.color, stderr.isTTY, env))
  const talk = new Talk(stderr, stderrTheme, config.loudness, stderr.isTTY ? new Spinner(clock) : undefined)

  const keep = await compileFilters(config.filters)
  warnOfUnknownTypes(config.events, talk)
  const format = await formats[config.format].create({
    theme,
    columns: () => (stdout.isTTY ? stdout.columns : undefined),
    time: config.time,
    timeZone: config.timeZone,
    wall: clock.wall,
  })
  const peer = flags.demo ? await demoPeer(clock) : await realPeer(config, flags, secretTyped, talk)

  const prefetch = config.settings.prefetch ?? defaults.prefetch
  const summarize =
    config.summary === 'always' || (config.summary === 'auto' && stderr.isTTY && config.loudness !== 'quiet')
  const tally = summarize ? new Tally(clock) : undefined
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
      if (status.kind === 'live') window.connected()
      reporter.heard(status)
    },
    onLine: config.trace ? (direction, line) => talk.trace(direction, line) : undefined,
  })

  let outcome: number | undefined
  const cleanUps: (() => void)[] = []
  const end = (code: number) => {
    outcome ??= code
    tail.halt()
  }
  const forced = new Promise<'forced'>(resolve => {
    cleanUps.push(
      onStopSignal(signal => {
        end(signalCodes[signal])
        cleanUps.push(
          clock.after(stopLimit, () => {
            sink.abandon()
            resolve('forced')
          }),
        )
      }),
    )
  })
  if (config.duration !== undefined) cleanUps.push(clock.after(config.duration, () => end(0)))
  const waiting =
    config.timeout === undefined
      ? undefined
      : patience(clock, config.timeout, () => {
          talk.say(`no event was shown for ${formatDuration(config.timeout!)} (--timeout)`)
          end(exitCodes.timeout)
        })
  if (waiting) cleanUps.push(waiting.end)

  let over = false
  try {
    await runTail({
      batches: tail.batches(),
      keep,
      format,
      sink,
      ack: config.ack,
      count: config.count,
      tally,
      progress: ({ shown, held }) => {
        if (shown > 0) waiting?.shown()
        if (held > 0) window.add(held)
      },
    })
    over = true
  } finally {
    talk.idle()
    const goodbye = await Promise.race([tail.stop(), forced])
    for (const cleanUp of cleanUps) cleanUp()
    await peer.close()
    if (tally) talk.block(await summaryText(tally, stderrTheme, stderr.columns ?? 80))
    // Only after a signal, and only when two seconds were not enough, is anything left unwritten.
    if (goodbye === 'forced' && over) process.exit(outcome)
  }
  return outcome ?? 0
}

interface PeerOfTail {
  readonly options: TailConfig['server'] & { readonly id: string; readonly secret: string }
  close(): Promise<void>
}

async function realPeer(
  config: TailConfig,
  flags: TailFlags,
  secretTyped: boolean,
  talk: Talk,
): Promise<PeerOfTail> {
  const canAsk = process.stdin.isTTY === true && process.stderr.isTTY === true
  const { id, secret, secretFile } = flags
  const credentials = await findCredentials({ id, secret, secretFile, secretTyped, canAsk }, talk)
  return { options: { ...config.server, ...credentials }, close: async () => {} }
}

/** The broker of `simulate`, inside this process, tailed over TLS like any other. */
async function demoPeer(clock: Clock): Promise<PeerOfTail> {
  const { startBroker } = await import('../simulator/broker.ts')
  const broker = await startBroker({ port: 0, rate: 4, devices: 8, seed: clock.wall(), scenarios: [], clock })
  return {
    options: {
      id: 'demo',
      secret: 'demo',
      host: '127.0.0.1',
      port: broker.port,
      ca: broker.ca,
      servername: undefined,
      insecure: false,
    },
    close: () => broker.close(),
  }
}
