import { viewOf } from '../base/view-of.ts'
import { isAt } from '../base/words.ts'
import { afterGap, isClosing, isGap, valueEnd } from '../wire/json-steps.ts'
import type { NameList } from './attribute-names.ts'
import { type PackedValues, tokenEnd } from './packed-values.ts'

const closing = 0x7d
/** Numbers for each difference. */
const width = 5

/**
 * Compares the values in a line with those that are kept, by their bytes alone. Nothing is parsed or created, and equal
 * bytes are equal values.
 */
export class LineComparison {
  /** How many values of the line were compared, and how many of them have other bytes than the one that is kept. */
  compared = 0
  count = 0
  private places = new Int32Array(64 * width)

  /** The index of the name of difference `i`. */
  nameAt(i: number): number {
    return this.places[i * width]!
  }

  /** The kept token of difference `i` is `[keptStart, keptEnd)`, and that of the line is `[start, end)`. */
  keptStart(i: number): number {
    return this.places[i * width + 1]!
  }

  keptEnd(i: number): number {
    return this.places[i * width + 2]!
  }

  start(i: number): number {
    return this.places[i * width + 3]!
  }

  end(i: number): number {
    return this.places[i * width + 4]!
  }

  /**
   * Compares the members of the object that begins at `open`. Returns false, having compared nothing, if they are not in the
   * order of the list, or one is not in it or occurs twice. Some members of the list may be absent.
   */
  compare({ quoted, keepsOrder }: NameList, packed: PackedValues, bytes: Buffer, open: number): boolean {
    const kept = packed.bytes
    const view = viewOf(bytes)
    this.compared = 0
    this.count = 0
    if (!keepsOrder) return false
    let name = 0
    let keptAt = 0
    let at = afterGap(bytes, open + 1)
    while (bytes[at] !== closing) {
      // Behind what they have in common, a line has no less than the four bytes that are compared at once: `":1}`.
      while (name < quoted.length && !isAt(quoted[name]!, view, at)) {
        name++
        keptAt = afterToken(kept, keptAt)
      }
      if (name === quoted.length) return false
      const start = afterGap(bytes, at + quoted[name]!.size)
      const keptStart = keptAt
      at = start
      // No line has a `tokenEnd`.
      while (kept[keptAt] === bytes[at]) {
        keptAt++
        at++
      }
      if (kept[keptAt] === tokenEnd && (isGap(bytes[at]!) || isClosing(bytes[at]!))) keptAt++
      else {
        keptAt = afterToken(kept, keptAt)
        at = valueEnd(bytes, start)
        this.add(name, keptStart, keptAt - 1, start, at)
      }
      this.compared++
      name++
      at = afterGap(bytes, at)
    }
    return true
  }

  private add(name: number, keptStart: number, keptEnd: number, start: number, end: number): void {
    let at = this.count++ * width
    if (at === this.places.length) {
      const more = new Int32Array(2 * at)
      more.set(this.places)
      this.places = more
    }
    const { places } = this
    places[at++] = name
    places[at++] = keptStart
    places[at++] = keptEnd
    places[at++] = start
    places[at] = end
  }
}

/** From within a token to after its end. */
function afterToken(kept: Buffer, at: number): number {
  while (kept[at] !== tokenEnd) at++
  return at + 1
}
