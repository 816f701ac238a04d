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
 * Writes to a file. Node's own stream for a redirected stdout treats a short write as a complete one: on a disk that
 * fills up, the rest of a line would be lost silently. This class writes every byte or fails.
 *
 * Other programs may append to the same file. A batch is one write. If the file ends in an incomplete line of another
 * program, a newline is written first. A write that another program interrupted continues at the start of the line
 * that was cut. What others write between that check and the write is not noticed: if they finish their line just
 * then, an empty line is left.
 */
export class FileSink implements Sink {
  written = 0
  private readonly fd: number
  private readonly buffer = new WriteBuffer()
  private abandoned = false
  private abandonWrite: () => void = () => {}
  /** Size of the file after our last write; -1 before the first. */
  private size = -1
  /** Where in the file the current batch began. */
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
      this.written += bytes.length
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

  /** Whether others have written since our last write. Only what is written after that can be taken back. */
  private othersWrote(): boolean {
    const file = fstatSync(this.fd)
    if (!file.isFile() || file.size === this.size) return false
    this.size = file.size
    this.start = file.size
    return true
  }

  /**
   * Removes the part of a failed batch that was written: an incomplete line at the end would spoil the next line
   * appended. If others have written since, the file is left alone.
   */
  private takeBack(): void {
    try {
      const file = fstatSync(this.fd)
      if (file.isFile() && file.size === this.size) ftruncateSync(this.fd, this.start)
    } catch {
      // The file stays as it is. What is reported is why the write failed.
    }
  }
}
