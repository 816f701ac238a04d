import { isNested, type Json } from '../wire/exact-json.ts'
import { jsonText } from '../wire/json-text.ts'

/**
 * The text that a value is compared as: a string itself, a number as it was written, `true`, `false` or `null`, and
 * for an object or array its JSON.
 *
 * @param most as in `jsonText`
 */
export function textOf(value: Json, most?: number): string {
  if (typeof value === 'string') return value
  return isNested(value) ? jsonText(value, most) : String(value)
}
