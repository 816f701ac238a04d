import { RecentMap } from '../base/recent-map.ts'
import { safeText } from '../base/safe-text.ts'
import { maskSecretMembers } from '../event/secret-members.ts'
import type { Json } from '../wire/exact-json.ts'

/** Most text of devices matches this, which is tested much faster than what `safeText` looks for. */
const printableAscii = /^[ -~]*$/

/** Makes text of an event safe for a line of pretty. A tab, which would move all that follows it, becomes `\t`. */
export function shownText(text: string): string {
  if (printableAscii.test(text)) return text
  return seen.get(text) ?? seen.set(text, examined(text))
}

/** Caches other texts, which are mostly the few names of places and alarms, and slow to examine. */
const seen = new RecentMap<string, string>(1000)

function examined(text: string): string {
  const safe = safeText(text)
  return safe.includes('\t') ? safe.replaceAll('\t', '\\t') : safe
}

/** Whether a value is text that says something. */
export function isText(value: Json | undefined): value is string {
  return typeof value === 'string' && value !== ''
}

/**
 * Like `shownText`, for text that stands alone. It is quoted if it begins or ends with a space, which could not be seen
 * otherwise. In JSON, the values of secret members are removed.
 */
export function shownWord(text: string): string {
  const masked = text.includes('"') ? maskSecretMembers(text) : text
  return masked.trim() === masked ? shownText(masked) : shownText(JSON.stringify(masked))
}
