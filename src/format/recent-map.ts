/** Longer texts are not worth keeping: a hostile device could make each of them megabytes. */
const longestKey = 200

/**
 * What was lately made or seen, by key. Bounded: of `size` entries at most, at least the younger half is there.
 * Entries age by generations, since to take the oldest out of a Map one by one gets slower with each.
 */
export class RecentMap<K extends string | number, V> {
  private readonly half: number
  private young = new Map<K, V>()
  private old = new Map<K, V>()

  constructor(size: number) {
    this.half = Math.max(1, Math.floor(size / 2))
  }

  get(key: K): V | undefined {
    const value = this.young.get(key)
    if (value !== undefined) return value
    const older = this.old.get(key)
    // What is still asked for stays young.
    return older === undefined ? undefined : this.set(key, older)
  }

  /** Answers `value`. A text of over 200 characters is not remembered. */
  set(key: K, value: V): V {
    if (typeof key === 'string' && key.length > longestKey) return value
    if (this.young.size >= this.half && !this.young.has(key)) {
      this.old = this.young
      this.young = new Map()
    }
    this.young.set(key, value)
    return value
  }
}
