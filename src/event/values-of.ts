import { isObject, type JsonObject } from '../wire/exact-json.ts'
import type { Event } from './event.ts'

/**
 * Returns the values of a status by the names of its attributes; undefined if the event has none, or is of another
 * type. Those of a raw payload are decoded for this. A data point may be named `constructor`: only own properties count.
 */
export function valuesOf(event: Event): JsonObject | undefined {
  const { type } = event
  if (type === 'device_status_raw') return event.decoded
  if (type !== 'device_status_kv') return undefined
  const { data } = event.members
  return isObject(data) ? data : undefined
}
