import { statSync } from 'node:fs'
import { systemClock } from '../base/clock.ts'
import { Failure } from '../base/failure.ts'
import { excerpt } from '../base/safe-text.ts'
import { say } from '../language/say.ts'
import { openRecording, type Recording, type RecordingOptions } from '../replay/recording.ts'
import { refuseContradictions } from './contradictions.ts'
import { createConsole } from './create-console.ts'
import { withEnvironment } from './environment.ts'
import { exitCodes } from './exit-code.ts'
import type { Outcome } from './exit-process.ts'
import { withDefaults } from './option-table.ts'
import { checkedRun, prepareRun } from './prepare-run.ts'
import { rejectFileNames } from './reject-files.ts'
import { type ReplayFlags, replayContradictions, replayOptions } from './replay-options.ts'
import { ReplayView } from './replay-view.ts'
import { runConfig } from './run-config.ts'
import { runTerminal } from './run-terminal.ts'
import { runToEnd } from './run-to-end.ts'
import { wireReplay, withoutQueue } from './wire-replay.ts'

/**
 * Replays recorded events until they end, reports why if that is a failure, and returns the exit code.
 *
 * @param files their paths; `-` is stdin
 * @throws Failure `usage` if the options are wrong
 */
export async function replayCommand(typed: ReplayFlags, files: readonly string[]): Promise<Outcome> {
  refuseContradictions(replayOptions, replayContradictions, typed)
  const settled = withEnvironment(replayOptions, typed, replayContradictions, process.env)
  const flags = withDefaults(replayOptions, settled.flags)
  const config = runConfig(settled.flags, settled.nameOf)
  const options = {
    files,
    follow: flags.follow === true,
    speed: speedOf(settled.flags),
    maxLine: config.maxLine,
  }
  checkFiles(options)
  if (config.record) refuseSameFile(files, config.record.path)
  rejectFileNames(settled.flags)
  const terminal = runTerminal({ ...config, statusLine: 'never' }, process)
  const log = createConsole(config, terminal)
  const view = config.watch ? new ReplayView(options, systemClock) : undefined
  let recording: Recording | undefined
  try {
    // First, so that nothing is recorded to before it is known that there is something to record.
    recording = await openRecording(options)
    const setting = { mask: undefined, live: false, metrics: false, terminal, viewTime: view?.time }
    const prepared = await checkedRun(config, log, systemClock, checked =>
      prepareRun(config, { ...checked, ...setting }, log, systemClock),
    )
    return await runToEnd(
      wireReplay(prepared, recording, () => process.stdin, log, systemClock, view),
      log,
      systemClock,
    )
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    log.fail(withoutQueue(error))
    return { code: exitCodes[error.code], abandoned: error.code === 'output' }
  } finally {
    recording?.close()
  }
}

/** A view plays a recording as it happened unless another speed is given. */
function speedOf({ speed, watch }: ReplayFlags): number | undefined {
  const chosen = speed ?? (watch ? 1 : 'max')
  return chosen === 'max' ? undefined : chosen
}

/** @throws Failure `usage` if no files are named, or not such as can be followed */
function checkFiles({ files, follow }: RecordingOptions): void {
  if (files.length === 0) {
    throw new Failure(
      'usage',
      say('replay: no file is named; it must have one event per line, as --json prints them'),
      { hint: say('For events from stdin: gizwits-tail replay -') },
    )
  }
  if (files.filter(path => path === '-').length > 1)
    throw new Failure('usage', say('replay: - is given twice, but there is one stdin'))
  if (!follow) return
  if (files.length > 1)
    throw new Failure('usage', say('--follow takes one file; {n} are given', { n: files.length }))
  if (files[0] === '-') {
    throw new Failure(
      'usage',
      say('--follow takes the name of a file; a pipe is read until it ends without it'),
    )
  }
}

/** @throws Failure `usage` if what is read is to be recorded to: it would grow for ever */
function refuseSameFile(files: readonly string[], recorded: string): void {
  const idOf = (path: string) => {
    try {
      const { dev, ino } = statSync(path, { bigint: true })
      return `${dev} ${ino}`
    } catch {
      return undefined
    }
  }
  const id = idOf(recorded)
  if (id !== undefined && files.some(path => path !== '-' && idOf(path) === id))
    throw new Failure(
      'usage',
      say('--record: {path} is one of the files that are replayed', { path: excerpt(recorded) }),
    )
}
