const usualSize = 16 * 1024
const mostSize = 4 * 1024 * 1024
const wordSize = 4

/**
 * Runs of bytes, and tables of where they are, in one piece of memory. As thousands of objects, of which each line needs
 * others, they would take several times as long to reach.
 */
export class ByteStore {
  /** Everything that is kept; another view once that is more. */
  view = viewOf(usualSize)
  /** Whether bytes were not kept, for lack of room. */
  isFull = false
  /** Nothing is at 0. */
  private end = wordSize
  private tables = 0

  /** Returns where a table of `count` places begins, all of them 0; 0 if tables would take more than half of the memory. */
  addTable(count: number): number {
    const size = count * wordSize
    if (this.tables + size > mostSize / 2) return 0
    const table = this.take(size)
    if (table > 0) this.tables += size
    return table
  }

  /** Returns place `i` of a table. */
  placeIn(table: number, i: number): number {
    return this.view.getInt32(table + i * wordSize)
  }

  setPlace(table: number, i: number, place: number): void {
    this.view.setInt32(table + i * wordSize, place)
  }

  /** Keeps bytes. Returns their place, for `sizeAt` and `bytesAt`; 0 if there is no room. */
  add(bytes: Uint8Array): number {
    const place = this.take(wordSize + bytes.length)
    if (place > 0) {
      this.view.setInt32(place, bytes.length)
      new Uint8Array(this.view.buffer).set(bytes, this.bytesAt(place))
    }
    return place
  }

  /** Returns how many bytes there are at a place. */
  sizeAt(place: number): number {
    return this.view.getInt32(place)
  }

  /** Returns where in `view` they begin. */
  bytesAt(place: number): number {
    return place + wordSize
  }

  /** Forgets everything. */
  clear(): void {
    this.view = viewOf(usualSize)
    this.isFull = false
    this.end = wordSize
    this.tables = 0
  }

  /** Returns where there is room for so many bytes, and for what copying words reads beyond them; 0 if there is none. */
  private take(size: number): number {
    const start = this.end
    const end = start + Math.ceil(size / wordSize) * wordSize
    if (end > mostSize) {
      this.isFull = true
      return 0
    }
    const { buffer } = this.view
    if (end > buffer.byteLength) {
      this.view = viewOf(Math.min(mostSize, Math.max(end, 2 * buffer.byteLength)))
      new Uint8Array(this.view.buffer).set(new Uint8Array(buffer))
    }
    this.end = end
    return start
  }
}

function viewOf(size: number): DataView {
  return new DataView(new ArrayBuffer(size))
}
