import type { ByteRange } from '../../src/base/byte-range.ts'
import type { Sink } from '../../src/output/sink.ts'

/** A sink that keeps all text, and can be made slow. */
export class MemorySink implements Sink {
  text = ''
  written = 0
  private waiting = ''
  /** Awaited by each flush. */
  hold: Promise<unknown> | undefined

  put(piece: string | ByteRange): void {
    this.waiting +=
      typeof piece === 'string' ? piece : piece.bytes.toString('utf8', piece.start, piece.end + 1)
  }

  async flush(): Promise<boolean> {
    await this.hold
    this.text += this.waiting
    this.written += Buffer.byteLength(this.waiting)
    this.waiting = ''
    return true
  }

  abandon(): void {}

  get lines(): string[] {
    return this.text.split('\n').slice(0, -1)
  }
}
