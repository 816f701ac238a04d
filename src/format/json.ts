import { StringDecoder } from 'node:string_decoder'
import { safeJson } from '../base/safe-text.ts'
import type { Push } from '../wire/push.ts'
import type { Format, FormatContext, Formatted } from './formats.ts'

/**
 * Each event's line, byte for byte. On a terminal what it would obey is escaped as JSON itself allows, so that
 * the line still means the same.
 */
export async function createJson({ columns }: FormatContext): Promise<Format> {
  return ({ push }) => {
    if (columns() === undefined) return push
    return push.isLong ? safeInParts(push) : `${safeJson(push.text)}\n`
  }
}

const partLength = 64 * 1024

/**
 * As text on the heap a long line would take several times its bytes, so only its bytes are ever there as a whole. A
 * joiner of two characters in different parts is escaped, which means the same.
 */
function safeInParts({ bytes, start, end }: Push): Formatted {
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
