import type { Push } from '../wire/push.ts'
import { ContentHash } from './content-hash.ts'
import { RecentHashes } from './recent-hashes.ts'

/**
 * Recognises an event that is delivered again, under another delivery id: all of its bytes but the ids are the same. At
 * least the last 30,000 are remembered, by a hash of 64 bits.
 */
export class Redeliveries {
  private readonly seen = new RecentHashes(30_000)
  private readonly hash = new ContentHash()

  /** Whether the same event was there before. Remembers it. Events without `created_at` may be alike, and must not be given. */
  isRepeat(push: Push): boolean {
    const { hash, seen } = this
    hash.of(push)
    return seen.add(hash.a, hash.b)
  }
}
