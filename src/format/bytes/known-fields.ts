import { type Words, wordsOf } from '../../base/words.ts'
import type { FieldReader } from '../../datapoints/field-reader.ts'
import type { ValueFields } from '../../datapoints/value-fields.ts'
import type { Style } from '../style.ts'
import type { Label } from '../suffix.ts'
import { ByteStore } from './byte-store.ts'

/** Of a field, the raw values of so many bits are remembered. */
const mostBits = 10

/** A field of a payload, as it is put in one style. */
export interface KnownField {
  readonly reader: FieldReader
  readonly label: Label
  readonly style: Style
  /** The cells between the field before it and its label; 0 for the first one. */
  readonly gap: number
  /** What precedes its value: the same in spaces, the label, and the code of the style. */
  readonly before: Words
  /** What follows its value: the code that ends the style. */
  readonly after: Words
  /** Whether its value is a number or hex, which is always shown, and in this style. */
  readonly isPlain: boolean
  readonly alone: KnownPart
  /** With the fields that follow in the same byte; `alone` if there are none. */
  readonly together: KnownPart
}

/** Fields that are put at once. */
export interface KnownPart {
  /** How many fields. */
  readonly count: number
  /** The offset of the byte that they are in, and which of its bits they are; -1 if they are not in one byte. */
  readonly byteAt: number
  readonly shift: number
  readonly mask: number
  /** How many raw values are remembered, from 0 on. */
  readonly most: number
  /** The table of where in the store is what was put for each of them; 0 where that is not known. */
  readonly table: number
}

/** Remembers how fields of payloads were put: most have few values, and equal raw values are equal values. */
export class KnownFields {
  readonly store = new ByteStore()
  private readonly labelOf: (name: string) => Label
  private known = new WeakMap<ValueFields, Map<Style, readonly KnownField[]>>()
  private fields: ValueFields | undefined
  private byStyle = new Map<Style, readonly KnownField[]>()

  /** @param labelOf is called for fields of the product whose payload is put */
  constructor(labelOf: (name: string) => Label) {
    this.labelOf = labelOf
  }

  /** Turns to the fields of another payload. Those that `of` returned before are no longer valid. */
  begin(fields: ValueFields): void {
    if (this.store.isFull) this.forget()
    if (fields === this.fields) return
    this.fields = fields
    this.byStyle = this.known.get(fields) ?? new Map()
    this.known.set(fields, this.byStyle)
  }

  /** Returns these fields in a style, in their order. */
  of(style: Style): readonly KnownField[] {
    return this.byStyle.get(style) ?? this.add(style)
  }

  /** Few accounts have that many products. */
  private forget(): void {
    this.store.clear()
    this.known = new WeakMap()
    this.fields = undefined
  }

  private add(style: Style): readonly KnownField[] {
    const { readers } = this.fields!
    const added = readers.map((_, i) => this.fieldOf(readers, i, style))
    this.byStyle.set(style, added)
    return added
  }

  private fieldOf(readers: readonly FieldReader[], i: number, style: Style): KnownField {
    const reader = readers[i]!
    const { byteAt, shift, mask } = reader
    const label = this.labelOf(reader.name)
    const { style: own, painted, text, secret, loud } = label
    const gap = i === 0 ? 0 : Math.max(label.gap, this.labelOf(readers[i - 1]!.name).gap)
    // In one style, a name and its value need its codes once.
    const opened = style.open === own.open ? style.open + text : painted + style.open
    const alone = this.part({ count: 1, byteAt, shift, mask, most: valuesOf(reader) })
    const count = fieldsOfByte(readers, i)
    const all = count > 1 ? this.part({ count, byteAt, shift: 0, mask: 0xff, most: 0x100 }) : alone
    return {
      reader,
      label,
      style,
      gap,
      before: wordsOf(Buffer.from(' '.repeat(gap) + opened)),
      after: wordsOf(Buffer.from(style.close)),
      isPlain: reader.field.attribute.type !== 'enum' && !secret && !loud,
      alone,
      together: all.most > 0 ? all : alone,
    }
  }

  private part({ count, byteAt, shift, mask, most }: Omit<KnownPart, 'table'>): KnownPart {
    const table = this.store.addTable(most)
    return { count, byteAt, shift, mask, most: table === 0 ? 0 : most, table }
  }
}

/** Returns how many raw values are remembered of a field. */
function valuesOf({ isNumber, field: { attribute } }: FieldReader): number {
  const { unit, len } = attribute
  return isNumber ? 1 << Math.min(unit === 'bit' ? len : 8 * len, mostBits) : 0
}

/** Returns how many fields there are in the byte of field `first`, from that on. */
function fieldsOfByte(readers: readonly FieldReader[], first: number): number {
  const { byteAt } = readers[first]!
  let end = first + 1
  while (byteAt >= 0 && readers[end]?.byteAt === byteAt) end++
  return end - first
}
