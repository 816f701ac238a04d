import { ExactNumber, type Json, type JsonObject } from '../wire/exact-json.ts'

/** Whether a value is `{…}`: not an array, null, or a number that is kept with its digits. */
export function isObject(value: Json | undefined): value is JsonObject {
  return (
    typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof ExactNumber)
  )
}
