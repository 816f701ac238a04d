import type { Clock } from '../base/clock.ts'
import { RaisedAlarms } from '../devices/raised-alarms.ts'
import type { Event } from '../event/event.ts'
import { compileFilters } from '../filter/filter.ts'
import { type Format, formats } from '../format/formats.ts'
import { createTheme } from '../format/theme.ts'
import { LineOutput } from '../output/line-output.ts'
import type { Output } from '../output/output.ts'
import { checkStdout, stdoutSink } from '../output/stdout-sink.ts'
import { colourLevel } from './colour-level.ts'
import type { Console } from './console.ts'
import type { Settled } from './environment.ts'
import { glyphSet } from './glyph-set.ts'
import { SecretMask } from './secret-mask.ts'
import type { TailConfig } from './tail-config.ts'
import type { TailFlags } from './tail-options.ts'
import { demoTarget, realTarget, type TailTarget } from './tail-target.ts'
import { warnOfSecrets } from './warn-of-secrets.ts'

/** What a run is made of. */
export interface PreparedTail {
  readonly config: TailConfig
  readonly target: TailTarget
  readonly keep: (event: Event) => boolean
  readonly outputs: readonly Output<Event>[]
  readonly alarms: RaisedAlarms
  readonly mask: SecretMask | undefined
}

/**
 * Makes what a run needs from its configuration. Whatever may be wrong with that is found before a person is asked
 * for credentials, and before anything is dialed.
 *
 * @throws Failure `usage`, `output`, `interrupted`
 */
export async function prepareTail(
  config: TailConfig,
  settled: Settled<TailFlags>,
  authSecret: string | undefined,
  log: Console,
  clock: Clock,
): Promise<PreparedTail> {
  const keep = await compileFilters(
    config.filters.map(filter => filter.expression),
    config.filters.map(filter => filter.flag),
    text => log.warn(text),
  )
  checkStdout()
  const { demo } = settled.flags
  const target = demo
    ? await demoTarget(config.dialect, clock)
    : await realTarget(config, settled, authSecret, log)
  const mask = target.secrets.length > 0 ? new SecretMask(target.secrets) : undefined
  if (mask) log.hide(mask)
  const alarms = new RaisedAlarms()
  const written = await createFormat(config, alarms, mask, clock)
  const format = config.format === 'json' ? warnOfSecrets(written, text => log.warn(text)) : written
  return { config, target, keep, outputs: [new LineOutput(format, stdoutSink())], alarms, mask }
}

function createFormat(
  config: TailConfig,
  alarms: RaisedAlarms,
  mask: SecretMask | undefined,
  clock: Clock,
): Promise<Format> {
  const { stdout, env, platform } = process
  const { time, timeZone, wrap } = config
  return formats[config.format].create({
    theme: createTheme(colourLevel(config.color, stdout.isTTY, env)),
    columns: () => (stdout.isTTY ? (stdout.columns ?? 0) : undefined),
    glyphs: glyphSet(platform, env),
    wall: clock.wall,
    time,
    timeZone,
    wrap,
    alarms,
    mask,
  })
}
