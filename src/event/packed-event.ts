import { Push } from '../wire/push.ts'
import type { Event } from './event.ts'
import { packedHistory, unpackHistory } from './packed-history.ts'

/**
 * An event as bytes, which take a fraction of the memory of an `Event` and nothing of the heap:
 *
 * | offset | |
 * | --- | --- |
 * | 0 | when it was received, in milliseconds since 1970, a double |
 * | 8 | the length of the line with its `\n` |
 * | 12 | the length of the history |
 * | 16 | the line, then the history |
 *
 * Numbers are those of the little-endian byte order.
 */
export type PackedEvent = Buffer

/** An event that was packed, in memory of its own. */
export interface KeptEvent {
  readonly event: Event
  /** When it was received, in milliseconds since 1970. */
  readonly at: number
}

const headerLength = 16

/** An event that is about to be packed. */
export class EventToPack {
  /** Bytes that it takes. */
  readonly length: number
  private readonly event: Event
  private readonly at: number
  private readonly history: string
  private readonly historyLength: number

  /** @param at when it was received, in milliseconds since 1970 */
  constructor(event: Event, at: number) {
    const { push } = event
    this.event = event
    this.at = at
    this.history = packedHistory(event)
    this.historyLength = Buffer.byteLength(this.history)
    this.length = headerLength + (push.end + 1 - push.start) + this.historyLength
  }

  /** Writes the packed event to `into[start, start + length)`. */
  write(into: Buffer, start: number): void {
    const { push } = this.event
    const lineLength = push.end + 1 - push.start
    into.writeDoubleLE(this.at, start)
    into.writeUInt32LE(lineLength, start + 8)
    into.writeUInt32LE(this.historyLength, start + 12)
    push.bytes.copy(into, start + headerLength, push.start, push.end + 1)
    into.write(this.history, start + headerLength + lineLength)
  }
}

/** Returns the length of the packed event that begins at `bytes[start]`. */
export function packedLength(bytes: Buffer, start: number): number {
  return headerLength + bytes.readUInt32LE(start + 8) + bytes.readUInt32LE(start + 12)
}

/** Reads packed events again. */
export class Unpacker {
  private readonly read: (push: Push) => Event

  /** @param read makes an event of a push, such as one whose payload can be decoded */
  constructor(read: (push: Push) => Event) {
    this.read = read
  }

  /** Returns what was packed. */
  unpack(packed: PackedEvent): KeptEvent {
    const event = this.event(packed)
    const historyAt = headerLength + packed.readUInt32LE(8)
    unpackHistory(event, packed.toString('utf8', historyAt, historyAt + packed.readUInt32LE(12)))
    return { event, at: packed.readDoubleLE(0) }
  }

  /** Returns the event without its history, for which the whole line would have to be parsed. */
  event(packed: PackedEvent): Event {
    // Events may be kept longer than the bytes stay as they are.
    const line = Buffer.from(packed.subarray(headerLength, headerLength + packed.readUInt32LE(8)))
    return this.read(Push.of(line))
  }
}
