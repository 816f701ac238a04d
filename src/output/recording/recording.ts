import { readdirSync, rmSync, unlinkSync } from 'node:fs'
import { join } from 'node:path'
import type { Clock } from '../../base/clock.ts'
import { systemErrorText } from '../../base/system-error.ts'
import { say } from '../../language/say.ts'
import type { WriteSome } from '../file-writer.ts'
import { GzipEncoder, plainEncoder } from './encoder.ts'
import type { FullDiskRetry } from './full-disk-retry.ts'
import { createFile, type OpenFile } from './open-recording-file.ts'
import { RecordingFile } from './recording-file.ts'
import type { RecordingName } from './recording-name.ts'

const newline = 0x0a

/** When a recording goes on in a new file: before one has more bytes than this, or after this many milliseconds. */
export type Rotation = { readonly bytes: number } | { readonly ms: number }

export interface RecordingConfig {
  readonly rotate?: Rotation | undefined
  /** How many files to keep, the current one included; without it, all. */
  readonly keep?: number | undefined
}

export interface RecordingDeps {
  readonly clock: Clock
  readonly retry: FullDiskRetry
  readonly warn: (text: string) => void
  readonly writeSome?: WriteSome | undefined
}

/** The files of a recording, one after another. */
export class Recording {
  private readonly name: RecordingName
  private readonly config: RecordingConfig
  private readonly deps: RecordingDeps
  private file: RecordingFile
  private openedAt: number
  /** Whether files are named by the time at which they began. */
  private readonly timed: boolean
  private lastTime = 0
  private pruned = false
  private warned = false

  /** @param first a file to begin with; otherwise one is created, which throws the error of the system */
  constructor(
    name: RecordingName,
    first: OpenFile | undefined,
    config: RecordingConfig,
    deps: RecordingDeps,
  ) {
    this.name = name
    this.config = config
    this.deps = deps
    this.timed = first === undefined
    this.openedAt = deps.clock.now()
    this.file = first ? this.opened(name.path, first) : this.create()
  }

  /** The current file. */
  get path(): string {
    return this.file.path
  }

  /**
   * Writes whole lines, which may go to more than one file. Once it settles, the operating system has them.
   *
   * @returns bytes written
   * @throws the error of the system
   */
  async write(lines: Buffer): Promise<number> {
    let written = 0
    for (let rest = lines; rest.length > 0; ) {
      const length = this.room(rest)
      if (length === 0) await this.next()
      else {
        written += await this.file.write(rest.subarray(0, length))
        rest = rest.subarray(length)
        this.prune()
      }
    }
    return written
  }

  /**
   * Ends the current file. If nothing was recorded in it, and it was made for this run, it is removed.
   *
   * @throws the error of the system
   */
  async close(): Promise<void> {
    await this.file.end()
    if (this.timed && this.file.size === 0) rmSync(this.file.path, { force: true })
  }

  /** Returns how many bytes of the lines belong into the current file; 0 if it is over. */
  private room(lines: Buffer): number {
    const { rotate } = this.config
    const { size } = this.file
    if (!rotate) return lines.length
    if ('ms' in rotate)
      return this.openedAt + rotate.ms > this.deps.clock.now() || size === 0 ? lines.length : 0
    const left = rotate.bytes - size
    // How many bytes lines take when compressed is known only afterwards.
    if (lines.length <= left || (this.name.compressed && left > 0)) return lines.length
    const whole = left > 0 ? lines.lastIndexOf(newline, left - 1) + 1 : 0
    // A line that is longer than a file should be gets one of its own.
    return whole === 0 && size === 0 ? lines.indexOf(newline) + 1 : whole
  }

  private async next(): Promise<void> {
    await this.file.end()
    this.file = await this.deps.retry.run(async () => this.create())
    this.openedAt = this.deps.clock.now()
    this.pruned = false
  }

  /** Creates a file named by the time. Later files have later names, even if the clock is set back. */
  private create(): RecordingFile {
    for (;;) {
      this.lastTime = Math.max(this.deps.clock.wall(), this.lastTime + 1)
      const path = this.name.at(this.lastTime)
      try {
        return this.opened(path, createFile(path))
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
      }
    }
  }

  private opened(path: string, { fd, size }: OpenFile): RecordingFile {
    const encoder = this.name.compressed ? new GzipEncoder() : plainEncoder
    return new RecordingFile(path, fd, size, encoder, this.deps)
  }

  /** Deletes old files, once the current one has something in it: a run that records nothing deletes nothing. */
  private prune(): void {
    const { keep } = this.config
    if (keep === undefined || this.pruned) return
    this.pruned = true
    const { folder } = this.name
    try {
      for (const name of this.name.filesAmong(readdirSync(folder)).slice(0, -keep))
        unlinkSync(join(folder, name))
    } catch (error) {
      if (!this.warned)
        this.deps.warn(say('--keep: cannot delete an old recording: {why}', { why: systemErrorText(error) }))
      this.warned = true
    }
  }
}
