import type { Value } from './attribute.ts'
import type { Definition } from './definition.ts'
import { type Frame, framesOf } from './frames.ts'
import { actions, type Content, type Flag, type Layout } from './protocol.ts'
import { type Body, noFields, readControl, readPresence, readPresent, readStatus } from './read-values.ts'
import type { Reading } from './reading.ts'
import type { ValueFields } from './value-fields.ts'

/** A decoded frame. Its values are read when they are asked for. */
export class Decoded implements Body {
  readonly frame: Frame
  readonly definition: Definition | undefined
  /** The first byte of the payload; undefined if there is no payload. */
  readonly action: number | undefined
  /** Undefined if the action is unknown. */
  readonly layout: Layout | undefined
  readonly valuesAt: number
  readonly fields: ValueFields
  readonly asked: Body['asked']
  readonly trailingAt: number
  readonly expectedEnd: number
  readonly flags: readonly Flag[]
  private known: readonly Reading[] | undefined

  constructor(frame: Frame, definition: Definition | undefined, action: number | undefined, body: Body) {
    this.frame = frame
    this.definition = definition
    this.action = action
    this.layout = action === undefined ? undefined : actions[action]?.layout
    this.valuesAt = body.valuesAt
    this.fields = body.fields
    this.asked = body.asked
    this.trailingAt = body.trailingAt
    this.expectedEnd = body.expectedEnd
    this.flags = frame.flags.length > 0 ? [...frame.flags, ...body.flags] : body.flags
  }

  /** How many attributes it has, whole or cut. */
  get count(): number {
    return this.fields.fields.length
  }

  /** The names of its attributes. */
  get names(): readonly string[] {
    return this.fields.names
  }

  /** Whether there are values, all of them are whole, and an object would have them in the order of `fields`. */
  get isWhole(): boolean {
    return this.count > 0 && this.expectedEnd <= this.frame.bytes.length && this.fields.keepsOrder
  }

  /** Whether there are bytes that were not decoded. */
  get hasTrailing(): boolean {
    return this.trailingAt < this.frame.bytes.length
  }

  /** Returns the value of field `i`, which must be whole. */
  valueAt(i: number): Value {
    return this.fields.readers[i]!.value(this.frame.bytes, this.valuesAt)
  }

  /** In the order of the attributes' ids. */
  get readings(): readonly Reading[] {
    this.known ??= this.fields.readings(this.frame.bytes, this.valuesAt)
    return this.known
  }

  /** Sets the values by the names of their attributes. */
  setValues(values: Record<string, Value>): void {
    this.fields.setValues(values, this.frame.bytes, this.valuesAt)
  }
}

/**
 * Decodes the bytes of a `device_status_raw`, frame by frame. It never throws: whatever is complete is decoded, and the
 * rest is flagged.
 *
 * @param definition of the product; undefined if there is none
 */
export function decodePayload(bytes: Buffer, definition: Definition | undefined): Decoded[] {
  return framesOf(bytes).map(frame => decodeFrame(frame, definition))
}

function decodeFrame(frame: Frame, definition: Definition | undefined): Decoded {
  const { bytes, payloadAt } = frame
  const readable = frame.flags.every(flag => flag === 'length_mismatch')
  const value = readable ? bytes[payloadAt] : undefined
  const action = value === undefined ? undefined : actions[value]
  const at = value === undefined ? payloadAt : payloadAt + 1
  const flags: Flag[] = value !== undefined ? ['unknown_action'] : readable ? ['empty'] : []
  const body = action ? readers[action.content](bytes, at, definition) : undecoded(bytes, at, flags)
  return new Decoded(frame, definition, value, body)
}

type Reader = (bytes: Buffer, at: number, definition: Definition | undefined) => Body

const readers: Record<Content, Reader> = {
  status: withDefinition(readStatus),
  settings: withDefinition(readControl),
  presence: withDefinition(readPresence),
  'present values': withDefinition(readPresent),
  nothing: (bytes, at) => undecoded(bytes, at, at < bytes.length ? ['trailing_bytes'] : []),
  'free bytes': (bytes, at) => undecoded(bytes, at, []),
}

function withDefinition(
  read: (bytes: Buffer, at: number, definition: Definition) => Body | undefined,
): Reader {
  return (bytes, at, definition) =>
    definition
      ? (read(bytes, at, definition) ?? undecoded(bytes, at, ['layout_mismatch']))
      : undecoded(bytes, at, ['no_definition'])
}

function undecoded(bytes: Buffer, at: number, flags: Flag[]): Body {
  return {
    valuesAt: at,
    fields: noFields,
    asked: undefined,
    trailingAt: at,
    expectedEnd: bytes.length,
    flags,
  }
}

/** Returns the bytes of a frame that were not decoded. */
export function trailingOf({ frame, trailingAt }: Decoded): Buffer {
  return frame.bytes.subarray(trailingAt)
}
