/** Numbers for each place: a hash of one half, and one of the other. */
const width = 4

/**
 * A bounded set of hashes of 64 bits. It takes the same memory always, and makes no garbage. The last `size` are
 * remembered for certain, twice as many at most.
 *
 * It has two halves, a young one that hashes are added to, and an old one. Both are open hash tables of pairs of numbers,
 * each pair at the first free place from the one that its first number gives. The places of both lie side by side, since
 * what takes time is to fetch them from memory.
 */
export class RecentHashes {
  private readonly size: number
  private readonly mask: number
  private readonly places: Int32Array
  /** Where in a place the young half is; the old one is at the other two numbers. */
  private young: 0 | 2 = 0
  private count = 0

  constructor(size: number) {
    // At most half of the places are taken.
    const places = 2 ** Math.ceil(Math.log2(2 * size))
    this.size = size
    this.mask = places - 1
    this.places = new Int32Array(width * places)
  }

  /** Adds a hash, given in two halves of 32 bits. Returns whether it was there. */
  add(high: number, low: number): boolean {
    // A place whose halves are both 0 is free.
    const second = high === 0 && low === 0 ? 1 : low
    if (this.count === this.size) this.age()
    const { places, young } = this
    const isOld = this.find(high, second, young ^ 2) < 0
    const at = this.find(high, second, young)
    if (at < 0) return true
    places[at] = high
    places[at + 1] = second
    this.count++
    return isOld
  }

  /** The young half becomes the old one, which is forgotten. */
  private age(): void {
    const { places } = this
    this.young = this.young === 0 ? 2 : 0
    this.count = 0
    for (let at: number = this.young; at < places.length; at += width) {
      places[at] = 0
      places[at + 1] = 0
    }
  }

  /** Returns the index of a free place for the pair in a half; -1 if it is there. */
  private find(high: number, low: number, half: number): number {
    const { places, mask } = this
    for (let place = high & mask; ; place = (place + 1) & mask) {
      const at = width * place + half
      if (places[at] === high && places[at + 1] === low) return -1
      if (places[at] === 0 && places[at + 1] === 0) return at
    }
  }
}
