import { execFile } from 'node:child_process'
import { closeSync, constants, openSync, readSync, rmSync } from 'node:fs'
import { promisify } from 'node:util'

const run = promisify(execFile)
const readEvery = 3
const buffer = Buffer.alloc(256 * 1024)

/**
 * A pipe with the harness as its reader. It loses nothing that the kernel accepted: the harness keeps a write end open,
 * so that the content of the pipe survives when the reader closes its end (and the tail gets EPIPE), and is read after
 * the tail has ended. So the harness knows to the byte what was written.
 */
export class Pipe {
  /** The write end, for the tail's stdout. */
  readonly fd: number
  private readonly path: string
  private readonly taken: Buffer[] = []
  private reader: number | undefined
  private timer: NodeJS.Timeout | undefined

  private constructor(path: string) {
    this.path = path
    // A write end can be opened only if there is a reader.
    this.reader = openToRead(path)
    this.fd = openSync(path, constants.O_WRONLY)
    this.resume()
  }

  /** @param path where the pipe is created */
  static async open(path: string): Promise<Pipe> {
    await run('mkfifo', [path])
    return new Pipe(path)
  }

  /** The reader keeps its end open, and reads nothing. */
  stall(): void {
    clearInterval(this.timer)
  }

  resume(): void {
    this.timer = setInterval(() => this.drain(), readEvery)
  }

  /** The reader closes its end, whatever is unread. */
  leave(): void {
    this.stall()
    if (this.reader !== undefined) closeSync(this.reader)
    this.reader = undefined
  }

  /** Returns all bytes that were written. To be called once, after the tail has ended. */
  collect(): Buffer {
    this.stall()
    this.reader ??= openToRead(this.path)
    this.drain()
    closeSync(this.reader)
    closeSync(this.fd)
    rmSync(this.path)
    return Buffer.concat(this.taken)
  }

  private drain(): void {
    try {
      for (;;) {
        const length = readSync(this.reader!, buffer)
        if (length === 0) return
        this.taken.push(Buffer.from(buffer.subarray(0, length)))
      }
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error
    }
  }
}

function openToRead(path: string): number {
  return openSync(path, constants.O_RDONLY | constants.O_NONBLOCK)
}
