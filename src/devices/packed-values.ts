import { deviceMemory } from './device-memory.ts'

/** Ends each token. No token has one: JSON escapes it in strings. */
export const tokenEnd = 10
/** Bytes of memory of the object and its buffer, roughly. */
const ownWeight = 300

/** The values of a status, as one token after the other, in memory of its own and little of it. */
export class PackedValues {
  /** The tokens, and what is free behind them. */
  bytes: Buffer
  /** How many bytes the tokens take. */
  private length: number

  constructor(tokens: readonly string[]) {
    const text = tokens.map(token => `${token}\n`).join('')
    this.length = Buffer.byteLength(text)
    this.bytes = deviceMemory(this.length)
    this.bytes.write(text)
  }

  /** Bytes of memory, roughly. */
  get weight(): number {
    return ownWeight + this.bytes.length
  }

  /** Where each token starts, and where all end. */
  get starts(): number[] {
    const starts = [0]
    for (let at = 0; at < this.length; at++) if (this.bytes[at] === tokenEnd) starts.push(at + 1)
    return starts
  }

  /** Replaces the token `[from, to)` by `source[start, end)`. Those behind it move. */
  replace(from: number, to: number, source: Buffer, start: number, end: number): void {
    const moved = end - start - (to - from)
    const length = this.length + moved
    if (length > this.bytes.length) this.grow(length)
    const { bytes } = this
    if (moved !== 0) bytes.copyWithin(to + moved, to, this.length)
    this.length = length
    for (let i = start, at = from; i < end; i++) bytes[at++] = source[i]!
  }

  /** Adds tokens behind all others. */
  append(tokens: readonly string[]): void {
    const added = new PackedValues(tokens)
    this.replace(this.length, this.length, added.bytes, 0, added.length)
  }

  private grow(length: number): void {
    // Others will get longer, too.
    const wider = deviceMemory(length + (length >> 3))
    wider.set(this.bytes)
    this.bytes = wider
  }
}
