import { formatDuration } from '../base/duration.ts'
import type { RaisedAlarms } from '../devices/raised-alarms.ts'
import type { EventTypeName } from '../event/event-map.ts'
import { isKnownType } from '../event/event-types.ts'
import { rawPayload } from '../event/raw-payload.ts'
import { isObject, type Json } from '../wire/exact-json.ts'
import { alarmState } from './event-styles.ts'
import type { EventView } from './event-view.ts'
import { hexGroups } from './hex-groups.ts'
import { commonMembers, shownMembers } from './shown-members.ts'
import { shownWord } from './shown-text.ts'
import { plain } from './style.ts'
import type { Suffix } from './suffix.ts'

/** Shows what matters in events of one type. */
interface Renderer {
  /** The members that `render` shows, and those common to all events. Any others are shown after them. */
  readonly shown: ReadonlySet<string>
  render(event: EventView, suffix: Suffix, alarms: RaisedAlarms): void
}

const alarmMembers = new Set(['attr_name', 'attr_displayname', 'value'])
const placeNames = ['city', 'region', 'country'] as const
const rawMembers = new Set(['raw'])

const alarm: Renderer = { shown: shownMembers(['event_id', 'data']), render: renderAlarm }

const plainly: Renderer = { shown: shownMembers([]), render: () => undefined }

/** Any member may be absent, null or of the wrong type. */
const renderers = {
  device_online: { shown: shownMembers([...placeNames, 'ip', 'mac']), render: renderOnline },
  device_offline: {
    shown: shownMembers(['mac']),
    render: (event, suffix) => suffix.optional('mac', event.members.mac),
  },
  device_status_kv: {
    shown: shownMembers(['data']),
    render: (event, suffix) => renderData(suffix, event.members.data),
  },
  device_status_raw: { shown: shownMembers(['data']), render: renderRaw },
  attr_alert: alarm,
  attr_fault: alarm,
  device_bind: plainly,
  device_unbind: plainly,
  device_reset: plainly,
  device_file_download: plainly,
  app2dev_kv: plainly,
  app2dev_raw: plainly,
  device_gps_kv: plainly,
  device_lbs_kv: plainly,
  sub_device_added: plainly,
  sub_device_deleted: plainly,
  datapoints_changed: plainly,
} satisfies Record<EventTypeName, Renderer>

const unknown: Renderer = { shown: shownMembers([]), render: () => undefined }

/** Puts what matters in an event, then its other members. Of an unknown type, all members are put. */
export function renderEvent(event: EventView, suffix: Suffix, alarms: RaisedAlarms): void {
  const { members, type } = event
  const known = isKnownType(type)
  const { shown, render }: Renderer = known ? renderers[type] : unknown
  render(event, suffix, alarms)
  suffix.members(members, shown)
  if (known) return
  for (const name of commonMembers) if (Object.hasOwn(members, name)) suffix.member(name, members[name]!)
}

function renderOnline({ members }: EventView, suffix: Suffix): void {
  const { ip, mac } = members
  const place: string[] = []
  for (const name of placeNames) {
    const part = members[name]
    // Beijing is both a city and a region.
    if (isText(part) && !place.includes(part)) place.push(part)
  }
  suffix.word(plain, shownWord(place.join(', ')))
  if (isText(ip)) suffix.word(plain, shownWord(ip))
  for (const name of placeNames) if (typeof members[name] !== 'string') suffix.optional(name, members[name])
  if (!isText(ip)) suffix.optional('ip', ip)
  suffix.optional('mac', mac)
}

function renderAlarm(event: EventView, suffix: Suffix, alarms: RaisedAlarms): void {
  const { data, event_id: id } = event.members
  if (!isObject(data)) {
    renderData(suffix, data)
    return
  }
  const { attr_name: name, attr_displayname: display, value } = data
  const state = alarmState(value)
  const { theme } = suffix
  const loud = theme[event.style.meaning]
  if (state !== undefined) suffix.word(loud, state, 'cleared'.length)
  else if (value !== undefined) suffix.member('value', value)
  if (typeof display === 'string') suffix.word(state === 'cleared' ? plain : loud, shownWord(display))
  else suffix.optional('attr_displayname', display)
  if (typeof id === 'string' && event.happened !== undefined) {
    if (state === 'raised') alarms.raised(id, event.happened)
    const up = state === 'cleared' ? alarms.cleared(id, event.happened) : undefined
    if (up !== undefined) suffix.word(plain, `after ${formatDuration(up)}`)
  }
  if (typeof name !== 'string') suffix.optional('attr_name', name)
  else if (name !== display) suffix.word(theme.dim, shownWord(name))
  suffix.members(data, alarmMembers)
}

function renderRaw({ members: { data }, missing }: EventView, suffix: Suffix): void {
  const raw = isObject(data) ? data.raw : data
  const isCut = missing?.cut.has('data') ?? false
  const payload = rawPayload(data, isCut)
  if (payload) {
    const bytes = payload.length === 1 ? '1 byte' : `${payload.length} bytes`
    suffix.word(suffix.theme.dim, isCut ? `at least ${bytes}` : bytes)
    suffix.word(plain, hexGroups(payload, suffix.room))
  } else if (typeof raw === 'string') {
    suffix.word(suffix.theme.warning, 'not base64:')
    suffix.word(plain, shownWord(raw))
  } else {
    renderData(suffix, data)
    return
  }
  if (isObject(data)) suffix.members(data, rawMembers)
}

/** Puts the members of `data`, or `data` itself if it has none. */
function renderData(suffix: Suffix, data: Json | undefined): void {
  if (isObject(data) && Object.keys(data).length > 0) suffix.members(data)
  else if (data === undefined) suffix.word(suffix.theme.dim, 'no data')
  else suffix.member('data', data)
}

function isText(value: Json | undefined): value is string {
  return typeof value === 'string' && value !== ''
}
