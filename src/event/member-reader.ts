import { type Json, numberOf } from '../wire/exact-json.ts'
import type { Event } from './event.ts'
import { memberScan } from './member-scan.ts'

/** Reads a member of an event. */
export interface MemberReader {
  /** 0 if the member is found already, 1 if the line must be scanned for it, 2 if the line must be parsed. */
  readonly cost: 0 | 1 | 2
  /** Returns the member's value; undefined if the event has none. */
  readonly read: (event: Event) => Json | undefined
}

/**
 * Members that are found without parsing the line if they have the documented type. `created_at` is a double, in seconds,
 * however many digits it was written with.
 */
const found = {
  event_type: event => event.push.eventType ?? event.at(['event_type']),
  created_at: event => event.createdAt ?? event.at(['created_at']),
  delivery_id: event => {
    // If it were parsed with the rest of the line, it would be rounded.
    const token = event.push.deliveryId
    // Null is a value for a filter, although it is not an id to ack.
    if (token === undefined) return event.push.idStart < 0 ? undefined : null
    return Number.isNaN(Number(token)) ? event.at(['delivery_id']) : numberOf(token)
  },
} satisfies Record<string, MemberReader['read']>

/** Returns the reader of a path, such as `['data', 'temp']`. */
export function memberReader(path: readonly string[]): MemberReader {
  const [name, ...rest] = path as [string, ...string[]]
  // The values of a decoded payload are no member of the line.
  if (rest.length > 0 || name === 'decoded') return { cost: 2, read: event => event.at(path) }
  if (Object.hasOwn(found, name)) return { cost: 0, read: bounded(path, found[name as keyof typeof found]) }
  return { cost: 1, read: bounded(path, memberScan(name)) }
}

/** Reads only a bounded part of a member of a long line; `event.cut` tells whether it is longer. */
function bounded(path: readonly string[], read: MemberReader['read']): MemberReader['read'] {
  return event => (event.push.isLong ? event.at(path) : read(event))
}
