/**
 * A bounded set of hashes of 64 bits. It takes the same memory always, and makes no garbage. The last `size` are
 * remembered for certain, twice as many at most.
 */
export class RecentHashes {
  private readonly size: number
  private young: Table
  private old: Table

  constructor(size: number) {
    this.size = size
    this.young = new Table(size)
    this.old = new Table(size)
  }

  /** Adds a hash, given in two halves of 32 bits. Returns whether it was there. */
  add(high: number, low: number): boolean {
    // A place whose halves are both 0 is free.
    const second = high === 0 && low === 0 ? 1 : low
    if (this.young.size === this.size) this.age()
    const isKnown = this.old.has(high, second)
    return this.young.add(high, second) || isKnown
  }

  private age(): void {
    const { young, old } = this
    old.clear()
    this.young = old
    this.old = young
  }
}

/** Pairs of numbers, each pair at the first free place from the one that its first number gives. */
class Table {
  size = 0
  private readonly places: Int32Array
  private readonly mask: number

  /** At most half of the places are taken. */
  constructor(most: number) {
    const places = 2 ** Math.ceil(Math.log2(2 * most))
    this.mask = places - 1
    this.places = new Int32Array(2 * places)
  }

  has(high: number, low: number): boolean {
    return this.find(high, low) < 0
  }

  add(high: number, low: number): boolean {
    const at = this.find(high, low)
    if (at < 0) return true
    this.places[at] = high
    this.places[at + 1] = low
    this.size++
    return false
  }

  clear(): void {
    this.size = 0
    this.places.fill(0)
  }

  /** Returns the index of a free place for the pair; -1 if it is there. */
  private find(high: number, low: number): number {
    const { places, mask } = this
    for (let place = high & mask; ; place = (place + 1) & mask) {
      const at = 2 * place
      if (places[at] === high && places[at + 1] === low) return -1
      if (places[at] === 0 && places[at + 1] === 0) return at
    }
  }
}
