import type { ByteRange } from '../base/byte-range.ts'
import { isReaderGone, outputFailure } from './output-failure.ts'
import type { Sink } from './sink.ts'
import { WriteBuffer } from './write-buffer.ts'

/** The part of a `Writable` that is needed. */
interface SinkStream {
  write(bytes: Uint8Array, done: (error?: Error | null) => void): unknown
  on(event: 'error', listener: (error: Error) => void): unknown
}

/** Writes to a pipe, a terminal or a socket. */
export class StreamSink implements Sink {
  written = 0
  private readonly stream: SinkStream
  private readonly buffer = new WriteBuffer()
  private error: NodeJS.ErrnoException | undefined
  /** Settles the current write. */
  private settle: ((error?: Error | null) => void) | undefined
  private abandoned = false

  constructor(stream: SinkStream) {
    this.stream = stream
    // Without a listener, a closed pipe would be an uncaught exception. The callback of the write gets the error too.
    stream.on('error', error => {
      this.error ??= error
      this.settle?.(error)
    })
  }

  put(piece: string | ByteRange): void {
    this.buffer.put(piece)
  }

  async flush(): Promise<boolean> {
    const bytes = this.buffer.take()
    if (this.abandoned) return false
    if (bytes && !this.error) await this.write(bytes)
    if (this.abandoned) return false
    if (!this.error) {
      this.written += bytes?.length ?? 0
      return true
    }
    if (isReaderGone(this.error)) return false
    throw outputFailure(this.error)
  }

  abandon(): void {
    this.abandoned = true
    this.settle?.()
  }

  private write(bytes: Buffer): Promise<void> {
    return new Promise(resolve => {
      this.settle = error => {
        if (error) this.error ??= error
        this.settle = undefined
        resolve()
      }
      this.stream.write(bytes, this.settle)
    })
  }
}
