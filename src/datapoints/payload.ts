import type { Value } from './attribute.ts'
import type { Decoded } from './decode-payload.ts'
import type { Flag } from './protocol.ts'

/** The payload of an event, decoded. */
export class Payload {
  /** Undefined if the event has no payload, or it is not base64. */
  readonly bytes: Buffer | undefined
  /** The frames of the payload, of which real ones have one or two. */
  readonly frames: readonly Decoded[]
  /** What is wrong with the payload, each flag once. */
  readonly flags: readonly Flag[]
  private known: Record<string, Value> | undefined

  constructor(bytes: Buffer | undefined, frames: readonly Decoded[], flags: readonly Flag[]) {
    this.bytes = bytes
    this.frames = frames
    this.flags = flags
  }

  /** Whether there are values. */
  get hasValues(): boolean {
    return this.frames.some(({ count }) => count > 0)
  }

  /** The only frame, if `values` are all of its values, in their order; undefined if the payload is not as simple as that. */
  get whole(): Decoded | undefined {
    const [frame] = this.frames
    return frame && this.frames.length === 1 && frame.isWhole ? frame : undefined
  }

  /** The values of all frames, of which the last counts, by the names of the attributes; undefined if there are none. */
  get values(): Record<string, Value> | undefined {
    if (this.known || !this.hasValues) return this.known
    this.known = {}
    for (const frame of this.frames) frame.setValues(this.known)
    return this.known
  }
}
