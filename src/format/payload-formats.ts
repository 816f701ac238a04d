import { excerpt } from '../base/safe-text.ts'
import type { Decoded } from '../datapoints/decode-payload.ts'
import { flags } from '../datapoints/protocol.ts'
import { say } from '../language/say.ts'
import { pairTable } from './borderless-table.ts'
import { payloadDrawing } from './payload-drawing.ts'
import { payloadJson, unreadableJson } from './payload-json.ts'
import { type PayloadContext, payloadTable } from './payload-table.ts'
import { shownText } from './shown-text.ts'
import { paint } from './style.ts'

/**
 * Formats a payload as whole lines. Called once per payload, in order.
 *
 * @param text the payload as it was given
 * @param frames the decoded frames; undefined if the text is neither hex nor base64
 */
export type PayloadFormat = (text: string, frames: readonly Decoded[] | undefined) => string

/** @param headed whether each payload gets a heading */
type CreatePayloadFormat = (context: PayloadContext, headed: boolean) => PayloadFormat

/** The ways to show a payload. */
export const payloadFormats = {
  json: () => (_, frames) =>
    (frames?.map(payloadJson) ?? [unreadableJson()]).map(line => `${line}\n`).join(''),
  table: (context, headed) => forEyes(payloadTable, context, headed),
  drawing: (context, headed) => forEyes(payloadDrawing, context, headed),
} as const satisfies Record<string, CreatePayloadFormat>

/** The number of characters of the payload in its heading. */
const headingLength = 60

function forEyes(
  show: (decoded: Decoded, context: PayloadContext) => string,
  context: PayloadContext,
  headed: boolean,
): PayloadFormat {
  const { theme, columns } = context
  let first = true
  const block = (heading: readonly string[], text: string) => {
    const space = first ? '' : '\n'
    first = false
    return heading.length > 0
      ? `${space}${paint(theme.heading, heading.join(say(', ')))}\n${text}`
      : space + text
  }
  return (text, frames) => {
    const name = shownText(excerpt(text.trim(), headingLength)) || '""'
    if (!frames) {
      const what = [['not_hex_or_base64', say(flags.not_hex_or_base64)]] as const
      return block([name], `${pairTable(what, theme.warning, theme.warning, columns)}\n`)
    }
    return frames
      .map((frame, i) => {
        const part = frames.length > 1 ? [say('frame {n} of {all}', { n: i + 1, all: frames.length })] : []
        return block([...(headed ? [name] : []), ...part], show(frame, context))
      })
      .join('')
  }
}
