import type { Words } from '../../base/words.ts'
import type { Field } from '../../datapoints/attribute.ts'
import type { ValueFields } from '../../datapoints/value-fields.ts'
import type { Style } from '../style.ts'
import type { Label } from '../suffix.ts'

/** The raw values of a field that are remembered: from zero to less than this. */
const mostRaw = 1024
/** Places for pairs, of which each takes some 100 bytes. */
const mostPlaces = 100_000

/** A field of a payload, as it is put in one style. */
interface KnownField {
  readonly label: Label
  /** The pairs of name and value that were put, by raw values. */
  readonly known: (Words | undefined)[]
}

/** Remembers how fields of payloads were put: most have few values, and equal raw values are equal values. */
export class KnownFields {
  private readonly labelOf: (name: string) => Label
  private byStyle = new Map<Style, WeakMap<ValueFields, readonly KnownField[]>>()
  private places = 0
  private fields: ValueFields | undefined
  private style: Style | undefined
  private last: readonly KnownField[] = []

  /** @param labelOf is called for fields of the product whose payload is put */
  constructor(labelOf: (name: string) => Label) {
    this.labelOf = labelOf
  }

  /** Returns the fields, in their order. */
  of(fields: ValueFields, style: Style): readonly KnownField[] {
    if (fields === this.fields && style === this.style) return this.last
    this.fields = fields
    this.style = style
    this.last = this.byStyle.get(style)?.get(fields) ?? this.add(fields, style)
    return this.last
  }

  private add({ fields }: ValueFields, style: Style): readonly KnownField[] {
    const added = fields.map(field => ({
      label: this.labelOf(field.attribute.name),
      known: new Array<Words | undefined>(placesOf(field)).fill(undefined),
    }))
    for (const { known } of added) this.places += known.length
    // All are forgotten when there are too many: few accounts have that many products.
    if (this.places > mostPlaces) {
      this.byStyle = new Map()
      this.places = 0
    }
    const ofStyle = this.byStyle.get(style) ?? new WeakMap()
    this.byStyle.set(style, ofStyle.set(this.fields!, added))
    return added
  }
}

function placesOf({ attribute: { unit, len, type } }: Field): number {
  if (type === 'binary') return 0
  return Math.min(mostRaw, 2 ** (unit === 'bit' ? len : 8 * len))
}
