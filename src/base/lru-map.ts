interface Entry<V> {
  readonly key: string
  readonly value: V
  weight: number
  newer: Entry<V> | undefined
  older: Entry<V> | undefined
}

/**
 * A map that is bounded by the weight of its values, such as an estimate of their bytes: it forgets those that were
 * used least recently. The weight of a value may change.
 */
export class LruMap<V> {
  /** The weight of all values. */
  weight = 0
  private readonly most: number
  private readonly onForget: ((value: V) => void) | undefined
  private readonly entries = new Map<string, Entry<V>>()
  private newest: Entry<V> | undefined
  private oldest: Entry<V> | undefined

  /**
   * @param most the weight that all values together may have; a single one may be heavier
   * @param onForget called with every value that is forgotten
   */
  constructor(most: number, onForget?: (value: V) => void) {
    this.most = most
    this.onForget = onForget
  }

  get size(): number {
    return this.entries.size
  }

  /** Returns a value, which does not count as used. */
  peek(key: string): V | undefined {
    return this.entries.get(key)?.value
  }

  /** The values, those used last first. */
  *values(): Generator<V, void, undefined> {
    for (let entry = this.newest; entry; entry = entry.older) yield entry.value
  }

  /** Returns a value, which then counts as used. */
  get(key: string): V | undefined {
    const entry = this.entries.get(key)
    if (!entry) return undefined
    if (entry !== this.newest) {
      this.unlink(entry)
      this.link(entry)
    }
    return entry.value
  }

  /** Adds a value. The key must not be there yet. */
  add(key: string, value: V, weight: number): V {
    const entry = { key, value, weight, newer: undefined, older: undefined }
    this.entries.set(key, entry)
    this.link(entry)
    this.weight += weight
    this.shrink()
    return value
  }

  /** Sets the weight of the value that was used last, which stays whatever its weight. */
  weigh(weight: number): void {
    const { newest } = this
    if (!newest || newest.weight === weight) return
    this.weight += weight - newest.weight
    newest.weight = weight
    this.shrink()
  }

  private shrink(): void {
    while (this.weight > this.most && this.oldest && this.oldest !== this.newest) {
      const { oldest } = this
      this.unlink(oldest)
      this.entries.delete(oldest.key)
      this.weight -= oldest.weight
      this.onForget?.(oldest.value)
    }
  }

  private link(entry: Entry<V>): void {
    entry.older = this.newest
    if (this.newest) this.newest.newer = entry
    else this.oldest = entry
    this.newest = entry
  }

  private unlink(entry: Entry<V>): void {
    const { newer, older } = entry
    if (newer) newer.older = older
    else this.newest = older
    if (older) older.newer = newer
    else this.oldest = newer
    entry.newer = undefined
    entry.older = undefined
  }
}
