import { RecentMap } from '../base/recent-map.ts'
import type { Push } from '../wire/push.ts'

/** The bytes of an event that are compared, from its beginning. Of a longer one its length counts, too. */
const mostCompared = 8192

/**
 * Recognises an event that is delivered again, under another delivery id: all of its bytes but the ids are the same.
 * Events without `created_at` are never recognised, since they may be alike. At least the last 30,000 are remembered,
 * by a hash of 52 bits.
 */
export class Redeliveries {
  private readonly seen = new RecentMap<number, true>(60_000)

  /** Whether the same event was there before. Remembers it. */
  isRepeat(push: Push): boolean {
    if (push.createdAt === undefined) return false
    const key = contentHash(push)
    if (this.seen.get(key)) return true
    this.seen.set(key, true)
    return false
  }
}

function contentHash({ bytes, start, end, idStart, idEnd, messageIdStart, messageIdEnd }: Push): number {
  const last = Math.min(end, start + mostCompared)
  let a = 0x811c9dc5
  let b = end - start - (idEnd - idStart) - (messageIdEnd - messageIdStart)
  for (let at = start; at < last; at++) {
    if (at === idStart) at = idEnd
    else if (at === messageIdStart) at = messageIdEnd
    const c = bytes[at]!
    a = Math.imul(a ^ c, 0x01000193)
    b = Math.imul(b ^ c, 0x5bd1e995) ^ (b >>> 15)
  }
  return (b >>> 12) * 2 ** 32 + (a >>> 0)
}
