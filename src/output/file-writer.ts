import { fstatSync, ftruncateSync, write } from 'node:fs'
import { promisify } from 'node:util'
import { endsMidLine } from './ends-mid-line.ts'

const newline = Buffer.from('\n')
const writeToFile = promisify(write)

/** Appends some of the bytes to a file. Returns how many. */
export type WriteSome = (fd: number, bytes: Buffer) => Promise<number>

const writeSome: WriteSome = async (fd, bytes) =>
  (await writeToFile(fd, bytes, 0, bytes.length, null)).bytesWritten

/**
 * Appends to a file, each batch whole or not at all.
 *
 * Other programs may append to the same file. A batch is one write. If the file ends in an incomplete line of another
 * program, a newline is written first. A write that another program interrupted continues at the start of the line
 * that was cut. What others write between that check and the write is not noticed: if they finish their line just
 * then, an empty line is left.
 */
export class FileWriter {
  private readonly fd: number
  private readonly writeSome: WriteSome
  /** Size of the file after our last write; -1 before the first. */
  private size = -1
  private current: Buffer | undefined
  /** Where in the file the current batch began. */
  private start = 0
  /** How many bytes of it are in the file. */
  private done = 0

  constructor(fd: number, write = writeSome) {
    this.fd = fd
    this.writeSome = write
  }

  /**
   * Writes all bytes. If that fails, what was written of them is removed again. The caller may try again with the same
   * buffer: if that part could not be removed, the rest is written.
   *
   * @throws the error of the system
   */
  async write(batch: Buffer): Promise<void> {
    try {
      if (batch !== this.current || this.done === 0) this.begin(batch)
      await this.writeWhole(batch)
      this.current = undefined
    } catch (error) {
      this.takeBack()
      throw error
    }
  }

  private begin(batch: Buffer): void {
    this.current = batch
    this.done = 0
    this.start = this.size
  }

  private async writeWhole(batch: Buffer): Promise<void> {
    while (this.done < batch.length) {
      let lead = 0
      if (this.othersWrote()) {
        this.done = batch.subarray(0, this.done).lastIndexOf(newline) + 1
        lead = endsMidLine(this.fd, this.size) ? 1 : 0
      }
      const rest = batch.subarray(this.done)
      const written = await this.writeSome(this.fd, lead === 0 ? rest : Buffer.concat([newline, rest]))
      this.done += Math.max(0, written - lead)
      this.size += written
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
      if (!file.isFile() || file.size !== this.size) return
      ftruncateSync(this.fd, this.start)
      this.size = this.start
      this.done = 0
    } catch {
      // The file stays as it is. What is reported is why the write failed.
    }
  }
}
