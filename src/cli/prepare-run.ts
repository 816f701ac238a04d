import { decodingReader, type Reader, readerOf, readPush } from '../app/reader.ts'
import type { Clock } from '../base/clock.ts'
import type { DefinitionSet } from '../datapoints/definition-set.ts'
import { PayloadDecoder } from '../datapoints/payload-decoder.ts'
import type { Event } from '../event/event.ts'
import type { Format } from '../format/formats.ts'
import { createTheme } from '../format/theme.ts'
import { say } from '../language/say.ts'
import { LineOutput } from '../output/line-output.ts'
import type { Output } from '../output/output.ts'
import { checkStdout, stdoutSink } from '../output/stdout-sink.ts'
import { StreamSink } from '../output/stream-sink.ts'
import { presentTime, type ViewTime } from '../view/view-time.ts'
import type { Watch } from '../view/watch.ts'
import type { Assertion } from './assertions.ts'
import { checkWatch } from './check-watch.ts'
import { colourLevel } from './colour-level.ts'
import type { Console } from './console.ts'
import type { CreateExec } from './create-exec.ts'
import { createFormat, terminalColumns } from './create-format.ts'
import type { WatchParts } from './create-watch.ts'
import type { EventTests } from './event-tests.ts'
import { type KeptState, keptState, readSteps } from './kept-state.ts'
import type { RunConfig } from './run-config.ts'
import type { RunTerminal } from './run-terminal.ts'
import type { SecretMask } from './secret-mask.ts'
import { warnOfSecrets } from './warn-of-secrets.ts'

/** What a run is made of, wherever its events come from. */
export interface PreparedRun extends KeptState {
  readonly config: RunConfig
  readonly read: Reader
  readonly keep: (event: Event) => boolean
  /** What ends the run at an event. */
  readonly assertions: readonly Assertion[]
  /** Where shown events go. */
  readonly outputs: readonly Output<Event>[]
  /** Where all events go. */
  readonly recorders: readonly Output<Event>[]
  readonly mask: SecretMask | undefined
  readonly terminal: RunTerminal
  /** The live view, which is one of the outputs, if there is to be one. */
  readonly watch?: Watch | undefined
  /** Aborted when the run is to end. */
  readonly halted: AbortController
}

/** The parts of a run that can be wrong, checked before there is a source of events. */
export interface CheckedRun extends EventTests, Pick<PreparedRun, 'recorders'> {
  /** Undefined if none are given. */
  readonly definitions: DefinitionSet | undefined
  /** Undefined if there is no command. */
  readonly createExec: CreateExec | undefined
}

/**
 * Checks what can be wrong, and opens what is recorded to, before `prepare` is called. If that fails, the recorders are
 * closed; otherwise the run does it.
 *
 * @throws Failure `usage`, `output`, and what `prepare` throws
 */
export async function checkedRun<T>(
  config: RunConfig,
  log: Console,
  clock: Clock,
  prepare: (checked: CheckedRun) => Promise<T>,
): Promise<T> {
  const checked = await checkRun(config, log, clock)
  try {
    return await prepare(checked)
  } catch (error) {
    for (const recorder of checked.recorders) await recorder.close()
    throw error
  }
}

async function checkRun(config: RunConfig, log: Console, clock: Clock): Promise<CheckedRun> {
  const tests = asksOf(config) ? await (await import('./event-tests.ts')).compileTests(config, log) : none
  const definitions = await givenDefinitions(config, log)
  if (config.watch) checkWatch(process)
  if (config.toStdout) checkStdout()
  // Most runs need no child processes, and no recordings.
  const createExec = config.exec && (await import('./create-exec.ts')).checkExec(config.exec)
  const recorders = config.record
    ? [(await import('./open-recording.ts')).openRecording(config.record, log, clock)]
    : []
  return { ...tests, definitions, createExec, recorders }
}

/** Whether anything depends on what an event says. Most runs show all, and need no filter language. */
function asksOf({ filters, until, failOn, highlight }: RunConfig): boolean {
  return filters.length + until.length + failOn.length + highlight.length > 0
}

const none: EventTests = { keep: () => true, assertions: [], highlight: undefined }

interface RunSetting extends CheckedRun, Pick<PreparedRun, 'mask' | 'terminal'> {
  /** Whether events are shown as they happen, so that how late they come means something. */
  readonly live: boolean
  /** The time of a live view. Default: the present. */
  readonly viewTime?: ViewTime | undefined
  /** Whether metrics are written. */
  readonly metrics: boolean
}

/** Makes what a run needs from its configuration. */
export async function prepareRun(
  config: RunConfig,
  {
    keep,
    assertions,
    highlight,
    definitions,
    createExec,
    recorders,
    mask,
    live,
    metrics,
    terminal,
    viewTime,
  }: RunSetting,
  log: Console,
  clock: Clock,
): Promise<PreparedRun> {
  const { stdout, stderr, env } = process
  const theme = createTheme(colourLevel(config.color, stdout.isTTY, env))
  const made = { definitions, highlight, mask, theme, live, wall: clock.wall }
  const asTheyCame = (format: Format, option: string) => warnOfSecrets(format, option, text => log.warn(text))
  const outputs: Output<Event>[] = []
  if (config.toStdout && !config.watch) {
    const format = await createFormat(config.format, config, { ...made, columns: terminalColumns })
    const { bottomLine } = terminal
    const sink = bottomLine ? new StreamSink(bottomLine.stdout) : stdoutSink()
    outputs.push(new LineOutput(config.format === 'json' ? asTheyCame(format, '--json') : format, sink))
  }
  const halted = new AbortController()
  if (createExec) {
    const format = await createFormat('json', config, { ...made, columns: () => undefined })
    outputs.push(createExec(asTheyCame(format, '--exec'), { log, clock, stopping: halted.signal }))
  }
  const marksChanges = stdout.isTTY || theme.level > 0
  const state = keptState({ ...config, live, metrics, marksChanges }, stderr.isTTY, clock.wall, log)
  const read = readerFor(config, definitions, log)
  const parts = { ...made, read, clock, time: viewTime ?? presentTime(clock) }
  const watch =
    config.watch && state.devices ? await createView(config, { ...parts, devices: state.devices }) : undefined
  if (watch) outputs.push(watch)
  return {
    config,
    terminal,
    watch,
    read: readerOf(readSteps(state), read),
    keep,
    assertions,
    outputs,
    recorders,
    ...state,
    mask,
    halted,
  }
}

/** Most runs need no view. */
async function createView(config: RunConfig, parts: WatchParts): Promise<Watch> {
  const { createWatch } = await import('./create-watch.ts')
  return createWatch(config, parts, process)
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
  { format, enrich, filters, until, failOn, datapoints }: RunConfig,
  definitions: DefinitionSet | undefined,
  log: Console,
): Reader {
  if (!definitions) return readPush
  const asks = filters.length + until.length + failOn.length > 0
  if (format === 'json' && !enrich && !asks) {
    if (datapoints?.given === '--datapoints')
      log.hint(say('JSON lines stay as the server sent them; --enrich adds what --datapoints decodes'))
    return readPush
  }
  return decodingReader(new PayloadDecoder(definitions, text => log.warn(text)))
}
