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
import { glyphSet } from './glyph-set.ts'
import { type KeptState, keptState, readSteps } from './kept-state.ts'
import type { SecretMask } from './secret-mask.ts'
import type { RunConfig } from './tail-config.ts'
import { warnOfSecrets } from './warn-of-secrets.ts'

/** What a run is made of, wherever its events come from. */
export interface PreparedRun extends KeptState {
  readonly config: RunConfig
  readonly read: Reader
  readonly keep: (event: Event) => boolean
  /** Where shown events go. */
  readonly outputs: readonly Output<Event>[]
  /** Where all events go. */
  readonly recorders: readonly Output<Event>[]
  readonly mask: SecretMask | undefined
}

/** The parts of a run that can be wrong, checked before there is a source of events. */
export interface CheckedRun extends Pick<PreparedRun, 'keep'> {
  /** Undefined if none are given. */
  readonly definitions: DefinitionSet | undefined
}

/** @throws Failure `usage`, `output` */
export async function checkRun(config: RunConfig, log: Console): Promise<CheckedRun> {
  const keep = await compileFilters(
    config.filters.map(filter => filter.expression),
    config.filters.map(filter => filter.flag),
    text => log.warn(text),
  )
  const definitions = await givenDefinitions(config, log)
  checkStdout()
  return { keep, definitions }
}

interface RunSetting extends CheckedRun, Pick<PreparedRun, 'mask'> {
  /** Whether events are shown as they happen, so that how late they come means something. */
  readonly live: boolean
}

/** Makes what a run needs from its configuration. */
export async function prepareRun(
  config: RunConfig,
  { keep, definitions, mask, live }: RunSetting,
  log: Console,
  clock: Clock,
): Promise<PreparedRun> {
  const written = await createFormat(config, { definitions, mask, live, wall: clock.wall })
  const format = config.format === 'json' ? warnOfSecrets(written, text => log.warn(text)) : written
  const state = keptState({ ...config, live }, process.stderr.isTTY, clock.wall, log)
  return {
    config,
    read: readerOf(readSteps(state), readerFor(config, definitions, log)),
    keep,
    outputs: [new LineOutput(format, stdoutSink())],
    recorders: [],
    ...state,
    mask,
  }
}

/** @throws Failure `usage` if there are none where they are said to be */
async function givenDefinitions({ datapoints }: RunConfig, log: Console): Promise<DefinitionSet | undefined> {
  if (!datapoints) return undefined
  // Most runs need no schema validator.
  const { loadDefinitions } = await import('./load-definitions.ts')
  const { definitions, warnings } = await loadDefinitions(datapoints.path, datapoints.given)
  for (const warning of warnings) log.warn(warning)
  return definitions
}

/** Events whose payload nobody asks for are read as they were pushed. */
function readerFor(
  { format, enrich, filters, datapoints }: RunConfig,
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
  config: RunConfig,
  made: Pick<FormatContext, 'definitions' | 'mask' | 'live' | 'wall'>,
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
