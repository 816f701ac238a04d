import { type Field, type Raw, readRaw, toValue, type Value } from './attribute.ts'

/** A field, with all that is known before there is a payload. */
export class FieldReader {
  readonly name: string
  readonly field: Field
  /** The offset of the field's bytes, or of its group of bits. */
  readonly start: number
  /** The offset behind them. */
  readonly end: number
  /** Whether its raw values are numbers. */
  readonly isNumber: boolean
  /** The offset of the byte that holds the whole field, and which of its bits that is; -1 if it is not within a byte. */
  readonly byteAt: number
  readonly shift: number
  readonly mask: number
  private readonly isBits: boolean
  /** Whether the value is the raw value. */
  private readonly isRaw: boolean

  constructor(field: Field) {
    const { attribute, byteOffset, bitOffset, width } = field
    const { name, unit, len, type, scale } = attribute
    const isBits = unit === 'bit'
    const shift = bitOffset & 7
    const end = byteOffset + width
    this.name = name
    this.field = field
    this.start = byteOffset
    this.end = end
    this.isNumber = type !== 'binary'
    const byteAt = isBits ? end - 1 - (bitOffset >> 3) : byteOffset
    const isInByte = isBits ? shift + len <= 8 : width === 1
    this.byteAt = isInByte ? byteAt : -1
    this.shift = isBits ? shift : 0
    this.mask = isInByte ? (1 << (isBits ? len : 8)) - 1 : 0
    this.isBits = isBits
    this.isRaw = type === 'bool' || type === 'binary' || (type !== 'enum' && scale.isIdentity)
  }

  /** @param base the offset of the values in `bytes`, which must contain the whole field */
  raw(bytes: Buffer, base: number): Raw {
    return this.isNumber ? this.number(bytes, base) : readRaw(bytes, base, this.field)
  }

  /** Returns the raw value, which must be a number. */
  number(bytes: Buffer, base: number): number {
    if (this.byteAt >= 0) return (bytes[base + this.byteAt]! >> this.shift) & this.mask
    return this.isBits
      ? (readRaw(bytes, base, this.field) as number)
      : numberAt(bytes, base + this.start, base + this.end)
  }

  value(bytes: Buffer, base: number): Value {
    const raw = this.raw(bytes, base)
    return this.isRaw ? raw : toValue(this.field.attribute, raw)
  }

  /**
   * Whether the bits of the field are the same in two payloads, which must contain all of it; of a field that is not within
   * a byte, all bits of its group.
   */
  isSame(bytes: Buffer, base: number, other: Buffer, otherBase: number): boolean {
    const { byteAt, end } = this
    if (byteAt >= 0)
      return (((bytes[base + byteAt]! ^ other[otherBase + byteAt]!) >> this.shift) & this.mask) === 0
    let at = this.start
    while (at < end && bytes[base + at] === other[otherBase + at]) at++
    return at === end
  }
}

/** Reads a big-endian number of at most four bytes. */
function numberAt(bytes: Buffer, start: number, end: number): number {
  let number = 0
  for (let at = start; at < end; at++) number = number * 256 + bytes[at]!
  return number
}
