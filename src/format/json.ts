import { StringDecoder } from 'node:string_decoder'
import { safeJson } from '../base/safe-text.ts'
import type { Push } from '../wire/push.ts'
import type { Format, FormatContext, Formatted } from './formats.ts'

/**
 * Passes each event's line through, byte for byte. On a terminal, unsafe characters are escaped as in JSON, so that the
 * line's meaning does not change.
 */
export async function createJson({ columns }: FormatContext): Promise<Format> {
  return ({ push }) => {
    if (columns() === undefined) return push
    return push.isLong ? safeInParts(push) : `${safeJson(push.text)}\n`
  }
}

const partLength = 64 * 1024

/**
 * Makes a long line safe in parts, since text on the heap takes several times its bytes. A joiner between two parts is
 * escaped, which does not change its meaning.
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
