import { safeJson } from '../base/safe-text.ts'
import type { Format, FormatContext } from './formats.ts'

/**
 * Each event's line, byte for byte. On a terminal what it would obey is escaped as JSON itself allows, so that
 * the line still means the same.
 */
export async function createJson({ columns }: FormatContext): Promise<Format> {
  return ({ push }) => (columns() === undefined ? push : `${safeJson(push.text)}\n`)
}
