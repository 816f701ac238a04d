import { formatDuration } from '../base/duration.ts'
import type { EventHistory } from '../event/event-history.ts'
import type { EventTypeName } from '../event/event-map.ts'
import type { MemberName } from '../event/event-members.ts'
import { isKnownType } from '../event/event-types.ts'
import type { Json } from '../wire/exact-json.ts'
import type { EventView } from './event-view.ts'
import { renderAlarm } from './render-alarm.ts'
import { onlineMembers, renderOnline } from './render-online.ts'
import { renderPayload } from './render-payload.ts'
import { renderGps, renderLbs } from './render-position.ts'
import { renderValues } from './render-values.ts'
import type { Rendering } from './rendering.ts'
import { commonMembers, shownMembers } from './shown-members.ts'
import { isText, shownWord } from './shown-text.ts'
import { plain } from './style.ts'
import type { Suffix } from './suffix.ts'

/** Shows what matters in events of one type. */
interface Renderer {
  /** The members that `render` shows, and those common to all events. Any others are shown after them. */
  readonly shown: ReadonlySet<string>
  render(event: EventView, suffix: Suffix, how: Rendering): void
}

const alarm: Renderer = { shown: shownMembers(['event_id', 'data']), render: renderAlarm }
const values: Renderer = {
  shown: shownMembers(['data']),
  render: ({ members, history }, suffix, how) =>
    renderValues(members.data, members.product_key, history?.changes, suffix, how),
}
const raw: Renderer = { shown: shownMembers(['data']), render: renderPayload }
const binding = optionals('uid', 'app_id', 'mac')
const subDevice: Renderer = {
  shown: shownMembers(['child_did', 'child_mac', 'child_product_key']),
  render: renderSubDevice,
}

/** Any member may be absent, null or of the wrong type. */
export const renderers = {
  device_online: {
    shown: shownMembers(onlineMembers),
    render: renderOnline,
  },
  device_offline: {
    shown: shownMembers(['mac']),
    render: ({ members, history }, suffix) => renderOffline(members.mac, history, suffix),
  },
  device_status_kv: values,
  device_status_raw: raw,
  attr_alert: alarm,
  attr_fault: alarm,
  device_bind: binding,
  device_unbind: binding,
  device_reset: optionals('mac'),
  device_file_download: {
    shown: shownMembers(['download_url']),
    render: ({ members: { download_url: url } }, suffix) => renderWord('download_url', url, suffix),
  },
  app2dev_kv: command(values.render),
  app2dev_raw: command(raw.render),
  device_gps_kv: { shown: shownMembers(['data']), render: renderGps },
  device_lbs_kv: { shown: shownMembers(['data']), render: renderLbs },
  sub_device_added: subDevice,
  sub_device_deleted: subDevice,
  datapoints_changed: {
    shown: shownMembers([]),
    render: ({ members }, suffix) => {
      suffix.word(suffix.theme.notable, 'definition edited')
      suffix.optional('product_key', members.product_key)
    },
  },
} satisfies Record<EventTypeName, Renderer>

const unknown: Renderer = { shown: shownMembers([]), render: () => undefined }

/** Puts what matters in an event, then its other members. Of an unknown type, all members are put. */
export function renderEvent(event: EventView, suffix: Suffix, how: Rendering): void {
  const { members, type, history } = event
  if (history) renderHistory(history, suffix)
  const known = isKnownType(type)
  const { shown, render }: Renderer = known ? renderers[type] : unknown
  render(event, suffix, how)
  suffix.members(members, shown)
  if (known) return
  for (const name of commonMembers) if (Object.hasOwn(members, name)) suffix.member(name, members[name]!)
}

/** Puts what earlier events say about an event of any type. */
export function renderHistory({ repeat, outOfOrder }: EventHistory, suffix: Suffix): void {
  if (repeat) suffix.word(suffix.theme.warning, 'again')
  if (outOfOrder) suffix.word(suffix.theme.warning, 'out of order')
}

/** Puts some members as `name=value`, where they say something. */
function optionals(...names: readonly MemberName[]): Renderer {
  return {
    shown: shownMembers(names),
    render: ({ members }, suffix) => {
      for (const name of names) suffix.optional(name, members[name])
    },
  }
}

/** Puts what a device was sent: from where, then the payload, then who sent it. */
function command(renderSent: Renderer['render']): Renderer {
  const who = optionals('uid', 'appid', 'enterprise_id')
  return {
    shown: new Set([...who.shown, 'source', 'data']),
    render: (event, suffix, how) => {
      renderWord('source', event.members.source, suffix)
      renderSent(event, suffix, how)
      suffix.apart()
      who.render(event, suffix, how)
    },
  }
}

/** Puts how long a device was online, and whether it is flapping. */
export function renderOffline(
  mac: Json | undefined,
  history: EventHistory | undefined,
  suffix: Suffix,
): void {
  const { before, flaps } = history?.presence ?? {}
  if (before !== undefined) suffix.word(plain, `after ${formatDuration(before)} online`)
  if (flaps !== undefined) suffix.word(suffix.theme.warning, `flapping: offline ${flaps} times in 10m`)
  suffix.optional('mac', mac)
}

/** Puts a sub-device in the colour that its own events have; the gateway is in the column of devices. */
function renderSubDevice({ members }: EventView, suffix: Suffix): void {
  const { child_did: did, child_mac: mac, child_product_key: productKey } = members
  if (isText(did)) suffix.word(suffix.theme.device(did), shownWord(did))
  else suffix.optional('child_did', did)
  suffix.optional('child_mac', mac)
  suffix.optional('child_product_key', productKey)
}

/** Puts text without its name; anything else as `name=value`. */
function renderWord(name: MemberName, value: Json | undefined, suffix: Suffix): void {
  if (isText(value)) suffix.word(plain, shownWord(value))
  else suffix.optional(name, value)
}
