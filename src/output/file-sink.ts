import { fstatSync, ftruncateSync, write } from 'node:fs'
import { promisify } from 'node:util'
import type { ByteRange } from '../base/byte-range.ts'
import { endsMidLine } from './ends-mid-line.ts'
import { isReaderGone, outputFailure } from './output-failure.ts'
import type { Sink } from './sink.ts'
import { WriteBuffer } from './write-buffer.ts'

const writeSome = promisify(write)
const newline = Buffer.from('\n')

/**
 * Events to a file. Node's own stream for a redirected stdout takes a short write for a whole one, so on a
 * disk that fills up the rest of a line would be lost without a word; here every byte is seen to the file.
 *
 * Other programs may append to the same file. A batch is one write, and where the file ends in a half line that
 * somebody else left, a newline is written first. A write that another program interrupted goes on at the start
 * of the line that was cut. What others write between that check and our write is not noticed: a line that they
 * finish just then leaves an empty line.
 */
export class FileSink implements Sink {
  private readonly fd: number
  private readonly buffer = new WriteBuffer()
  private abandoned = false
  private abandonWrite: () => void = () => {}
  /** Size of the file as our last write left it; -1 before the first. */
  private size = -1
  /** Where in the file the batch that is being written began. */
  private start = 0

  constructor(fd: number) {
    this.fd = fd
  }

  put(piece: string | ByteRange): void {
    this.buffer.put(piece)
  }

  async flush(): Promise<boolean> {
    const bytes = this.buffer.take()
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
      this.start = this.size
      await this.writeWhole(bytes)
      return true
    } catch (error) {
      this.takeBack()
      if (isReaderGone(error as NodeJS.ErrnoException)) return false
      throw outputFailure(error as NodeJS.ErrnoException)
    }
  }

  private async writeWhole(batch: Buffer): Promise<void> {
    for (let at = 0; at < batch.length; ) {
      let lead = 0
      let rest = batch.subarray(at)
      if (this.othersWrote()) {
        at = batch.subarray(0, at).lastIndexOf(newline) + 1
        lead = endsMidLine(this.fd, this.size) ? 1 : 0
        rest = lead === 0 ? batch.subarray(at) : Buffer.concat([newline, batch.subarray(at)])
      }
      const { bytesWritten } = await writeSome(this.fd, rest, 0, rest.length, null)
      at += Math.max(0, bytesWritten - lead)
      this.size += bytesWritten
    }
  }

  /** Whether the file is not as our last write left it. What is written from here on is what can be taken back. */
  private othersWrote(): boolean {
    const file = fstatSync(this.fd)
    if (!file.isFile() || file.size === this.size) return false
    this.size = file.size
    this.start = file.size
    return true
  }

  /**
   * Cuts what was written of a batch that failed: half a line at the end of the file would spoil the next one
   * that is appended. Not where the file is not as we left it, for then somebody else writes to it too.
   */
  private takeBack(): void {
    try {
      const file = fstatSync(this.fd)
      if (file.isFile() && file.size === this.size) ftruncateSync(this.fd, this.start)
    } catch {
      // A file that cannot be cut stays as it is; why the write failed is what is told.
    }
  }
}
