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

  /** The values of all frames, of which the last counts, by the names of the attributes; undefined if there are none. */
  get values(): Record<string, Value> | undefined {
    if (this.known || !this.frames.some(({ count }) => count > 0)) return this.known
    this.known = {}
    for (const frame of this.frames) frame.setValues(this.known)
    return this.known
  }
}
