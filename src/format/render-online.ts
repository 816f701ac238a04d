import { formatDuration } from '../base/duration.ts'
import type { EventHistory } from '../event/event-history.ts'
import type { Json } from '../wire/exact-json.ts'
import type { EventView } from './event-view.ts'
import { coordinates, renderPosition } from './render-position.ts'
import { isText, shownWord } from './shown-text.ts'
import { plain } from './style.ts'
import type { Suffix } from './suffix.ts'

/** From the smallest to the largest. */
export const placeNames = ['city', 'region', 'country'] as const

/** The members that `renderOnline` shows. */
export const onlineMembers = [...placeNames, 'ip', ...coordinates, 'mac'] as const

/** Puts a device that came online: after how long, where, and its address. */
export function renderOnline({ members, history }: EventView, suffix: Suffix): void {
  const { ip, mac } = members
  renderAbsence(history, suffix)
  suffix.word(plain, placeText(placeNames.map(name => members[name])))
  if (isText(ip)) suffix.word(plain, shownWord(ip))
  renderPosition(members, suffix)
  for (const name of placeNames) if (typeof members[name] !== 'string') suffix.optional(name, members[name])
  if (!isText(ip)) suffix.optional('ip', ip)
  suffix.optional('mac', mac)
}

/** Puts how long a device was offline, if that is known. */
export function renderAbsence(history: EventHistory | undefined, suffix: Suffix): void {
  const before = history?.presence?.before
  if (before !== undefined) suffix.word(plain, `after ${formatDuration(before)} offline`)
}

/** Returns a place, safe to show, of the values of `placeNames`: `Guangzhou, Guangdong, China`. */
export function placeText(values: readonly (Json | undefined)[]): string {
  // Beijing is both a city and a region.
  return shownWord([...new Set(values.filter(isText))].join(', '))
}
