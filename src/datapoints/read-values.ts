import {
  type Attribute,
  type Field,
  isOutOfRange,
  type Raw,
  readRaw,
  toValue,
  type Value,
} from './attribute.ts'
import { hasBit } from './bits.ts'
import type { Definition } from './definition.ts'
import { sizeOf } from './fixed-layout.ts'
import type { Flag } from './protocol.ts'
import { variableLayout } from './variable-layout.ts'

/** The value of one attribute in a payload. */
export interface Reading {
  readonly field: Field
  /** Null if the payload ends before it. */
  readonly raw: Raw | null
  readonly value: Value | null
  readonly flags: readonly Flag[]
}

/** The part of a payload after the action byte. */
export interface Body {
  /** The offset of the values in the frame: after the action byte and the attribute flags, if there are any. */
  readonly valuesAt: number
  /** In the order of the attributes' ids. */
  readonly readings: readonly Reading[]
  /** The attributes that a read asks for; undefined for other actions. */
  readonly asked?: readonly Attribute[] | undefined
  /** The offset in the frame of the bytes that were not decoded, which may be none. */
  readonly trailingAt: number
  /** The end of the values in the frame by the definition; of a frame that ends in its attribute flags, the end of these. */
  readonly expectedEnd: number
  /** Includes the flags of the readings. */
  readonly flags: readonly Flag[]
}

/** Reads a report or reply in the fixed layout. Returns undefined if the product does not use it. */
export function readStatus(bytes: Buffer, at: number, { fixed }: Definition): Body | undefined {
  return fixed && bodyOf(bytes, at, fixed.fields, fixed.size, [])
}

/** Reads a control in the fixed layout: flags of the attributes to set, then values at the same offsets as in a report. */
export function readControl(bytes: Buffer, at: number, { fixed }: Definition): Body | undefined {
  if (!fixed) return undefined
  const { writable, writableSize } = fixed
  const marked = readMarks(bytes, at, writable)
  return marked.valuesAt > bytes.length
    ? cutShort(bytes, marked.valuesAt)
    : bodyOf(bytes, marked.valuesAt, marked.items, writableSize, marked.flags)
}

/** Reads a report, reply or control in the variable layout. */
export function readPresent(bytes: Buffer, at: number, { attributes }: Definition): Body {
  const { valuesAt, items, flags } = readMarks(bytes, at, attributes)
  if (valuesAt > bytes.length) return cutShort(bytes, valuesAt)
  const fields = variableLayout(items)
  return bodyOf(bytes, valuesAt, fields, sizeOf(fields), flags)
}

/** Reads which attributes are asked for, in the variable layout. */
export function readPresence(bytes: Buffer, at: number, { attributes }: Definition): Body {
  const { valuesAt, items: asked, flags } = readMarks(bytes, at, attributes)
  if (valuesAt > bytes.length) return cutShort(bytes, valuesAt)
  return { ...bodyOf(bytes, valuesAt, [], 0, flags), asked }
}

/** Reads attribute flags: one big-endian integer, bit i for item i. */
function readMarks<T>(
  bytes: Buffer,
  at: number,
  all: readonly T[],
): { valuesAt: number; items: T[]; flags: Flag[] } {
  const width = Math.ceil(all.length / 8)
  const valuesAt = at + width
  if (valuesAt > bytes.length) return { valuesAt, items: [], flags: [] }
  const items = all.filter((_, i) => hasBit(bytes, at, width, i))
  for (let i = all.length; i < width * 8; i++)
    if (hasBit(bytes, at, width, i)) return { valuesAt, items, flags: ['unknown_attribute_bits'] }
  return { valuesAt, items, flags: [] }
}

const cut: readonly Flag[] = ['truncated']
const outOfRange: readonly Flag[] = ['enum_out_of_range']
const none: readonly Flag[] = []

function cutShort(bytes: Buffer, expectedEnd: number): Body {
  return { valuesAt: bytes.length, readings: [], trailingAt: bytes.length, expectedEnd, flags: cut }
}

/** @param size the expected size of the values in bytes */
function bodyOf(
  bytes: Buffer,
  valuesAt: number,
  fields: readonly Field[],
  size: number,
  before: Flag[],
): Body {
  const flags = before
  const end = valuesAt + size
  if (end > bytes.length) flags.push('truncated')
  if (end < bytes.length) flags.push('trailing_bytes')
  const readings = fields.map(field => readingOf(bytes, valuesAt, field))
  if (readings.some(reading => reading.flags === outOfRange)) flags.push('enum_out_of_range')
  return { valuesAt, readings, trailingAt: Math.min(end, bytes.length), expectedEnd: end, flags }
}

function readingOf(bytes: Buffer, base: number, field: Field): Reading {
  const { attribute, byteOffset, width } = field
  // A part of a group is not decoded: if the device has a narrower group, its bits mean something else.
  if (base + byteOffset + width > bytes.length) return { field, raw: null, value: null, flags: cut }
  const raw = readRaw(bytes, base, field)
  const flags = isOutOfRange(attribute, raw) ? outOfRange : none
  return { field, raw, value: toValue(attribute, raw), flags }
}
