import { say } from '../language/say.ts'
import { hexDump } from './hex-dump.ts'
import type { Mark } from './leader-lines.ts'
import type { BitField, Segment } from './payload-segments.ts'
import { plain } from './style.ts'

/** A row of a drawing: lines of bytes or bits, and the marks below the last line. */
export interface Row {
  /** The offset of the first byte in the frame. */
  readonly at: number
  readonly lines: readonly string[]
  readonly marks: readonly Mark[]
}

/** The bytes of a row: of short segments that share it, of a bit group, and of a long segment. */
const maxBytes = 8
const maxBitBytes = 3
const longBytes = 16

/** Arranges segments in rows. Short segments share a row if they are adjacent. */
export function segmentRows(bytes: Buffer, segments: readonly Segment[]): Row[] {
  const rows: Row[] = []
  let shared: BytesSegment[] = []
  const endShared = () => {
    if (shared.length > 0) rows.push(sharedRow(bytes, shared))
    shared = []
  }
  for (const segment of segments) {
    const short = segment.as === 'bytes' && segment.to - segment.from <= maxBytes
    const first = shared[0]?.from ?? segment.from
    if (!short || segment.to - first > maxBytes || shared.at(-1)?.to !== segment.from) endShared()
    if (short) shared.push(segment)
    else if (segment.as === 'bits') rows.push(...bitRows(bytes, segment))
    else rows.push(...longRows(bytes, segment))
  }
  endShared()
  return rows
}

type BytesSegment = Segment & { readonly as: 'bytes' }
type BitsSegment = Segment & { readonly as: 'bits' }

function sharedRow(bytes: Buffer, segments: readonly BytesSegment[]): Row {
  let line = ''
  const marks: Mark[] = []
  for (const { from, to, label } of segments) {
    if (line !== '') line += '  '
    const start = line.length
    line += hexOf(bytes, from, to)
    marks.push({ from: start, to: line.length - 1, label })
  }
  return { at: segments[0]!.from, lines: [line], marks }
}

/** The label is below the first byte of the last line. */
function longRows(bytes: Buffer, { from, to, as, ...segment }: Segment): Row[] {
  const lines =
    as === 'dump'
      ? hexDump(bytes.subarray(from, to), longBytes)
      : chunks(from, to, longBytes).map(([from, to]) => hexOf(bytes, from, to))
  const label = 'label' in segment ? segment.label : []
  return lines.map((line, i) => ({
    at: from + i * longBytes,
    lines: [line],
    marks: i < lines.length - 1 ? [] : [{ from: 0, to: 0, label }],
  }))
}

/** The width in cells of eight bits, with the space after them. */
const bitCells = 11

function bitRows(bytes: Buffer, segment: BitsSegment): Row[] {
  const { from, to } = segment
  const first = (to - from) % maxBitBytes || maxBitBytes
  const parts = chunks(from - (maxBitBytes - first), to, maxBitBytes)
  return parts.map(([start, end]) => bitRow(bytes, Math.max(start, from), end, segment))
}

function bitRow(bytes: Buffer, from: number, to: number, segment: BitsSegment): Row {
  const part = [...bytes.subarray(from, to)]
  const hex = part.map(byte => hexByte(byte).padEnd(bitCells)).join('')
  const bits = part.map(byte => byte.toString(2).padStart(8, '0').replace(/^.{4}/, '$& ')).join('  ')
  const caption = from === segment.from ? segment.caption : ''
  // The row's lowest and highest bit, numbered from the lowest bit of the group.
  const lowest = (segment.to - to) * 8
  const top = lowest + part.length * 8 - 1
  const cellOf = (bit: number) => {
    const place = top - bit
    return Math.floor(place / 8) * bitCells + (place % 8) + (place % 8 > 3 ? 1 : 0)
  }
  const isSet = (bit: number) => ((part[(top - bit) >> 3]! >> (bit & 7)) & 1) === 1
  const marks = [...segment.fields, ...strayFields(segment, lowest, top, isSet)]
    .filter(({ offset, length }) => offset <= top && offset + length > lowest)
    .sort((a, b) => b.offset - a.offset)
    .map(({ offset, length, label }) => ({
      from: cellOf(Math.min(offset + length - 1, top)),
      to: cellOf(Math.max(offset, lowest)),
      label: offset < lowest ? [...label.slice(0, 1), upperBits] : label,
    }))
  return { at: from, lines: [hex + caption, bits], marks }
}

/** Follows the name of a field that continues in the row below. */
const upperBits = [plain, say(', upper bits')] as const

/** Returns the runs of bits from `lowest` to `top` that are set but belong to no field. */
function strayFields(
  { fields, stray }: BitsSegment,
  lowest: number,
  top: number,
  isSet: (bit: number) => boolean,
): BitField[] {
  const known = new Set(fields.flatMap(({ offset, length }) => Array.from({ length }, (_, i) => offset + i)))
  const runs: { offset: number; length: number; label: typeof stray }[] = []
  for (let bit = lowest; bit <= top; bit++) {
    if (known.has(bit) || !isSet(bit)) continue
    const last = runs.at(-1)
    if (last && last.offset + last.length === bit) last.length++
    else runs.push({ offset: bit, length: 1, label: stray })
  }
  return runs
}

function chunks(from: number, to: number, size: number): [from: number, to: number][] {
  const parts: [number, number][] = []
  for (let at = from; at < to; at += size) parts.push([at, Math.min(at + size, to)])
  return parts
}

function hexOf(bytes: Buffer, from: number, to: number): string {
  return [...bytes.subarray(from, to)].map(hexByte).join(' ')
}

function hexByte(byte: number): string {
  return byte.toString(16).padStart(2, '0')
}
