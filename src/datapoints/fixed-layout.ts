import type { Attribute, Field } from './attribute.ts'
import { MarkedFields } from './marked-fields.ts'
import { ValueFields } from './value-fields.ts'

/** An attribute with its position in the definition. */
export interface Placed {
  readonly attribute: Attribute
  readonly byteOffset: number
  readonly bitOffset: number
}

/** The positions of attributes in payloads of the fixed layout, in the order of their ids. */
export interface FixedLayout {
  readonly fields: readonly Field[]
  /** The size of all values in bytes. */
  readonly size: number
  /** The attributes that a control may set. Bit i of its flags stands for the i-th. */
  readonly writable: readonly Field[]
  /** The size of the values of a control in bytes. */
  readonly writableSize: number
  /** What reads the values of a report or reply. */
  readonly values: ValueFields
  /** What reads the flags of a control. */
  readonly control: MarkedFields<Field>
}

/** Creates the layout. Attributes in bits with the same byte offset form one group, as wide as they need. */
export function fixedLayout(placed: readonly Placed[]): FixedLayout {
  const groups = new Map<number, number>()
  for (const { attribute, byteOffset, bitOffset } of placed) {
    if (attribute.unit !== 'bit') continue
    const width = Math.ceil((bitOffset + attribute.len) / 8)
    groups.set(byteOffset, Math.max(width, groups.get(byteOffset) ?? 0))
  }
  const fields = placed.map(({ attribute, byteOffset, bitOffset }) =>
    attribute.unit === 'bit'
      ? { attribute, byteOffset, bitOffset, width: groups.get(byteOffset)! }
      : { attribute, byteOffset, bitOffset: 0, width: attribute.len },
  )
  const writable = fields.filter(({ attribute }) => attribute.role === 'status_writable')
  const [size, writableSize] = [sizeOf(fields), sizeOf(writable)]
  const values = new ValueFields(fields, size)
  const control = new MarkedFields(writable, marked => new ValueFields(marked, writableSize))
  return { fields, size, writable, writableSize, values, control }
}

/** Returns the first two attributes that overlap. */
export function overlap({ fields }: FixedLayout): readonly [Attribute, Attribute] | undefined {
  const claims = fields.map(field => ({ attribute: field.attribute, ...claimOf(field) }))
  claims.sort((a, b) => a.from - b.from)
  let last = claims[0]
  for (const claim of claims.slice(1)) {
    if (claim.from < last!.to) return [last!.attribute, claim.attribute]
    last = claim
  }
  return undefined
}

/** The range of bits, counted from the highest bit of the first byte. */
function claimOf({ attribute, byteOffset, bitOffset, width }: Field): { from: number; to: number } {
  const to = (byteOffset + width) * 8 - bitOffset
  return { from: to - (attribute.unit === 'bit' ? attribute.len : width * 8), to }
}

/** Returns the size of fields in bytes, from the first byte of the values. */
export function sizeOf(fields: readonly Field[]): number {
  return fields.reduce((size, { byteOffset, width }) => Math.max(size, byteOffset + width), 0)
}
