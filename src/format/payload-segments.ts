import type { Field } from '../datapoints/attribute.ts'
import type { Decoded } from '../datapoints/decode-payload.ts'
import { actions } from '../datapoints/protocol.ts'
import type { Reading } from '../datapoints/reading.ts'
import { say } from '../language/say.ts'
import { actionText, byteCount, commandText, withLayout } from './payload-facts.ts'
import { readingLabel } from './reading-text.ts'
import { shownWord } from './shown-text.ts'
import { plain } from './style.ts'
import type { StyledText } from './styled-text.ts'
import type { Theme } from './theme.ts'

type Label = readonly StyledText[]

/** A field of a bit group. The offset counts from the lowest bit. */
export interface BitField {
  readonly offset: number
  readonly length: number
  readonly label: Label
}

/** A part of a frame that is drawn as one: the bytes from `from`, up to but not including `to`. */
export type Segment = { readonly from: number; readonly to: number } & (
  | { readonly as: 'bytes'; readonly label: Label }
  /** Bytes with ASCII beside them. */
  | { readonly as: 'dump'; readonly label: Label }
  /** Bytes with bits below them. */
  | {
      readonly as: 'bits'
      /** Shown beside the bytes. */
      readonly caption: string
      /** The lowest comes first. */
      readonly fields: readonly BitField[]
      /** The label of bits that are set but belong to no field. */
      readonly stray: Label
    }
)

/** Returns the parts of a frame, in order. */
export function payloadSegments(decoded: Decoded, theme: Theme): Segment[] {
  const { frame, trailingAt: end } = decoded
  const values = valueSegments(decoded, theme)
  const head = [...envelopeSegments(decoded, theme), ...actionSegments(decoded, theme)]
  const rest = end < frame.bytes.length ? [restSegment(decoded, end, theme)] : []
  return [...head, ...withGaps(decoded, values, end, theme), ...rest]
}

function bytes(from: number, to: number, text: string): Segment {
  return { from, to, as: 'bytes', label: [[plain, text]] }
}

function envelopeSegments({ frame: { envelope } }: Decoded, theme: Theme): Segment[] {
  if (!envelope) return []
  const { flagAt, flag, command, declared, actual, serial, deviceId } = envelope
  const length: StyledText[] = [[plain, say('length {declared}', { declared })]]
  if (declared !== actual) length.push([theme.warning, say(', but there are {actual}', { actual })])
  let at = flagAt + 3
  const segments: Segment[] = [
    bytes(0, 4, say('transport version 3')),
    { from: 4, to: flagAt, as: 'bytes', label: length },
    bytes(flagAt, flagAt + 1, say('flag {flag}', { flag })),
    bytes(flagAt + 1, at, commandText(command)),
  ]
  if (serial !== undefined) {
    segments.push(bytes(at, at + 4, say('serial number {serial}', { serial })))
    at += 4
  }
  if (deviceId !== undefined) {
    segments.push(bytes(at, at + 2, say('device id of {size}', { size: byteCount(deviceId.length) })))
    if (deviceId !== '') segments.push(bytes(at + 2, at + 2 + deviceId.length, shownWord(deviceId)))
  }
  return segments
}

/** Returns the action byte, and the attribute flags that follow it. */
function actionSegments(decoded: Decoded, theme: Theme): Segment[] {
  const { frame, action, layout, valuesAt, readings, asked, definition } = decoded
  if (action === undefined) return []
  const at = frame.payloadAt
  const segments = [bytes(at, at + 1, withLayout(actionText(action), layout))]
  if (valuesAt === at + 1 || !definition) return segments
  const isControl = actions[action]?.content === 'settings'
  const all = isControl ? definition.fixed!.writable.map(({ attribute }) => attribute) : definition.attributes
  const marked = new Set(asked ?? readings.map(({ field }) => field.attribute))
  const fields = all.flatMap((attribute, offset): BitField[] =>
    marked.has(attribute) ? [{ offset, length: 1, label: [[plain, shownWord(attribute.name)]] }] : [],
  )
  const caption = isControl ? say('the attributes that it sets') : say('the attributes that there are')
  return [...segments, { from: at + 1, to: valuesAt, as: 'bits', caption, fields, stray: strayLabel(theme) }]
}

/** Returns the values that are complete, sorted by offset. */
function valueSegments({ readings, valuesAt }: Decoded, theme: Theme): Segment[] {
  const groups = new Map<number, Reading[]>()
  const segments: Segment[] = []
  const place = ({ byteOffset, width }: Field) => {
    const from = valuesAt + byteOffset
    return { from, to: from + width }
  }
  for (const reading of readings) {
    const { field, value } = reading
    if (value === null) continue
    if (field.attribute.unit === 'byte') {
      segments.push({ ...place(field), as: 'bytes', label: readingLabel(reading, theme) })
      continue
    }
    const group = groups.get(field.byteOffset)
    if (group) group.push(reading)
    else groups.set(field.byteOffset, [reading])
  }
  for (const group of groups.values()) {
    const fields = group.map(reading => ({
      offset: reading.field.bitOffset,
      length: reading.field.attribute.len,
      label: readingLabel(reading, theme),
    }))
    fields.sort((a, b) => a.offset - b.offset)
    segments.push({ ...place(group[0]!.field), as: 'bits', caption: '', fields, stray: strayLabel(theme) })
  }
  return segments.sort((a, b) => a.from - b.from)
}

function strayLabel(theme: Theme): Label {
  return [[theme.warning, say('no attribute')]]
}

/** Returns the values with the gaps between them, up to `end`. */
function withGaps(decoded: Decoded, values: readonly Segment[], end: number, theme: Theme): Segment[] {
  const { action, flags, valuesAt } = decoded
  const isControl = action !== undefined && actions[action]?.content === 'settings'
  const gap = (from: number, to: number, text: string): Segment => ({
    from,
    to,
    as: 'bytes',
    label: [[theme.dim, isControl ? say('not set') : text]],
  })
  const segments: Segment[] = []
  let at = valuesAt
  for (const value of values) {
    if (value.from > at) segments.push(gap(at, value.from, say('no attribute')))
    segments.push(value)
    at = Math.max(at, value.to)
  }
  if (at < end)
    segments.push(gap(at, end, flags.includes('truncated') ? say('cut short') : say('no attribute')))
  return segments
}

function restSegment({ layout, flags, frame }: Decoded, from: number, theme: Theme): Segment {
  const text = flags.includes('trailing_bytes')
    ? say('beyond what the definition has')
    : layout === 'transparent'
      ? say('free bytes')
      : say('not decoded')
  return { from, to: frame.bytes.length, as: 'dump', label: [[theme.dim, text]] }
}
