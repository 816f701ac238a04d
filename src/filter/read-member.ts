import type { Event } from '../event/event.ts'
import { memberScan } from '../event/member-scan.ts'
import { type Json, numberOf } from '../wire/exact-json.ts'

/** How to get a member's value out of an event, undefined where it has none. */
export interface MemberReader {
  /** 0 where it is found already, 1 where the line must be scanned for it, 2 where the line must be parsed. */
  readonly cost: 0 | 1 | 2
  readonly read: (event: Event) => Json | undefined
}

/**
 * Members that need no parsing of the line where they are what they should be. `created_at` is read as a
 * double, in seconds, however many digits it came with.
 */
const found = {
  event_type: event => event.push.eventType ?? event.at(['event_type']),
  created_at: event => event.createdAt ?? event.at(['created_at']),
  delivery_id: event => {
    // Parsed with the rest of the line it would be rounded.
    const token = event.push.deliveryId
    // Null is a value to a filter, and nothing to ack by.
    if (token === undefined) return event.push.idStart < 0 ? undefined : null
    return Number.isNaN(Number(token)) ? event.at(['delivery_id']) : numberOf(token)
  },
} satisfies Record<string, MemberReader['read']>

/** The reader for a path of names: `['data', 'temp']`. */
export function memberReader(path: readonly string[]): MemberReader {
  const [name, ...rest] = path as [string, ...string[]]
  if (rest.length > 0) return { cost: 2, read: event => event.at(path) }
  if (Object.hasOwn(found, name)) return { cost: 0, read: bounded(path, found[name as keyof typeof found]) }
  return { cost: 1, read: bounded(path, memberScan(name)) }
}

/** Of a long line only a bounded part of the member is read, which `event.cut` tells. */
function bounded(path: readonly string[], read: MemberReader['read']): MemberReader['read'] {
  return event => (event.push.isLong ? event.at(path) : read(event))
}
