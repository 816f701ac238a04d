import { closeSync, fstatSync, fsync } from 'node:fs'
import { promisify } from 'node:util'
import { say } from '../../language/say.ts'
import { FileWriter, type WriteSome } from '../file-writer.ts'
import type { Encoder } from './encoder.ts'
import type { FullDiskRetry } from './full-disk-retry.ts'

const sync = promisify(fsync)

/** One file of a recording that is being written. */
export class RecordingFile {
  readonly path: string
  /** Bytes in the file. */
  size: number
  private readonly fd: number
  private readonly writer: FileWriter
  private readonly encoder: Encoder
  private readonly retry: FullDiskRetry
  /** Whether the file has all that was encoded. */
  private complete = true
  private ended = false

  /** @param size bytes that are in the file already */
  constructor(
    path: string,
    fd: number,
    size: number,
    encoder: Encoder,
    deps: { readonly retry: FullDiskRetry; readonly writeSome?: WriteSome | undefined },
  ) {
    this.path = path
    this.size = size
    this.fd = fd
    this.encoder = encoder
    this.writer = new FileWriter(fd, deps.writeSome)
    this.retry = deps.retry
  }

  /**
   * Writes whole lines. Once it settles, the operating system has them: they are there even if this process is killed.
   * While the disk is full, it waits; the file then ends with the lines before these.
   *
   * @returns bytes written
   * @throws the error of the system; Error if the file was deleted meanwhile
   */
  async write(lines: Buffer): Promise<number> {
    this.complete = false
    const bytes = await this.encoder.encode(lines)
    await this.append(bytes)
    this.complete = true
    // Writes to a file that was deleted succeed, and nobody can read what they wrote.
    if (fstatSync(this.fd).nlink === 0) throw new Error(say('the file was deleted'))
    return bytes.length
  }

  /**
   * Ends the file, puts it on the disk, and closes it. Does nothing the second time.
   *
   * @throws the error of the system; the file is closed even so
   */
  async end(): Promise<void> {
    if (this.ended) return
    this.ended = true
    try {
      if (this.complete && this.size > 0) await this.append(await this.encoder.end())
      await sync(this.fd)
    } finally {
      closeSync(this.fd)
    }
  }

  private async append(bytes: Buffer): Promise<void> {
    if (bytes.length > 0) await this.retry.run(() => this.writer.write(bytes))
    this.size += bytes.length
  }
}
