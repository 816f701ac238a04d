import { fstatSync, ftruncateSync, write } from 'node:fs'
import { promisify } from 'node:util'
import { isReaderGone, outputFailure } from './output-failure.ts'
import { Pieces } from './pieces.ts'
import type { Sink, Span } from './sink.ts'

const writeSome = promisify(write)

/**
 * Events to a file. Node's own stream for a redirected stdout takes a short write for a whole one, so on a
 * disk that fills up the rest of a line would be lost without a word; here every byte is seen to the file.
 */
export class FileSink implements Sink {
  private readonly fd: number
  private readonly pieces = new Pieces()
  private abandoned = false
  private abandonWrite: () => void = () => {}
  /** How long the file was when we began, and what we have added: whole batches, and all bytes. */
  private readonly base: number
  private whole = 0
  private added = 0

  constructor(fd: number) {
    this.fd = fd
    this.base = fstatSync(fd).size
  }

  put(piece: string | Span): void {
    this.pieces.put(piece)
  }

  async flush(): Promise<boolean> {
    const bytes = this.pieces.take()
    if (!bytes) return !this.abandoned
    const abandoned = new Promise<false>(resolve => {
      this.abandonWrite = () => resolve(false)
    })
    return this.abandoned ? false : Promise.race([this.writeAll(bytes), abandoned])
  }

  abandon(): void {
    this.abandoned = true
    this.abandonWrite()
  }

  private async writeAll(bytes: Buffer): Promise<boolean> {
    try {
      await this.writeWhole(bytes)
      this.whole = this.added
      return true
    } catch (error) {
      this.takeBack()
      if (isReaderGone(error as NodeJS.ErrnoException)) return false
      throw outputFailure(error as NodeJS.ErrnoException)
    }
  }

  private async writeWhole(buffer: Buffer): Promise<void> {
    for (let at = 0; at < buffer.length; ) {
      const { bytesWritten } = await writeSome(this.fd, buffer, at, buffer.length - at, null)
      at += bytesWritten
      this.added += bytesWritten
    }
  }

  /**
   * Cuts what was written of a batch that failed: half a line at the end of the file would spoil the next one
   * that is appended. Not where the file is not as we left it, for then somebody else writes to it too.
   */
  private takeBack(): void {
    try {
      const file = fstatSync(this.fd)
      if (file.isFile() && file.size === this.base + this.added)
        ftruncateSync(this.fd, this.base + this.whole)
    } catch {
      // A file that cannot be cut stays as it is; why the write failed is what is told.
    }
  }
}
