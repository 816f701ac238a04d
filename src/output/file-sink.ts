import type { ByteRange } from '../base/byte-range.ts'
import { FileWriter } from './file-writer.ts'
import { isReaderGone, outputFailure } from './output-failure.ts'
import type { Sink } from './sink.ts'
import { WriteBuffer } from './write-buffer.ts'

/**
 * Writes to a file. Node's own stream for a redirected stdout treats a short write as a complete one: on a disk that
 * fills up, the rest of a line would be lost silently. This class writes every byte or fails.
 */
export class FileSink implements Sink {
  written = 0
  private readonly writer: FileWriter
  private readonly buffer = new WriteBuffer()
  private abandoned = false
  private abandonWrite: () => void = () => {}

  constructor(fd: number) {
    this.writer = new FileWriter(fd)
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
      await this.writer.write(bytes)
      this.written += bytes.length
      return true
    } catch (error) {
      if (isReaderGone(error as NodeJS.ErrnoException)) return false
      throw outputFailure(error as NodeJS.ErrnoException)
    }
  }
}
