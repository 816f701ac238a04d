import type { ByteRange } from '../../base/byte-range.ts'
import type { Clock } from '../../base/clock.ts'
import { Failure } from '../../base/failure.ts'
import { systemErrorText } from '../../base/system-error.ts'
import { say } from '../../language/say.ts'
import type { WriteSome } from '../file-writer.ts'
import type { Output } from '../output.ts'
import { OutputCounter } from '../output-counter.ts'
import { WriteBuffer } from '../write-buffer.ts'
import { FullDiskRetry, isDiskFull } from './full-disk-retry.ts'
import type { OpenFile } from './open-recording-file.ts'
import { Recording, type RecordingConfig } from './recording.ts'
import type { RecordingName } from './recording-name.ts'

/** A flush of compressed lines costs bytes and time. These are many enough, and few to wait for. */
const gatherCompressed = { events: 50, time: 1000 } as const

export interface RecordDeps {
  readonly clock: Clock
  readonly info: (text: string) => void
  readonly warn: (text: string) => void
  /** Writes to a file. Default: as the operating system does. */
  readonly writeSome?: WriteSome | undefined
}

/**
 * Records each event, as it came, one per line. An event counts as recorded once the operating system has its line: it
 * is then in the file even if this process is killed, though not if the machine loses power.
 *
 * On a full disk a flush waits until there is room.
 */
export class RecordOutput<E> implements Output<E> {
  readonly counts = new OutputCounter('record')
  readonly gather: Output<E>['gather']
  private readonly lineOf: (event: E) => ByteRange
  private readonly warn: (text: string) => void
  private readonly buffer = new WriteBuffer()
  private readonly retry: FullDiskRetry
  private readonly recording: Recording
  /** The write under way. */
  private writing: Promise<boolean> | undefined
  private abandoned = false
  private abandonWrite = () => {}

  /**
   * @param lineOf called once per event, in order
   * @param first the file to begin with; without it, one named by the time is created
   * @throws the error of the system, if that fails
   */
  constructor(
    lineOf: (event: E) => ByteRange,
    name: RecordingName,
    first: OpenFile | undefined,
    config: RecordingConfig,
    deps: RecordDeps,
  ) {
    const { clock, info, warn, writeSome } = deps
    this.lineOf = lineOf
    this.warn = warn
    this.gather = name.compressed ? gatherCompressed : undefined
    this.retry = new FullDiskRetry({
      clock,
      failed: () => this.counts.failures++,
      onFull: error =>
        warn(
          say('{path} cannot grow: {why}. No events are acked until there is room', {
            path: this.path,
            why: systemErrorText(error),
          }),
        ),
      onRoom: time => info(say('there is room for {path} again, after {time}', { path: this.path, time })),
    })
    this.recording = new Recording(name, first, config, { clock, warn, writeSome, retry: this.retry })
  }

  /** The file that is being written. */
  get path(): string {
    return this.recording.path
  }

  put(event: E): void {
    this.counts.waiting++
    this.buffer.put(this.lineOf(event))
  }

  async flush(): Promise<boolean> {
    const lines = this.buffer.take()
    if (this.abandoned) return false
    if (!lines) return true
    const abandoned = new Promise<false>(resolve => {
      this.abandonWrite = () => resolve(false)
    })
    this.writing = this.write(lines).finally(() => {
      this.writing = undefined
    })
    return Promise.race([this.writing, abandoned])
  }

  abandon(): void {
    this.abandoned = true
    this.retry.giveUp()
    this.abandonWrite()
  }

  /**
   * Records what was put, and ends the file. If a write hangs that was abandoned, the file is left as it is, which ends with
   * whole lines.
   */
  async close(): Promise<void> {
    this.retry.giveUp()
    if (this.abandoned && this.writing) return
    await this.writing?.catch(() => {})
    try {
      await this.flush()
    } finally {
      await this.end()
    }
  }

  private async end(): Promise<void> {
    try {
      await this.recording.close()
    } catch (error) {
      if (!isDiskFull(error)) throw this.failure(error)
      this.warn(
        say('there is no room for the end of {path}: all its lines are there, but it ends as if cut', {
          path: this.path,
        }),
      )
    }
  }

  private async write(lines: Buffer): Promise<boolean> {
    const { counts, recording } = this
    const events = counts.waiting
    try {
      counts.taken(await recording.write(lines), events)
      return true
    } catch (error) {
      throw this.failure(error)
    }
  }

  private failure(error: unknown): Failure {
    const why = systemErrorText(error)
    return new Failure('output', say('cannot record to {path}: {why}', { path: this.path, why }), {
      hint: say('Events that were not recorded were not acked and stay in the queue.'),
      cause: error,
    })
  }
}
