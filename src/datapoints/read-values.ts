import type { Attribute } from './attribute.ts'
import type { Definition } from './definition.ts'
import type { MarkedFields } from './marked-fields.ts'
import type { Flag } from './protocol.ts'
import { ValueFields } from './value-fields.ts'

/** The part of a payload after the action byte. */
export interface Body {
  /** The offset of the values in the frame: after the action byte and the attribute flags, if there are any. */
  readonly valuesAt: number
  readonly fields: ValueFields
  /** The attributes that a read asks for; undefined for other actions. */
  readonly asked: readonly Attribute[] | undefined
  /** The offset in the frame of the bytes that were not decoded, which may be none. */
  readonly trailingAt: number
  /** The end of the values in the frame by the definition; of a frame that ends in its attribute flags, the end of these. */
  readonly expectedEnd: number
  /** Includes the flags of the readings. */
  readonly flags: readonly Flag[]
}

export const noFields = new ValueFields([], 0)

/** Reads a report or reply in the fixed layout. Returns undefined if the product does not use it. */
export function readStatus(bytes: Buffer, at: number, { fixed }: Definition): Body | undefined {
  return fixed && bodyOf(bytes, at, fixed.values, noFlags)
}

/** Reads a control in the fixed layout: flags of the attributes to set, then values at the same offsets as in a report. */
export function readControl(bytes: Buffer, at: number, { fixed }: Definition): Body | undefined {
  return fixed && readMarked(bytes, at, fixed.control)
}

/** Reads a report, reply or control in the variable layout. */
export function readPresent(bytes: Buffer, at: number, { present }: Definition): Body {
  return readMarked(bytes, at, present)
}

/** Reads which attributes are asked for, in the variable layout. */
export function readPresence(bytes: Buffer, at: number, { present }: Definition): Body {
  const valuesAt = at + present.width
  if (valuesAt > bytes.length) return cutShort(bytes, valuesAt)
  const { items: asked, hasUnknown } = present.read(bytes, at)
  return { ...bodyOf(bytes, valuesAt, noFields, hasUnknown ? unknownBits : noFlags), asked }
}

function readMarked<T>(bytes: Buffer, at: number, marks: MarkedFields<T>): Body {
  const valuesAt = at + marks.width
  if (valuesAt > bytes.length) return cutShort(bytes, valuesAt)
  const { fields, hasUnknown } = marks.read(bytes, at)
  return bodyOf(bytes, valuesAt, fields, hasUnknown ? unknownBits : noFlags)
}

const noFlags: readonly Flag[] = []
const unknownBits: readonly Flag[] = ['unknown_attribute_bits']

function cutShort(bytes: Buffer, expectedEnd: number): Body {
  const end = bytes.length
  return {
    valuesAt: end,
    fields: noFields,
    asked: undefined,
    trailingAt: end,
    expectedEnd,
    flags: ['truncated'],
  }
}

function bodyOf(bytes: Buffer, valuesAt: number, fields: ValueFields, before: readonly Flag[]): Body {
  const end = valuesAt + fields.size
  let flags = before
  if (end > bytes.length) flags = [...flags, 'truncated']
  if (end < bytes.length) flags = [...flags, 'trailing_bytes']
  if (fields.isOutOfRange(bytes, valuesAt)) flags = [...flags, 'enum_out_of_range']
  const trailingAt = Math.min(end, bytes.length)
  return { valuesAt, fields, asked: undefined, trailingAt, expectedEnd: end, flags }
}
