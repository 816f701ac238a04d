/** Longer texts are not worth keeping: a hostile device could make each of them megabytes. */
const longestKey = 200

/** What was lately made or seen, by key. Bounded: at most `size` entries, the oldest is forgotten first. */
export class RecentMap<K extends string | number, V> {
  private readonly size: number
  private readonly entries = new Map<K, V>()

  constructor(size: number) {
    this.size = size
  }

  get(key: K): V | undefined {
    return this.entries.get(key)
  }

  /** Answers `value`. A text of over 200 characters is not remembered. */
  set(key: K, value: V): V {
    if (typeof key === 'string' && key.length > longestKey) return value
    if (this.entries.size >= this.size && !this.entries.has(key)) {
      for (const oldest of this.entries.keys()) {
        this.entries.delete(oldest)
        break
      }
    }
    this.entries.set(key, value)
    return value
  }
}
