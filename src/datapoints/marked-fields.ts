import { RecentMap } from '../base/recent-map.ts'
import { hasBit } from './bits.ts'
import type { ValueFields } from './value-fields.ts'

/** The fields that are kept, for each definition: those of many attributes take a megabyte. */
const mostKnown = 16

/** Which attributes a payload has, by its flags. */
export interface Marked<T> {
  readonly items: readonly T[]
  readonly fields: ValueFields
  /** Whether there are flags of attributes that the definition does not have. */
  readonly hasUnknown: boolean
}

/**
 * Reads attribute flags: one big-endian integer, bit i for item i. The fields of the flags that came last are kept, since
 * the payloads of a product have few different ones.
 */
export class MarkedFields<T> {
  /** The size of the flags in bytes. */
  readonly width: number
  private readonly all: readonly T[]
  private readonly fieldsOf: (items: readonly T[]) => ValueFields
  private readonly known = new RecentMap<string, Marked<T>>(mostKnown)

  constructor(all: readonly T[], fieldsOf: (items: readonly T[]) => ValueFields) {
    this.width = Math.ceil(all.length / 8)
    this.all = all
    this.fieldsOf = fieldsOf
  }

  /** @param at the offset of the flags, which must be there as a whole */
  read(bytes: Buffer, at: number): Marked<T> {
    const flags = bytes.toString('latin1', at, at + this.width)
    return this.known.get(flags) ?? this.known.set(flags, this.marked(bytes, at))
  }

  private marked(bytes: Buffer, at: number): Marked<T> {
    const { all, width } = this
    const isSet = (i: number) => hasBit(bytes, at, width, i)
    const items = all.filter((_, i) => isSet(i))
    const others = Array.from({ length: 8 * width - all.length }, (_, i) => all.length + i)
    return { items, fields: this.fieldsOf(items), hasUnknown: others.some(isSet) }
  }
}
