/** Names a value in a `BlockStore`: its first block. */
export type BlockNumber = number

/** No value. Also marks the last block of one. */
export const noBlock: BlockNumber = -1

/** Bytes of a block. The first four are the number of the next one. */
const blockSize = 128
const linkSize = 4
const roomSize = blockSize - linkSize
const blocksPerChunk = 512

/**
 * Memory for many short values that change often, in chains of blocks of equal size. A Buffer for each value would take
 * some 350 bytes besides its content, and would be garbage when the value changes.
 */
export class BlockStore {
  private readonly chunks: Buffer[] = []
  /** The first of the blocks that were in use before, and how many ever were. */
  private free: BlockNumber = noBlock
  private count = 0

  /**
   * Keeps a copy of `bytes`.
   *
   * @param old a value that is no longer needed, or `noBlock`: its blocks are used again
   * @returns the name of the new value. Its length becomes a multiple of 124.
   */
  write(bytes: Uint8Array, old: BlockNumber): BlockNumber {
    this.release(old)
    let next: BlockNumber = noBlock
    for (
      let from = Math.max(0, Math.ceil(bytes.length / roomSize) - 1) * roomSize;
      from >= 0;
      from -= roomSize
    ) {
      const block = this.take()
      const { chunk, at } = this.place(block)
      chunk.writeInt32LE(next, at)
      chunk.set(bytes.subarray(from, from + roomSize), at + linkSize)
      next = block
    }
    return next
  }

  /** Returns a copy of a value. */
  read(first: BlockNumber): Buffer {
    const parts: Buffer[] = []
    for (let block = first; block !== noBlock; block = this.after(block)) {
      const { chunk, at } = this.place(block)
      parts.push(chunk.subarray(at + linkSize, at + blockSize))
    }
    return Buffer.concat(parts)
  }

  /** Gives the blocks of a value back, if it is one. */
  release(first: BlockNumber): void {
    if (first === noBlock) return
    let last = first
    for (let next = this.after(last); next !== noBlock; next = this.after(last)) last = next
    const { chunk, at } = this.place(last)
    chunk.writeInt32LE(this.free, at)
    this.free = first
  }

  private take(): BlockNumber {
    const { free } = this
    if (free !== noBlock) {
      this.free = this.after(free)
      return free
    }
    if (this.count === this.chunks.length * blocksPerChunk)
      this.chunks.push(Buffer.allocUnsafeSlow(blocksPerChunk * blockSize))
    return this.count++
  }

  private after(block: BlockNumber): BlockNumber {
    const { chunk, at } = this.place(block)
    return chunk.readInt32LE(at)
  }

  private place(block: BlockNumber): { readonly chunk: Buffer; readonly at: number } {
    return {
      chunk: this.chunks[Math.floor(block / blocksPerChunk)]!,
      at: (block % blocksPerChunk) * blockSize,
    }
  }
}
