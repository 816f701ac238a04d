import { afterSpaces } from '../base/escape.ts'
import { ParseError } from '../base/parse-error.ts'
import type { MemberPath } from '../event/member-tokens.ts'
import { type KeySyntax, readKey } from '../event/read-key.ts'
import { say } from '../language/say.ts'

/** A column of a table. */
export interface Field {
  /** Its heading: the key as it was written. */
  readonly name: string
  readonly path: MemberPath
}

/** The columns if none are named. */
export const defaultFields = 'time,event_type,product_key,did,data'

/** The second is typed on a Chinese keyboard. */
const separators = ',，'
const fieldKey: KeySyntax = { endsAt: (text, at) => separators.includes(text[at]!) }

/**
 * Parses keys, as in filters, with commas between them: `time,did,data.temp`.
 *
 * @throws ParseError
 */
export function parseFields(text: string): Field[] {
  const fields: Field[] = []
  for (let at = 0; at <= text.length; at++) {
    const start = afterSpaces(text, at)
    const { path, end } = readKey(text, start, fieldKey)
    fields.push({ name: text.slice(start, end), path })
    at = afterSpaces(text, end)
    if (at < text.length && !separators.includes(text[at]!))
      throw new ParseError(
        text,
        at,
        at + 1,
        say('a comma must follow the key'),
        say('fields are keys: did,data.temp'),
      )
  }
  return fields
}
