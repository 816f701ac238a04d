import { safeText } from '../base/safe-text.ts'
import { maskSecretMembers } from '../event/secret-members.ts'

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

/**
 * As `shownText`, for text that stands by itself: in quotes where it begins or ends with a space of whatever
 * width, which could not be seen otherwise, and without the values of secret members where it is JSON.
 */
export function shownWord(text: string): string {
  const masked = text.includes('"') ? maskSecretMembers(text) : text
  return masked.trim() === masked ? shownText(masked) : shownText(JSON.stringify(masked))
}
