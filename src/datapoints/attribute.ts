import { readBits, writeBits } from './bits.ts'
import type { CheckedAttribute } from './definition-schema.ts'
import type { Scale } from './scale.ts'

export type DataType = CheckedAttribute['data_type']
export type Role = CheckedAttribute['type']
export type Unit = 'bit' | 'byte'

/** One data point of a product. */
export interface Attribute {
  /** Unique in the definition: later attributes of the same name get `_2`, `_3` appended. */
  readonly name: string
  /** For display, not escaped yet. The name if the definition has no display name. */
  readonly displayName: string
  readonly role: Role
  readonly type: DataType
  readonly unit: Unit
  /** The length in units. */
  readonly len: number
  /** The texts of an enum by its numbers; empty for other types. */
  readonly texts: readonly string[]
  readonly scale: Scale
  /** The raw values that the definition allows. Real devices send others too, so these are not an error. */
  readonly allowed: { readonly min: number | undefined; readonly max: number | undefined }
}

/** Where an attribute stands in a payload. */
export interface Field {
  readonly attribute: Attribute
  /** The offset of the attribute's bytes, or of its group of bits, from the first byte of the values. */
  readonly byteOffset: number
  /** The offset from the lowest bit of the group; 0 for attributes of whole bytes. */
  readonly bitOffset: number
  /** The size of the group, or of the attribute, in bytes. */
  readonly width: number
}

/** A number; for a binary, hex. */
export type Raw = number | string
/** bool: 0 or 1; enum: the text; uint: ratio and addition applied; binary: hex. */
export type Value = number | string

/** @param base the offset of the values in `bytes`, which must contain the whole field */
export function readRaw(bytes: Buffer, base: number, field: Field): Raw {
  const { attribute, byteOffset, bitOffset, width } = field
  const start = base + byteOffset
  if (attribute.unit === 'bit') return readBits(bytes, start, width, bitOffset, attribute.len)
  if (attribute.type === 'binary') return bytes.toString('hex', start, start + width)
  return bytes.readUIntBE(start, width)
}

/** The reverse of `readRaw`. The bytes of the field must be 0. */
export function writeRaw(bytes: Buffer, base: number, field: Field, raw: Raw): void {
  const { attribute, byteOffset, bitOffset, width } = field
  const start = base + byteOffset
  if (typeof raw === 'string') bytes.write(raw, start, width, 'hex')
  else if (attribute.unit === 'bit') writeBits(bytes, start, width, bitOffset, attribute.len, raw)
  else bytes.writeUIntBE(raw, start, width)
}

/** Returns the number itself if an enum has no text for it. */
export function toValue({ type, texts, scale }: Attribute, raw: Raw): Value {
  if (typeof raw === 'string') return raw
  if (type === 'enum') return texts[raw] ?? raw
  return type === 'bool' ? raw : scale.value(raw)
}

/**
 * Returns the raw value for `value`, or for the nearest value that the scale has. An enum takes a text or a number.
 *
 * @throws RangeError if the attribute cannot hold it
 */
export function toRaw({ name, type, unit, len, texts, scale }: Attribute, value: Value): Raw {
  if (type === 'binary') {
    if (typeof value === 'string' && /^(?:[0-9a-f]{2})*$/i.test(value) && value.length === 2 * len)
      return value
    throw new RangeError(`${name}: ${value} is not ${len} bytes in hex`)
  }
  const text = typeof value === 'string' ? texts.indexOf(value) : value
  const raw = type === 'bool' || type === 'enum' ? text : scale.raw(Number(value))
  if (Number.isInteger(raw) && raw >= 0 && raw < 2 ** (unit === 'bit' ? len : 8 * len)) return raw
  throw new RangeError(`${name}: ${value} is no value of ${type}`)
}

/** Returns whether the attribute is an enum without a text for the number. */
export function isOutOfRange({ type, texts }: Attribute, raw: Raw): boolean {
  return type === 'enum' && (raw as number) >= texts.length
}
