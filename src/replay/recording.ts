import type { FileHandle } from 'node:fs/promises'
import type { Clock } from '../base/clock.ts'
import { say } from '../language/say.ts'
import { EventLines } from './event-lines.ts'
import { GrowingFile } from './growing-file.ts'
import { FileInput, type Input, openInput, StreamInput } from './input.ts'
import { type Events, merged } from './merge.ts'
import type { Report } from './notice.ts'
import { paced } from './pace.ts'
import { RecordedBatch } from './recorded-batch.ts'
import { unpacked } from './unpacked.ts'
import { untilAborted } from './until-aborted.ts'

export interface RecordingOptions {
  /** Paths of files; `-` is stdin. */
  readonly files: readonly string[]
  /** Whether to wait for more at the end of the only file. */
  readonly follow: boolean
  /** How many times as fast as the events happened; undefined for as fast as possible. */
  readonly speed: number | undefined
  /** Bytes of the longest line. */
  readonly maxLine: number
}

export interface RecordingDeps {
  readonly clock: Clock
  readonly stdin: () => AsyncIterable<Buffer>
  /** Ends the recording once aborted, whatever it waits for. */
  readonly signal: AbortSignal
  readonly report: Report
  /** Called before a wait for the next event with its milliseconds, and with undefined after it. */
  readonly waiting?: ((ms: number | undefined) => void) | undefined
}

/** Bytes that are read at once, of one file and of all files together. */
const chunkSize = { most: 128 * 1024, least: 16 * 1024, together: 8 * 1024 ** 2 } as const

/** The opened files of a recording. */
export interface Recording {
  /** Yields the events in the order in which they happened. To be called once. */
  events(deps: RecordingDeps): AsyncIterable<RecordedBatch>
  close(): void
}

/**
 * Opens the files of a recording. What is in them is checked as it is read: the files must have lines of events, of any
 * dialect, and may be compressed.
 *
 * @throws Failure `usage` if a file cannot be read; iterating throws `usage` if it is of a kind that cannot be read, and
 *   `input` if it is damaged
 */
export async function openRecording(options: RecordingOptions): Promise<Recording> {
  const { files, follow, speed } = options
  const share = Math.floor(chunkSize.together / files.length)
  const size = Math.min(chunkSize.most, Math.max(chunkSize.least, share))
  const inputs: ((deps: RecordingDeps) => Input)[] = []
  const handles: FileHandle[] = []
  const close = () => {
    for (const handle of handles) handle.close().catch(() => {})
  }
  try {
    for (const path of files) {
      if (path === '-') {
        inputs.push(({ stdin }) => new StreamInput(stdin()))
        continue
      }
      const handle = await openInput(path)
      handles.push(handle)
      inputs.push(deps =>
        follow ? new GrowingFile(handle, path, size, deps) : new FileInput(handle, path, size),
      )
    }
  } catch (error) {
    close()
    throw error
  }
  const events = (deps: RecordingDeps) => {
    const all = merged(inputs.map(input => eventsOf(input(deps), options, deps)))
    return batches(untilAborted(speed === undefined ? all : paced(all, speed, deps), deps.signal))
  }
  return { events, close }
}

async function* batches(events: Events): AsyncGenerator<RecordedBatch, void, undefined> {
  for await (const pushes of events) yield new RecordedBatch(pushes)
}

function hint(unpack: string): string {
  return say('Unpack it on the way: {unpack} FILE | gizwits-tail replay -', { unpack })
}

async function* eventsOf(
  input: Input,
  { maxLine, follow }: RecordingOptions,
  { report }: RecordingDeps,
): Events {
  for await (const content of input.contents()) {
    const { file } = input
    const lines = new EventLines(file, maxLine, report)
    let cutIn: string | undefined
    const onCut = (compression: string) => {
      cutIn = compression
    }
    for await (const chunk of unpacked(content, { file, follow, onCut, hint })) {
      const events = lines.push(chunk)
      if (events.length > 0) yield events
    }
    const last = lines.end(cutIn)
    if (last.length > 0) yield last
  }
}
