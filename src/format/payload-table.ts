import { type Decoded, trailingOf } from '../datapoints/decode-payload.ts'
import { attributeTable } from './attribute-table.ts'
import { pairTable } from './borderless-table.ts'
import { hexDump } from './hex-dump.ts'
import { payloadFacts, payloadWarnings } from './payload-facts.ts'
import { plain } from './style.ts'
import type { Theme } from './theme.ts'

/** What the output can show. */
export interface PayloadContext {
  readonly theme: Theme
  /** The width of the terminal in cells; Infinity if lines may have any width. */
  readonly columns: number
}

/** The width in cells of a dump with 16 bytes per line. */
const wideDump = 55

/** Formats a frame as a table. Returns whole lines. */
export function payloadTable(decoded: Decoded, context: PayloadContext): string {
  const { columns } = context
  return inParts([
    factTable(decoded, context),
    attributeTable(decoded, context),
    hexDump(trailingOf(decoded), columns < wideDump ? 8 : 16).join('\n'),
    warningTable(decoded, context),
  ])
}

export function factTable(decoded: Decoded, { theme, columns }: PayloadContext): string {
  return pairTable(payloadFacts(decoded), theme.dim, plain, columns)
}

export function warningTable(decoded: Decoded, { theme, columns }: PayloadContext): string {
  return pairTable(payloadWarnings(decoded), theme.warning, plain, columns)
}

/** Joins the parts that are not empty, with a blank line between them. */
export function inParts(parts: readonly string[]): string {
  return parts
    .filter(part => part !== '')
    .map(part => `${part.replace(/ +$/gm, '')}\n`)
    .join('\n')
}
