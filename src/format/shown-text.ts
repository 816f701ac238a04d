import { safeText } from '../base/safe-text.ts'

/** Most text of devices is this, and it is found out much faster than what `safeText` looks for. */
const printableAscii = /^[ -~]*$/

/**
 * Text of an event, fit for one line of pretty: safe, and a tab shown as `\t`, since a real one would move
 * all that follows.
 */
export function shownText(text: string): string {
  if (printableAscii.test(text)) return text
  const safe = safeText(text)
  return safe.includes('\t') ? safe.replaceAll('\t', '\\t') : safe
}
