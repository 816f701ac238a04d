import type { Push } from '../wire/push.ts'
import { RecentHashes } from './recent-hashes.ts'

/** The bytes of an event that are compared, from its beginning. Of a longer one its length counts, too. */
const mostCompared = 8192

/**
 * Recognises an event that is delivered again, under another delivery id: all of its bytes but the ids are the same. At
 * least the last 30,000 are remembered, by a hash of 64 bits.
 */
export class Redeliveries {
  private readonly seen = new RecentHashes(30_000)
  private readonly hash = new Hash()

  /** Whether the same event was there before. Remembers it. Events without `created_at` may be alike, and must not be given. */
  isRepeat(push: Push): boolean {
    const { hash, seen } = this
    hash.of(push)
    return seen.add(hash.a, hash.b)
  }
}

/** A hash of all bytes of an event but its ids, in two independent halves. It is computed for every event. */
class Hash {
  a = 0
  b = 0
  /** The bytes of the last event, which are those of many events. */
  private view: DataView = new DataView(new ArrayBuffer(0))

  of({ bytes, start, end, idStart, idEnd, messageIdStart, messageIdEnd }: Push): void {
    const last = Math.min(end, start + mostCompared)
    const view = this.viewOf(bytes)
    this.a = end - start - (idEnd - idStart) - (messageIdEnd - messageIdStart)
    this.b = this.a
    if (messageIdStart < 0) this.addAround(view, start, idStart, idEnd, last)
    else if (messageIdStart < idStart) {
      this.add(view, start, Math.min(messageIdStart, last))
      this.addAround(view, messageIdEnd, idStart, idEnd, last)
    } else {
      this.addAround(view, start, idStart, idEnd, Math.min(messageIdStart, last))
      this.add(view, messageIdEnd, last)
    }
  }

  private viewOf({ buffer, byteOffset, byteLength }: Buffer): DataView {
    const { view } = this
    if (view.buffer === buffer && view.byteOffset === byteOffset && view.byteLength === byteLength)
      return view
    this.view = new DataView(buffer, byteOffset, byteLength)
    return this.view
  }

  /** Adds what is before and after an id; all if there is none. */
  private addAround(view: DataView, from: number, idStart: number, idEnd: number, to: number): void {
    if (idStart < 0) this.add(view, from, to)
    else {
      this.add(view, from, Math.min(idStart, to))
      this.add(view, idEnd, to)
    }
  }

  private add(view: DataView, from: number, to: number): void {
    let { a, b } = this
    let at = from
    for (; at + 4 <= to; at += 4) {
      const word = view.getInt32(at, true)
      a = Math.imul(a ^ word, 0x9e3779b1)
      a ^= a >>> 15
      b = (Math.imul((b << 13) | (b >>> 19), 0x85ebca6b) + word) | 0
    }
    for (; at < to; at++) {
      const byte = view.getUint8(at)
      a = Math.imul(a ^ byte, 0x9e3779b1)
      a ^= a >>> 15
      b = (Math.imul((b << 13) | (b >>> 19), 0x85ebca6b) + byte) | 0
    }
    this.a = a | 0
    this.b = b | 0
  }
}
