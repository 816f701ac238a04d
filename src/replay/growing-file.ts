import { type FileHandle, stat } from 'node:fs/promises'
import type { Clock } from '../base/clock.ts'
import { delay } from '../base/delay.ts'
import { excerpt } from '../base/safe-text.ts'
import { type Chunks, type Input, openInput, readChunk } from './input.ts'
import type { Report } from './notice.ts'

/** Milliseconds between two looks at a file that has not grown. */
const interval = 200

export interface GrowingFileDeps {
  readonly clock: Clock
  readonly signal: AbortSignal
  readonly report: Report
}

/**
 * Follows a file as `tail -F` does, until the signal is aborted. Yields its bytes as they are written. When the file is
 * truncated or replaced by another of its name, the bytes end, and those of the new content follow. A file that is
 * removed is waited for.
 */
export class GrowingFile implements Input {
  readonly file: string
  private readonly path: string
  private readonly size: number
  private readonly deps: GrowingFileDeps
  private handle: FileHandle
  private isReplaced = false

  /** @param size bytes to read at once */
  constructor(handle: FileHandle, path: string, size: number, deps: GrowingFileDeps) {
    this.handle = handle
    this.file = excerpt(path)
    this.path = path
    this.size = size
    this.deps = deps
  }

  async *contents(): AsyncGenerator<Chunks, void, undefined> {
    const { signal, report } = this.deps
    const first = this.handle
    try {
      while (!signal.aborted) {
        yield this.growth()
        if (signal.aborted) return
        report({ kind: this.isReplaced ? 'replaced' : 'truncated', file: this.file })
        if (this.isReplaced) await this.reopen()
      }
    } finally {
      // Whoever opened the first one closes it.
      if (this.handle !== first) await this.handle.close()
    }
  }

  /** Yields the bytes until the file is truncated or replaced. */
  private async *growth(): Chunks {
    const { clock, signal } = this.deps
    this.isReplaced = false
    for (let at = 0; !signal.aborted; ) {
      const chunk = await readChunk(this.handle, this.size, at, this.file)
      if (chunk.length > 0) {
        at += chunk.length
        yield chunk
      } else if (this.isReplaced) return
      else {
        await delay(clock, interval, signal)
        if ((await this.handle.stat()).size < at) return
        // What was written before it was replaced is still to be read.
        this.isReplaced = await this.isAnother()
      }
    }
  }

  /** Whether the name now belongs to another file. */
  private async isAnother(): Promise<boolean> {
    const named = await stat(this.path, { bigint: true }).catch(() => undefined)
    if (!named) return false
    const { dev, ino } = await this.handle.stat({ bigint: true })
    return named.dev !== dev || named.ino !== ino
  }

  private async reopen(): Promise<void> {
    const { clock, signal } = this.deps
    for (;;) {
      const handle = await openInput(this.path).catch(() => undefined)
      if (handle) {
        this.handle = handle
        return
      }
      await delay(clock, interval, signal)
      if (signal.aborted) return
    }
  }
}
