import { type Attribute, type Field, type Raw, toRaw, type Value, writeRaw } from './attribute.ts'
import { writeBits } from './bits.ts'
import type { Definition } from './definition.ts'
import { sizeOf } from './fixed-layout.ts'
import { variableLayout } from './variable-layout.ts'

/** Raw values by attribute name. Each must fit its attribute. */
export type Raws = ReadonlyMap<string, Raw>

const report = { standard: 0x04, var_len: 0x14 } as const
const control = { standard: 0x01, var_len: 0x11 } as const

/**
 * Returns the raw values for `values`; names that the definition does not have are left out.
 *
 * @throws RangeError if an attribute cannot hold its value
 */
export function rawsOf({ attributes }: Definition, values: ReadonlyMap<string, Value>): Raws {
  const raws = new Map<string, Raw>()
  for (const attribute of attributes) {
    const value = values.get(attribute.name)
    if (value !== undefined) raws.set(attribute.name, toRaw(attribute, value))
  }
  return raws
}

/**
 * Encodes a report without envelope, in the product's layout. In the fixed layout, attributes without a value are 0; in the
 * variable layout they are left out.
 */
export function encodeReport(definition: Definition, values: Raws): Buffer {
  const { fixed } = definition
  if (!fixed) return encodePresent(report.var_len, definition.attributes, values)
  return Buffer.concat([Buffer.from([report.standard]), encodeFields(fixed.fields, fixed.size, values)])
}

/** Encodes a control that sets these values, without envelope. */
export function encodeControl(definition: Definition, values: Raws): Buffer {
  const { fixed } = definition
  if (!fixed) return encodePresent(control.var_len, definition.attributes, values)
  const { writable, writableSize } = fixed
  const flags = encodeFlags(writable.map(({ attribute }) => values.has(attribute.name)))
  return Buffer.concat([Buffer.from([control.standard]), flags, encodeFields(writable, writableSize, values)])
}

function encodePresent(action: number, attributes: readonly Attribute[], values: Raws): Buffer {
  const flags = encodeFlags(attributes.map(({ name }) => values.has(name)))
  const fields = variableLayout(attributes.filter(({ name }) => values.has(name)))
  return Buffer.concat([Buffer.from([action]), flags, encodeFields(fields, sizeOf(fields), values)])
}

function encodeFields(fields: readonly Field[], size: number, values: Raws): Buffer {
  const bytes = Buffer.alloc(size)
  for (const field of fields) {
    const raw = values.get(field.attribute.name)
    if (raw !== undefined) writeRaw(bytes, 0, field, raw)
  }
  return bytes
}

function encodeFlags(marks: readonly boolean[]): Buffer {
  const bytes = Buffer.alloc(Math.ceil(marks.length / 8))
  for (const [i, mark] of marks.entries()) if (mark) writeBits(bytes, 0, bytes.length, i, 1, 1)
  return bytes
}
