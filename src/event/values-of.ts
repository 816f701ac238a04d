import { isObject, type JsonObject } from '../wire/exact-json.ts'
import type { Event } from './event.ts'

/**
 * Returns the values of a status by the names of its attributes; undefined if the event has none, or is of another
 * type. A data point may be named `constructor`: only own properties count.
 */
export function valuesOf(event: Event): JsonObject | undefined {
  if (event.type !== 'device_status_kv') return undefined
  const { data } = event.members
  return isObject(data) ? data : undefined
}
