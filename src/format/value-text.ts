import { RecentMap } from '../base/recent-map.ts'
import { maskSecretMembers } from '../event/secret-members.ts'
import { isNested, type Json } from '../wire/exact-json.ts'
import { jsonText } from '../wire/json-text.ts'
import { shownText } from './shown-text.ts'

/** Printable ASCII that needs no quotes after `name=`. */
const bareAscii = /^[!#-<>-~]+$/
const needsQuotes = /[\s="]|^$/

/** Strings that without quotes would look like other values. */
const words = new Set(['null', 'true', 'false'])

/**
 * Formats a value for `name=value`, safe to show. A string is quoted if it is empty or contains white space, `=` or `"`.
 * Numbers keep the digits they were written with. Objects and arrays are JSON without white space. In JSON, and in JSON
 * within a string, the values of secret members are removed.
 */
export function valueText(value: Json): string {
  if (typeof value === 'string') return bareOrQuoted(value)
  return isNested(value) ? shownText(maskSecretMembers(jsonText(value))) : String(value)
}

/** Formats a name for `name=value` by the same rule. */
export function bareOrQuoted(text: string): string {
  if (bareAscii.test(text)) return words.has(text) ? `"${text}"` : text
  return seen.get(text) ?? seen.set(text, shownText(needsQuotes.test(text) ? quoted(text) : text))
}

function quoted(text: string): string {
  return JSON.stringify(maskSecretMembers(text))
}

/** Caches other texts, which are mostly the few words of an enum, such as 自动, and slow to examine. */
const seen = new RecentMap<string, string>(1000)
