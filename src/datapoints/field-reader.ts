import { type Field, type Raw, readRaw, toValue, type Value } from './attribute.ts'

/** How the raw value of a field is read: of one byte or less, of whole bytes, or in any other way. */
type Size = 'narrow' | 'bytes' | 'other'

/** A field, with all that is known before there is a payload. */
export class FieldReader {
  readonly name: string
  readonly field: Field
  /** The offset behind the field's bytes, or behind its group of bits. */
  readonly end: number
  private readonly size: Size
  private readonly at: number
  private readonly shift: number
  private readonly mask: number
  /** Whether the value is the raw value. */
  private readonly isRaw: boolean

  constructor(field: Field) {
    const { attribute, byteOffset, bitOffset, width } = field
    const { name, unit, len, type, scale } = attribute
    const isBit = unit === 'bit'
    const shift = bitOffset & 7
    const isNarrow = isBit ? shift + len <= 8 : width === 1 && type !== 'binary'
    this.name = name
    this.field = field
    this.end = byteOffset + width
    this.size = isNarrow ? 'narrow' : !isBit && type !== 'binary' ? 'bytes' : 'other'
    this.at = isBit ? this.end - 1 - (bitOffset >> 3) : byteOffset
    this.shift = isBit ? shift : 0
    this.mask = isBit ? 2 ** len - 1 : 0xff
    this.isRaw = type === 'bool' || type === 'binary' || (type !== 'enum' && scale.isIdentity)
  }

  /** @param base the offset of the values in `bytes`, which must contain the whole field */
  raw(bytes: Buffer, base: number): Raw {
    switch (this.size) {
      case 'narrow':
        return (bytes[base + this.at]! >> this.shift) & this.mask
      case 'bytes':
        return numberAt(bytes, base + this.at, base + this.end)
      case 'other':
        return readRaw(bytes, base, this.field)
    }
  }

  value(bytes: Buffer, base: number): Value {
    const raw = this.raw(bytes, base)
    return this.isRaw ? raw : toValue(this.field.attribute, raw)
  }
}

/** Reads a big-endian number of at most four bytes. */
function numberAt(bytes: Buffer, start: number, end: number): number {
  let number = 0
  for (let at = start; at < end; at++) number = number * 256 + bytes[at]!
  return number
}
