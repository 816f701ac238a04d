import { type Json, numberOf, parseToken } from '../wire/exact-json.ts'
import { member } from '../wire/push-members.ts'
import type { Event } from './event.ts'
import { type MemberPath, MemberTokens } from './member-tokens.ts'

/** Reads a member of an event. */
export interface MemberReader {
  /** 0 if the member is found already, 1 if the line must be scanned for it, 2 if more must be. */
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
export function memberReader(path: MemberPath): MemberReader {
  const [name, ...rest] = path as readonly [string, ...string[]]
  if (rest.length > 0 || name === 'decoded') return { cost: 2, read: bounded(path, scanned(path)) }
  if (Object.hasOwn(found, name)) return { cost: 0, read: bounded(path, found[name as keyof typeof found]) }
  return { cost: Object.hasOwn(member, name) ? 0 : 1, read: bounded(path, scanned(path)) }
}

function scanned(path: MemberPath): MemberReader['read'] {
  const tokens = new MemberTokens([path])
  return event => {
    const { push } = event
    tokens.find(push)
    const from = tokens.from[0]!
    return from < 0 ? event.derivedAt(path) : parseToken(push.bytes, from, tokens.to[0]!)
  }
}

/**
 * Reads only a bounded part of a member of a long line; `event.cut` tells whether it is longer. Such a line is scanned
 * once per event, however often the member is read.
 */
function bounded(path: MemberPath, read: MemberReader['read']): MemberReader['read'] {
  let last: WeakRef<Event> | undefined
  let value: Json | undefined
  let isCut = false
  return event => {
    if (!event.push.isLong) return read(event)
    if (last?.deref() !== event) {
      last = new WeakRef(event)
      value = event.at(path)
      isCut = event.cut
    }
    event.cut = isCut
    return value
  }
}
