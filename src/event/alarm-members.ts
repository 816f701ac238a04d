import { isObject, type Json, parseToken } from '../wire/exact-json.ts'
import { KnownStrings } from '../wire/known-strings.ts'
import { ObjectScanner } from '../wire/object-scanner.ts'
import type { Push } from '../wire/push.ts'
import { member } from '../wire/push-members.ts'
import { alarmState } from './alarm-state.ts'
import type { Event } from './event.ts'

/** What an event says about an alarm. */
export interface AlarmMembers {
  readonly state: NonNullable<ReturnType<typeof alarmState>>
  /** An empty string if it has none, as all texts here. */
  readonly eventId: string
  readonly attribute: string
  readonly displayName: string
}

const quote = 0x22
const known = new KnownStrings(1024)
const scanner = new ObjectScanner(['value', 'attr_name', 'attr_displayname'])
let read: Event | undefined
let lastRead: AlarmMembers | undefined

/**
 * Returns what an attr_alert or attr_fault says; undefined if its `data` is no object, or its `value` is not as documented.
 * An event that is read several times in turn is scanned once.
 */
export function alarmMembers(event: Event): AlarmMembers | undefined {
  if (event !== read) {
    lastRead = event.push.isLong ? membersOfLong(event) : membersOf(event.push)
    read = event
  }
  return lastRead
}

function membersOf(push: Push): AlarmMembers | undefined {
  const { bytes } = push
  const start = push.openingOfData
  if (start < 0) return undefined
  scanner.scan(bytes, start, push.to(member.data))
  const value = scanner.from[0]!
  const state = value < 0 ? undefined : alarmState(parseToken(bytes, value, scanner.to[0]!))
  return (
    state && {
      state,
      eventId: textAt(bytes, push.from(member.event_id), push.to(member.event_id)),
      attribute: textAt(bytes, scanner.from[1]!, scanner.to[1]!),
      displayName: textAt(bytes, scanner.from[2]!, scanner.to[2]!),
    }
  )
}

/** Of a long line the values are cut. */
function membersOfLong({ members }: Event): AlarmMembers | undefined {
  const { data, event_id: eventId } = members
  if (!isObject(data)) return undefined
  const state = alarmState(data.value)
  const { attr_name: attribute, attr_displayname: displayName } = data
  return (
    state && {
      ...{ state, eventId: textOf(eventId) },
      ...{ attribute: textOf(attribute), displayName: textOf(displayName) },
    }
  )
}

function textAt(bytes: Buffer, start: number, end: number): string {
  return bytes[start] === quote ? known.text(bytes, start + 1, end - 1) : ''
}

function textOf(value: Json | undefined): string {
  return typeof value === 'string' ? value : ''
}
