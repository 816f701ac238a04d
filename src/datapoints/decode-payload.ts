import type { Definition } from './definition.ts'
import { type Frame, framesOf } from './frames.ts'
import { actions, type Content, type Flag, type Layout } from './protocol.ts'
import { type Body, readControl, readPresence, readPresent, readStatus } from './read-values.ts'

/** A decoded frame. */
export interface Decoded extends Body {
  readonly frame: Frame
  readonly definition: Definition | undefined
  /** The first byte of the payload; undefined if there is no payload. */
  readonly action: number | undefined
  /** Undefined if the action is unknown. */
  readonly layout: Layout | undefined
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
  // Not by `...body`, which takes ten times as long: this is called once per event.
  return {
    frame,
    definition,
    action: value,
    layout: action?.layout,
    valuesAt: body.valuesAt,
    readings: body.readings,
    asked: body.asked,
    trailingAt: body.trailingAt,
    expectedEnd: body.expectedEnd,
    flags: frame.flags.length > 0 ? [...frame.flags, ...body.flags] : body.flags,
  }
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
  return { valuesAt: at, readings: none, trailingAt: at, expectedEnd: bytes.length, flags }
}

const none: Body['readings'] = []

/** Returns the bytes of a frame that were not decoded. */
export function trailingOf({ frame, trailingAt }: Decoded): Buffer {
  return frame.bytes.subarray(trailingAt)
}
