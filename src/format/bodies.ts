import { formatDuration } from '../base/duration.ts'
import { type EventTypeName, isKnownType } from '../event/event-types.ts'
import { rawPayload } from '../event/raw-payload.ts'
import type { Json } from '../wire/exact-json.ts'
import { alarmState } from './event-marks.ts'
import { hexGroups } from './hex-groups.ts'
import { isObject } from './json-object.ts'
import { commonMembers, membersTold } from './members-told.ts'
import type { RaisedAlarms } from './raised-alarms.ts'
import { shownWord } from './shown-text.ts'
import type { Sight } from './sight.ts'
import { plain } from './style.ts'
import type { Tail } from './tail.ts'

/** What matters in an event of one type. */
interface Body {
  /** Members that `tell` says. Any other that is not common to all events is shown behind it. */
  readonly told: ReadonlySet<string>
  tell(event: Sight, tail: Tail, alarms: RaisedAlarms): void
}

const alarmTells = new Set(['attr_name', 'attr_displayname', 'value'])
const placeNames = ['city', 'region', 'country'] as const
const rawTells = new Set(['raw'])

const alarm: Body = { told: membersTold(['event_id', 'data']), tell: tellAlarm }

/** Members are taken as they come: any may be absent, null, or of a type that it should not be. */
const bodies = {
  device_online: { told: membersTold([...placeNames, 'ip', 'mac']), tell: tellOnline },
  device_offline: {
    told: membersTold(['mac']),
    tell: (event, tail) => tail.optional('mac', event.members.mac),
  },
  device_status_kv: {
    told: membersTold(['data']),
    tell: (event, tail) => tellData(tail, event.members.data),
  },
  device_status_raw: { told: membersTold(['data']), tell: tellRaw },
  attr_alert: alarm,
  attr_fault: alarm,
} satisfies Record<EventTypeName, Body>

const unknown: Body = { told: membersTold([]), tell: () => undefined }

/** Puts what matters in an event, and whatever else is its own; all of it where the type is not known. */
export function tellEvent(event: Sight, tail: Tail, alarms: RaisedAlarms): void {
  const { members, type } = event
  const known = isKnownType(type)
  const { told, tell }: Body = known ? bodies[type] : unknown
  tell(event, tail, alarms)
  tail.members(members, told)
  if (known) return
  for (const name of commonMembers) if (Object.hasOwn(members, name)) tail.member(name, members[name]!)
}

function tellOnline({ members }: Sight, tail: Tail): void {
  const { ip, mac } = members
  const place: string[] = []
  for (const name of placeNames) {
    const part = members[name]
    // Beijing is a city and its own region.
    if (isText(part) && !place.includes(part)) place.push(part)
  }
  tail.word(plain, shownWord(place.join(', ')))
  if (isText(ip)) tail.word(plain, shownWord(ip))
  for (const name of placeNames) if (typeof members[name] !== 'string') tail.optional(name, members[name])
  if (!isText(ip)) tail.optional('ip', ip)
  tail.optional('mac', mac)
}

function tellAlarm(event: Sight, tail: Tail, alarms: RaisedAlarms): void {
  const { data, event_id: id } = event.members
  if (!isObject(data)) {
    tellData(tail, data)
    return
  }
  const { attr_name: name, attr_displayname: display, value } = data
  const state = alarmState(value)
  const { theme } = tail
  const loud = theme[event.look.meaning]
  if (state !== undefined) tail.word(loud, state, 'cleared'.length)
  else if (value !== undefined) tail.member('value', value)
  if (typeof display === 'string') tail.word(state === 'cleared' ? plain : loud, shownWord(display))
  else tail.optional('attr_displayname', display)
  if (typeof id === 'string' && event.happened !== undefined) {
    if (state === 'raised') alarms.raised(id, event.happened)
    const up = state === 'cleared' ? alarms.upFor(id, event.happened) : undefined
    if (up !== undefined) tail.word(plain, `after ${formatDuration(up)}`)
  }
  if (typeof name !== 'string') tail.optional('attr_name', name)
  else if (name !== display) tail.word(theme.dim, shownWord(name))
  tail.members(data, alarmTells)
}

function tellRaw({ members: { data }, missing }: Sight, tail: Tail): void {
  const raw = isObject(data) ? data.raw : data
  const isCut = missing?.cut.has('data') ?? false
  const payload = rawPayload(data, isCut)
  if (payload) {
    const bytes = payload.length === 1 ? '1 byte' : `${payload.length} bytes`
    tail.word(tail.theme.dim, isCut ? `at least ${bytes}` : bytes)
    tail.word(plain, hexGroups(payload, tail.room))
  } else if (typeof raw === 'string') {
    tail.word(tail.theme.warning, 'not base64:')
    tail.word(plain, shownWord(raw))
  } else {
    tellData(tail, data)
    return
  }
  if (isObject(data)) tail.members(data, rawTells)
}

/** `data` whose members are the point; where it has none, `data` itself. */
function tellData(tail: Tail, data: Json | undefined): void {
  if (isObject(data) && Object.keys(data).length > 0) tail.members(data)
  else if (data === undefined) tail.word(tail.theme.dim, 'no data')
  else tail.member('data', data)
}

function isText(value: Json | undefined): value is string {
  return typeof value === 'string' && value !== ''
}
