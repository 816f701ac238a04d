/** A line within a buffer: `bytes[start, end)`, with its `\n` at `bytes[end]`. A `Push` is one. */
export interface ByteRange {
  readonly bytes: Buffer
  readonly start: number
  readonly end: number
}
