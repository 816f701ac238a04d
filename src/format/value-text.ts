import { RecentMap } from '../base/recent-map.ts'
import { maskSecretMembers } from '../event/secret-members.ts'
import { isNested, type Json } from '../wire/exact-json.ts'
import { jsonText } from '../wire/json-text.ts'
import { shownText } from './shown-text.ts'

/** Printable ASCII that can stand bare behind `name=`. */
const bareAscii = /^[!#-<>-~]+$/
const needsQuotes = /[\s="]|^$/

/** Strings that bare would read as something else. */
const words = new Set(['null', 'true', 'false'])

/**
 * A value as `name=value` shows it, safe: a string bare, or in quotes where it is empty or holds white space,
 * `=` or `"`; numbers with the digits they came with; what is nested as JSON without white space. JSON, and JSON
 * in a string, is shown without the values of secret members.
 */
export function valueText(value: Json): string {
  if (typeof value === 'string') return bareOrQuoted(value)
  return isNested(value) ? shownText(maskSecretMembers(jsonText(value))) : String(value)
}

/** A name as `name=value` shows it, by the same rule. */
export function bareOrQuoted(text: string): string {
  if (bareAscii.test(text)) return words.has(text) ? `"${text}"` : text
  return seen.get(text) ?? seen.set(text, shownText(needsQuotes.test(text) ? quoted(text) : text))
}

function quoted(text: string): string {
  return JSON.stringify(maskSecretMembers(text))
}

/** How others are shown. They are mostly the few words of an enum, 自动 say, and judging a text takes long. */
const seen = new RecentMap<string, string>(1000)
