import type { ByteRange } from '../base/byte-range.ts'

/** Bytes allocated at first. */
const usualRoom = 64 * 1024
/** UTF-16 units that are encoded at once: a call per line costs as much as the encoding. */
const usualText = 8192
/** Bytes above which the buffer is released after use: a huge line is rare. */
const mostKept = 1024 * 1024

/**
 * Collects what is put into a sink, for a single write. Adjacent ranges of one buffer, such as the lines of one read of
 * the socket, are joined; if there is nothing else, they are not copied at all. Otherwise everything is copied into one
 * buffer, which is reused: a new buffer per batch would be garbage faster than it is collected.
 */
export class WriteBuffer {
  private room = Buffer.allocUnsafeSlow(usualRoom)
  private used = 0
  /** Text that is not encoded yet. */
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

  /** Returns everything put so far, in order; undefined if there is nothing. The bytes are valid until the next `put`. */
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
    // A UTF-16 unit takes at most three bytes.
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
