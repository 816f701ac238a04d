import type { Formatted } from '../../src/format/formats.ts'

/** Returns what a format returned as text. */
export function formattedText(formatted: Formatted): string {
  if (typeof formatted === 'string') return formatted
  const { bytes, start, end } = formatted
  return bytes.toString('utf8', start, end + 1)
}
