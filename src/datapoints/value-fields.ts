import { type Field, isOutOfRange, type Value } from './attribute.ts'
import { FieldReader } from './field-reader.ts'
import type { Flag } from './protocol.ts'
import type { Reading } from './reading.ts'

const cut: readonly Flag[] = ['truncated']
const outOfRange: readonly Flag[] = ['enum_out_of_range']
const none: readonly Flag[] = []

/** The fields of a payload, compiled for reading. Nothing is read before it is asked for. */
export class ValueFields {
  /** In the order of the attributes' ids. */
  readonly fields: readonly Field[]
  /** The size of all values in bytes. */
  readonly size: number
  readonly readers: readonly FieldReader[]
  /** The names of the attributes. */
  readonly names: readonly string[]
  /** Whether an object with these names has them in this order: it puts those first that are indices. */
  readonly keepsOrder: boolean
  private readonly enums: readonly FieldReader[]

  constructor(fields: readonly Field[], size: number) {
    this.fields = fields
    this.size = size
    this.readers = fields.map(field => new FieldReader(field))
    this.names = this.readers.map(({ name }) => name)
    this.keepsOrder = !this.names.some(name => /^\d+$/.test(name))
    this.enums = this.readers.filter(({ field }) => field.attribute.type === 'enum')
  }

  /** Whether an enum has a number without a text. */
  isOutOfRange(bytes: Buffer, base: number): boolean {
    for (const reader of this.enums) {
      if (!fits(reader, bytes, base)) continue
      if (isOutOfRange(reader.field.attribute, reader.raw(bytes, base))) return true
    }
    return false
  }

  /** Sets the values of the fields that are whole, by the names of their attributes. */
  setValues(values: Record<string, Value>, bytes: Buffer, base: number): void {
    for (const reader of this.readers) {
      if (!fits(reader, bytes, base)) continue
      const { name } = reader
      const value = reader.value(bytes, base)
      // An assignment would set the prototype.
      if (name === '__proto__') Object.defineProperty(values, name, { ...asMember, value })
      else values[name] = value
    }
  }

  readings(bytes: Buffer, base: number): Reading[] {
    return this.readers.map(reader => {
      const { field } = reader
      if (!fits(reader, bytes, base)) return { field, raw: null, value: null, flags: cut }
      const raw = reader.raw(bytes, base)
      const flags = isOutOfRange(field.attribute, raw) ? outOfRange : none
      return { field, raw, value: reader.value(bytes, base), flags }
    })
  }
}

const asMember = { enumerable: true, writable: true, configurable: true } as const

/** A part of a group is not decoded: if the device has a narrower group, its bits mean something else. */
function fits({ end }: FieldReader, bytes: Buffer, base: number): boolean {
  return base + end <= bytes.length
}
