import { type EventToPack, type PackedEvent, packedLength } from '../event/packed-event.ts'

/** Where an event is, counted in bytes since the first one. Places grow; they are never used again. */
export type Place = number

/** The place before the first event of a device. */
export const noPlace: Place = -1

/** In front of each packed event: the place of the event of the same device before it. */
const linkLength = 8

/** The last events of all devices, in a ring of bytes: an event is gone when its bytes are needed for later ones. */
export class RecentEvents {
  private readonly bytes: Buffer
  /** The place of the next event. */
  private head: Place = 0

  /** @param most bytes */
  constructor(most: number) {
    // Memory that is not written to yet takes none.
    this.bytes = Buffer.allocUnsafeSlow(most)
  }

  /**
   * Adds an event.
   *
   * @param before the place of the event of the same device before it
   * @returns its place; undefined if it is larger than the ring
   */
  add(event: EventToPack, before: Place): Place | undefined {
    const { bytes } = this
    const length = linkLength + event.length
    if (length > bytes.length) return undefined
    const rest = bytes.length - (this.head % bytes.length)
    const place = this.head + (length > rest ? rest : 0)
    const start = place % bytes.length
    bytes.writeDoubleLE(before, start)
    event.write(bytes, start + linkLength)
    this.head = place + length
    return place
  }

  /** Returns the event at a place, whose bytes stay as they are until the next `add`; undefined if it is gone. */
  at(place: Place): PackedEvent | undefined {
    const { bytes } = this
    if (place === noPlace || place < this.head - bytes.length) return undefined
    const start = (place % bytes.length) + linkLength
    return bytes.subarray(start, start + packedLength(bytes, start))
  }

  /** Returns the events of a device that are still there, the last one first. @param last the place of its last event */
  *of(last: Place): Generator<{ readonly place: Place; readonly packed: PackedEvent }, void, undefined> {
    const { bytes } = this
    let place = last
    for (let packed = this.at(place); packed; packed = this.at(place)) {
      yield { place, packed }
      place = bytes.readDoubleLE(place % bytes.length)
    }
  }
}
