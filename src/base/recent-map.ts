/** Longer keys are not remembered: a hostile device could make each of them megabytes. */
const longestKey = 200

/**
 * A bounded map that forgets what was not used lately. It holds at most `size` entries, and always the
 * `size / 2` that were set or read last. Entries age by generations, because deleting the oldest key of a Map
 * one at a time gets slower with every deletion.
 */
export class RecentMap<K extends string | number, V> {
  private readonly half: number
  private readonly onForget: ((value: V) => void) | undefined
  private young = new Map<K, V>()
  private old = new Map<K, V>()

  /** @param onForget called with every value that is forgotten */
  constructor(size: number, onForget?: (value: V) => void) {
    this.half = Math.max(1, Math.floor(size / 2))
    this.onForget = onForget
  }

  get(key: K): V | undefined {
    const value = this.young.get(key)
    if (value !== undefined) return value
    const older = this.old.get(key)
    // Reading an entry keeps it.
    return older === undefined ? undefined : this.set(key, older)
  }

  /** Returns `value`. A key of over 200 characters is not remembered. */
  set(key: K, value: V): V {
    if (typeof key === 'string' && key.length > longestKey) return value
    if (this.young.size >= this.half && !this.young.has(key)) this.age()
    this.young.set(key, value)
    return value
  }

  delete(key: K): void {
    this.young.delete(key)
    this.old.delete(key)
  }

  /** How many values there are. Takes as long as reading them. */
  get size(): number {
    let size = this.young.size
    for (const key of this.old.keys()) if (!this.young.has(key)) size++
    return size
  }

  /** The values, in no certain order. */
  *values(): Generator<V> {
    yield* this.young.values()
    for (const [key, value] of this.old) if (!this.young.has(key)) yield value
  }

  private age(): void {
    const { onForget, old, young } = this
    this.old = young
    this.young = new Map()
    if (!onForget) return
    for (const [key, value] of old) if (!young.has(key)) onForget(value)
  }
}
