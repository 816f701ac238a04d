import { isObject, type Json, parseToken } from '../wire/exact-json.ts'
import { JsonSteps } from '../wire/json-steps.ts'
import { KnownStrings } from '../wire/known-strings.ts'
import { alarmState } from './alarm-state.ts'
import type { Event } from './event.ts'
import { main, mainMembers } from './main-members.ts'

/** What an event says about an alarm. */
export interface AlarmMembers {
  readonly state: NonNullable<ReturnType<typeof alarmState>>
  /** An empty string if it has none, as all texts here. */
  readonly eventId: string
  readonly attribute: string
  readonly displayName: string
}

const [quote, brace] = [0x22, 0x7b] as const
const names = ['value', 'attr_name', 'attr_displayname'].map(text => ({ text, bytes: Buffer.from(text) }))
const known = new KnownStrings(1024)

/** Returns what an attr_alert or attr_fault says; undefined if its `data` is no object, or its `value` is not as documented. */
export function alarmMembers(event: Event): AlarmMembers | undefined {
  const { bytes, isLong } = event.push
  if (isLong) return membersOfLong(event)
  const { from, to } = mainMembers(event.push)
  const start = from[main.data]!
  if (bytes[start] !== brace) return undefined
  const [value, attribute, displayName] = tokensOf(bytes, start)
  const state = value && alarmState(parseToken(bytes, value.start, value.end))
  return (
    state && {
      state,
      eventId: textAt(bytes, { start: from[main.event_id]!, end: to[main.event_id]! }),
      attribute: textAt(bytes, attribute),
      displayName: textAt(bytes, displayName),
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

interface Token {
  readonly start: number
  readonly end: number
}

/** Returns where the values of `names` are in the object that begins at `start`. */
function tokensOf(bytes: Buffer, start: number): (Token | undefined)[] {
  const tokens = new Array<Token | undefined>(names.length).fill(undefined)
  for (const steps = new JsonSteps(bytes, start); steps.next(); ) {
    const i = names.findIndex(name => steps.isNamed(name))
    if (i >= 0) tokens[i] = { start: steps.start, end: steps.end }
  }
  return tokens
}

function textAt(bytes: Buffer, token: Token | undefined): string {
  return token && bytes[token.start] === quote ? known.text(bytes, token.start + 1, token.end - 1) : ''
}

function textOf(value: Json | undefined): string {
  return typeof value === 'string' ? value : ''
}
