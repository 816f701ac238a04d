import type { ByteRange } from '../base/byte-range.ts'

/** Bytes to begin with, and above which room is not kept for the next time: one huge line needs it only once. */
const usualRoom = 64 * 1024
/** UTF-16 units that are encoded at once: one call per line costs as much as its bytes. */
const usualText = 8192
const mostKept = 1024 * 1024

/**
 * What a sink was given since its last write, to be one write. Spans that lie one behind the other in one
 * buffer, as lines from one read of the socket do, are one piece, and where there is no other it is not even
 * copied. Else all is copied behind one another into room that is used again and again: buffers of its own for
 * every batch would outrun the garbage collector.
 */
export class WriteBuffer {
  private room = Buffer.allocUnsafeSlow(usualRoom)
  private used = 0
  /** What was put as text and is not encoded yet. */
  private text = ''
  private bytes: Buffer | undefined
  private start = 0
  private end = 0

  put(piece: string | ByteRange): void {
    if (typeof piece === 'string') {
      this.closeRange()
      this.text += piece
      if (this.text.length > usualText) this.closeText()
      return
    }
    if (this.bytes === piece.bytes && this.end === piece.start) {
      this.end = piece.end + 1
      return
    }
    this.closeRange()
    this.closeText()
    this.bytes = piece.bytes
    this.start = piece.start
    this.end = piece.end + 1
  }

  /** All there is, in order, undefined where there is nothing. The bytes are good until the next `put`. */
  take(): Buffer | undefined {
    const { bytes, start, end } = this
    this.closeText()
    if (bytes && this.used === 0) {
      this.bytes = undefined
      return bytes.subarray(start, end)
    }
    this.closeRange()
    if (this.used === 0) return undefined
    const all = this.room.subarray(0, this.used)
    this.used = 0
    if (this.room.length > mostKept) this.room = Buffer.allocUnsafeSlow(usualRoom)
    return all
  }

  private closeRange(): void {
    if (!this.bytes) return
    this.makeRoom(this.end - this.start)
    this.used += this.bytes.copy(this.room, this.used, this.start, this.end)
    this.bytes = undefined
  }

  private closeText(): void {
    if (this.text === '') return
    // No UTF-16 unit takes more than three bytes.
    this.makeRoom(this.text.length * 3)
    this.used += this.room.write(this.text, this.used)
    this.text = ''
  }

  private makeRoom(more: number): void {
    const needed = this.used + more
    if (needed <= this.room.length) return
    const wider = Buffer.allocUnsafeSlow(Math.max(needed, 2 * this.room.length))
    this.room.copy(wider, 0, 0, this.used)
    this.room = wider
  }
}
