import { StringDecoder } from 'node:string_decoder'
import type { ByteRange } from '../base/byte-range.ts'
import { safeJson } from '../base/safe-text.ts'
import { createEnriched } from './enriched-line.ts'
import type { Format, FormatContext, Formatted } from './formats.ts'

/**
 * Passes each event's line through, byte for byte, or with one more member. On a terminal, unsafe characters are escaped
 * as in JSON, so that the line's meaning does not change.
 */
export async function createJson(context: FormatContext): Promise<Format> {
  const { columns } = context
  const shown = (line: ByteRange) => (columns() === undefined ? line : safe(line))
  if (!context.enrich) return ({ push }) => shown(push)
  const enriched = createEnriched(context)
  return event => shown(enriched(event))
}

/** Text on the heap takes several times its bytes: more bytes than these are made safe in parts. */
const partLength = 64 * 1024

function safe(line: ByteRange): Formatted {
  const { bytes, start, end } = line
  return end - start > partLength ? safeInParts(line) : `${safeJson(bytes.toString('utf8', start, end))}\n`
}

/** A joiner between two parts is escaped, which does not change its meaning. */
function safeInParts({ bytes, start, end }: ByteRange): Formatted {
  const decoder = new StringDecoder('utf8')
  const parts: Buffer[] = []
  for (let at = start; at < end; at += partLength) {
    const part = decoder.write(bytes.subarray(at, Math.min(at + partLength, end)))
    parts.push(Buffer.from(safeJson(part)))
  }
  parts.push(Buffer.from(`${safeJson(decoder.end())}\n`))
  const line = Buffer.concat(parts)
  return { bytes: line, start: 0, end: line.length - 1 }
}
