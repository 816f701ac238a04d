import { execFile } from 'node:child_process'
import { closeSync, constants, openSync, readSync, rmSync } from 'node:fs'
import { promisify } from 'node:util'

const run = promisify(execFile)
const readEvery = 3
const buffer = Buffer.alloc(256 * 1024)

/**
 * A pipe with the harness as its reader. It loses nothing that the kernel took: this end keeps the pipe alive with
 * a write end of its own, so when the reader has left (and the tail gets EPIPE, for nobody reads any more) what
 * is still in it waits there, and is read after the tail has ended. So "handed to the output" is known to the byte.
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
    // A write end can be opened only where there is a reader.
    this.reader = openToRead(path)
    this.fd = openSync(path, constants.O_WRONLY)
    this.goOn()
  }

  /** @param path where the pipe is to lie */
  static async open(path: string): Promise<Pipe> {
    await run('mkfifo', [path])
    return new Pipe(path)
  }

  /** The reader is there, and reads nothing. */
  stall(): void {
    clearInterval(this.timer)
  }

  goOn(): void {
    this.timer = setInterval(() => this.drain(), readEvery)
  }

  /** The reader dies with what it has not read. */
  leave(): void {
    this.stall()
    if (this.reader !== undefined) closeSync(this.reader)
    this.reader = undefined
  }

  /** All bytes that went in. To be asked once, when the tail has ended. */
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
