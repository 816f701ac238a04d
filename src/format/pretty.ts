import { prettyBytes } from './bytes/pretty-bytes.ts'
import type { Format, FormatContext } from './formats.ts'
import { prettyParts } from './pretty-parts.ts'
import { prettyText } from './pretty-text.ts'

/**
 * Shows an event as a line of time, event, device, the members that matter for its type, and how late it came, which is
 * never cut. An event of more than 256 KB is shown in part, with how much is left out. A line with the date precedes an
 * event of another day than the one before it, or, for the first event, than today.
 *
 * Lines that go into a pipe or a file are bytes, as long as no line has to be changed as a whole.
 */
export async function createPretty(context: FormatContext): Promise<Format> {
  const { columns, highlight } = context
  const parts = prettyParts(context)
  const asText = prettyText(parts, context)
  const areBytes = columns() === undefined && !highlight && !parts.mask.spansValues
  return areBytes ? prettyBytes(parts, asText) : asText
}
