import { decodingReader, type Reader, readerOf, readPush } from '../app/reader.ts'
import type { Clock } from '../base/clock.ts'
import type { DefinitionSet } from '../datapoints/definition-set.ts'
import { PayloadDecoder } from '../datapoints/payload-decoder.ts'
import type { Event } from '../event/event.ts'
import { compileFilters } from '../filter/filter.ts'
import { type Format, type FormatContext, formats } from '../format/formats.ts'
import { createTheme } from '../format/theme.ts'
import { LineOutput } from '../output/line-output.ts'
import type { Output } from '../output/output.ts'
import { checkStdout, stdoutSink } from '../output/stdout-sink.ts'
import { colourLevel } from './colour-level.ts'
import type { Console } from './console.ts'
import type { Settled } from './environment.ts'
import { glyphSet } from './glyph-set.ts'
import { type KeptState, keptState, readSteps } from './kept-state.ts'
import { SecretMask } from './secret-mask.ts'
import type { TailConfig } from './tail-config.ts'
import type { TailFlags } from './tail-options.ts'
import { demoTarget, realTarget, shippedDefinitions, type TailTarget } from './tail-target.ts'
import { warnOfSecrets } from './warn-of-secrets.ts'

/** What a run is made of. */
export interface PreparedTail extends KeptState {
  readonly config: TailConfig
  readonly target: TailTarget
  readonly read: Reader
  readonly keep: (event: Event) => boolean
  /** Where shown events go. */
  readonly outputs: readonly Output<Event>[]
  /** Where all events go. */
  readonly recorders: readonly Output<Event>[]
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
  const { demo } = settled.flags
  const given = await givenDefinitions(config, log)
  const definitions = given ?? (demo ? await shippedDefinitions() : undefined)
  checkStdout()
  const target = demo
    ? await demoTarget(config.dialect, clock, given)
    : await realTarget(config, settled, authSecret, log)
  const mask = target.secrets.length > 0 ? new SecretMask(target.secrets) : undefined
  if (mask) log.hide(mask)
  const written = await createFormat(config, { definitions, mask, wall: clock.wall })
  const format = config.format === 'json' ? warnOfSecrets(written, text => log.warn(text)) : written
  const state = keptState(config, process.stderr.isTTY, clock.wall, log)
  return {
    config,
    target,
    read: readerOf(readSteps(state), readerFor(config, definitions, log)),
    keep,
    outputs: [new LineOutput(format, stdoutSink())],
    recorders: [],
    ...state,
    mask,
  }
}

/** @throws Failure `usage` if there are none where they are said to be */
async function givenDefinitions(
  { datapoints }: TailConfig,
  log: Console,
): Promise<DefinitionSet | undefined> {
  if (!datapoints) return undefined
  // Most runs need no schema validator.
  const { loadDefinitions } = await import('./load-definitions.ts')
  const { definitions, warnings } = await loadDefinitions(datapoints.path, datapoints.given)
  for (const warning of warnings) log.warn(warning)
  return definitions
}

/** Events whose payload nobody asks for are read as they were pushed. */
function readerFor(
  { format, enrich, filters, datapoints }: TailConfig,
  definitions: DefinitionSet | undefined,
  log: Console,
): Reader {
  if (!definitions) return readPush
  if (format === 'json' && !enrich && filters.length === 0) {
    if (datapoints?.given === '--datapoints')
      log.hint('--json stays as the server sent it; --enrich adds what --datapoints decodes')
    return readPush
  }
  return decodingReader(new PayloadDecoder(definitions, text => log.warn(text)))
}

function createFormat(
  config: TailConfig,
  made: Pick<FormatContext, 'definitions' | 'mask' | 'wall'>,
): Promise<Format> {
  const { stdout, env, platform } = process
  const { time, timeZone, wrap, diff, enrich } = config
  return formats[config.format].create({
    ...made,
    theme: createTheme(colourLevel(config.color, stdout.isTTY, env)),
    columns: () => (stdout.isTTY ? (stdout.columns ?? 0) : undefined),
    glyphs: glyphSet(platform, env),
    time,
    timeZone,
    wrap,
    diff,
    enrich,
  })
}
