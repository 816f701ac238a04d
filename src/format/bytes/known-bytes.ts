import { hashOf, isAt, type Words, wordsOf } from '../../base/words.ts'

/** Longer keys are not remembered: a hostile device could make each of them megabytes. */
const longestKey = 200
/** The places that a key may have. */
const ways = 4

interface Known<V> {
  readonly key: Words
  readonly value: V
}

/**
 * A bounded map whose keys are bytes of a line, so that no text has to be made of them first. A key that is added takes
 * the place of another, wherever it must, whatever keys there are.
 */
export class KnownBytes<V> {
  private readonly places: (Known<V> | undefined)[]
  private readonly onForget: ((value: V) => void) | undefined
  private turn = 0

  /**
   * @param size how many values there may be, a power of two
   * @param onForget called with every value that is forgotten
   */
  constructor(size: number, onForget?: (value: V) => void) {
    this.places = new Array(size).fill(undefined)
    this.onForget = onForget
  }

  get(view: DataView, start: number, end: number): V | undefined {
    const first = this.firstPlace(view, start, end)
    for (let i = 0; i < ways; i++) {
      const known = this.places[first + i]
      if (known && known.key.size === end - start && isAt(known.key, view, start)) return known.value
    }
    return undefined
  }

  /** Adds a value, whose key must not be there yet, and returns it. A key of over 200 bytes is not remembered. */
  add(view: DataView, start: number, end: number, value: V): V {
    if (end - start > longestKey) return value
    const first = this.firstPlace(view, start, end)
    let way = 0
    while (way < ways && this.places[first + way]) way++
    if (way === ways) {
      way = this.turn++ % ways
      this.onForget?.(this.places[first + way]!.value)
    }
    const key = wordsOf(new Uint8Array(view.buffer, view.byteOffset + start, end - start))
    this.places[first + way] = { key, value }
    return value
  }

  private firstPlace(view: DataView, start: number, end: number): number {
    return hashOf(view, start, end) & (this.places.length - ways)
  }
}
