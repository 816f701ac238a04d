import type { Span } from './sink.ts'

/**
 * What a sink was given since its last write. Spans that lie one behind the other in one buffer, as lines from
 * one read of the socket do, become one, so a batch that passes through whole is never copied.
 */
export class Pieces {
  private buffers: Buffer[] = []
  private text = ''
  private bytes: Buffer | undefined
  private start = 0
  private end = 0

  put(piece: string | Span): void {
    if (typeof piece === 'string') {
      this.closeSpan()
      this.text += piece
      return
    }
    if (this.bytes === piece.bytes && this.end === piece.start) {
      this.end = piece.end + 1
      return
    }
    this.closeText()
    this.closeSpan()
    this.bytes = piece.bytes
    this.start = piece.start
    this.end = piece.end + 1
  }

  /** All there is, in order; afterwards there is nothing. */
  take(): Buffer[] {
    this.closeText()
    this.closeSpan()
    const { buffers } = this
    this.buffers = []
    return buffers
  }

  private closeText(): void {
    if (this.text === '') return
    this.buffers.push(Buffer.from(this.text))
    this.text = ''
  }

  private closeSpan(): void {
    if (!this.bytes) return
    this.buffers.push(this.bytes.subarray(this.start, this.end))
    this.bytes = undefined
  }
}
