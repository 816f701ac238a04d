import { viewOf } from '../base/view-of.ts'
import type { Push } from '../wire/push.ts'

/** The bytes of an event that are hashed, from its beginning. Of a longer one its length counts, too. */
const mostHashed = 8192
const factor = { a: 0x9e3779b1, b: 0x85ebca6b } as const

/**
 * A hash of all bytes of an event but its ids, in two halves of 32 bits. It is computed for every event: sixteen bytes at a
 * time, in two lanes of 64 bits that do not wait for each other.
 */
export class ContentHash {
  a = 0
  b = 0
  private c = 0
  private d = 0

  of(push: Push): void {
    const { bytes, start, end, idStart, idEnd, messageIdStart, messageIdEnd } = push
    const last = Math.min(end, start + mostHashed)
    const view = viewOf(bytes)
    this.a = end - start - (idEnd - idStart) - (messageIdEnd - messageIdStart)
    this.b = 0
    this.c = 0
    this.d = 0
    if (messageIdStart < 0) this.addAround(view, start, idStart, idEnd, last)
    else if (messageIdStart < idStart) {
      this.add(view, start, Math.min(messageIdStart, last))
      this.addAround(view, messageIdEnd, idStart, idEnd, last)
    } else {
      this.addAround(view, start, idStart, idEnd, Math.min(messageIdStart, last))
      this.add(view, messageIdEnd, last)
    }
    this.addWord(this.c)
    this.addWord(this.d)
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
    let { a, b, c, d } = this
    let at = from
    for (; at + 16 <= to; at += 16) {
      a = Math.imul(a ^ b ^ view.getInt32(at, true), factor.a)
      a ^= a >>> 15
      b = (Math.imul((b << 13) | (b >>> 19), factor.b) + view.getInt32(at + 4, true) + a) | 0
      c = Math.imul(c ^ d ^ view.getInt32(at + 8, true), factor.a)
      c ^= c >>> 15
      d = (Math.imul((d << 13) | (d >>> 19), factor.b) + view.getInt32(at + 12, true) + c) | 0
    }
    this.a = a
    this.b = b
    this.c = c
    this.d = d
    for (; at + 4 <= to; at += 4) this.addWord(view.getInt32(at, true))
    for (; at < to; at++) this.addWord(view.getUint8(at))
  }

  private addWord(word: number): void {
    let { a, b } = this
    a = Math.imul(a ^ b ^ word, factor.a)
    a ^= a >>> 15
    b = (Math.imul((b << 13) | (b >>> 19), factor.b) + a) | 0
    this.a = a
    this.b = b
  }
}
