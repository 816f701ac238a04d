import { fstatSync, type Stats, statSync } from 'node:fs'
import type { Clock } from '../base/clock.ts'
import { writeDuration } from '../base/duration.ts'
import { Failure } from '../base/failure.ts'
import { writeSize } from '../base/size.ts'
import { systemErrorText } from '../base/system-error.ts'
import type { Event } from '../event/event.ts'
import { say } from '../language/say.ts'
import { isDiskFull } from '../output/recording/full-disk-retry.ts'
import { continueFile, type OpenFile } from '../output/recording/open-recording-file.ts'
import { RecordOutput } from '../output/recording/record-output.ts'
import type { RecordingConfig, Rotation } from '../output/recording/recording.ts'
import { RecordingName } from '../output/recording/recording-name.ts'
import type { Console } from './console.ts'

/** Where to record to. */
export interface RecordConfig extends RecordingConfig {
  readonly path: string
}

/**
 * Opens the file to record to, and says which it is.
 *
 * @throws Failure `usage` if nothing can be recorded there; `output` if the disk is full
 */
export function openRecording(
  config: RecordConfig,
  log: Pick<Console, 'info' | 'warn'>,
  clock: Clock,
): RecordOutput<Event> {
  const { path, rotate } = config
  const name = new RecordingName(path)
  try {
    const size = checkedSize(path)
    const full = name.compressed && size > 0
    const first = rotate || full ? undefined : continueFile(path)
    const output = new RecordOutput((event: Event) => event.push, name, first, config, {
      clock,
      info: text => log.info(text),
      warn: text => log.warn(text),
    })
    if (full && !rotate) log.info(say('{path} exists, and nothing can be added to a .gz', { path }))
    if (first?.repair) log.info(say(repairs[first.repair], { path }))
    log.info(recordingText(output.path, rotate))
    return output
  } catch (error) {
    throw error instanceof Failure ? error : cannotRecord(path, error as NodeJS.ErrnoException)
  }
}

const repairs = {
  ended: 'the last line of {path} had no end; it has one now',
  removed:
    'the last line of {path} was cut, and was removed; its event was not acked by the run that wrote it',
} as const satisfies Record<NonNullable<OpenFile['repair']>, string>

function recordingText(path: string, rotate: Rotation | undefined): string {
  if (!rotate) return say('recording every event to {path}', { path })
  return 'ms' in rotate
    ? say('recording every event to {path}, to a new file every {time}', {
        path,
        time: writeDuration(rotate.ms),
      })
    : say('recording every event to {path}, to a new file at {size}', { path, size: writeSize(rotate.bytes) })
}

/** Returns the bytes in the file; 0 if there is none. @throws Failure `usage` if nothing can be recorded to it */
function checkedSize(path: string): number {
  const file = statSync(path, { throwIfNoEntry: false })
  if (!file) return 0
  if (file.isDirectory()) throw unfit(path, say('it is a folder'))
  if (!file.isFile()) throw unfit(path, say('it is not a regular file'))
  if ([1, 2].some(fd => isOpenAs(fd, file))) throw unfit(path, say('stdout or stderr is written to it'))
  return file.size
}

function isOpenAs(fd: number, file: Stats): boolean {
  try {
    const open = fstatSync(fd)
    return open.dev === file.dev && open.ino === file.ino
  } catch {
    return false
  }
}

function unfit(path: string, why: string, cause?: Error): Failure {
  return new Failure('usage', say('--record: cannot record to {path}: {why}', { path, why }), { cause })
}

function cannotRecord(path: string, error: NodeJS.ErrnoException): Failure {
  if (!isDiskFull(error))
    return unfit(
      path,
      error.code === 'ENOENT' ? say('its folder does not exist') : systemErrorText(error),
      error,
    )
  return new Failure('output', say('cannot record to {path}: the disk is full', { path }), { cause: error })
}
