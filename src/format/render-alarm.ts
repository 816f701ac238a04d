import { formatDuration } from '../base/duration.ts'
import { alarmState } from '../event/alarm-state.ts'
import type { AlarmHistory } from '../event/event-history.ts'
import { isObject, type Json, type JsonObject } from '../wire/exact-json.ts'
import type { EventView } from './event-view.ts'
import type { Rendering } from './rendering.ts'
import { shownWord } from './shown-text.ts'
import { plain, type Style } from './style.ts'
import type { Suffix } from './suffix.ts'

/** The members of `data` that are shown in their own way. Any others are shown after them. */
const alarmMembers: ReadonlySet<string> = new Set(['attr_name', 'attr_displayname', 'value'])

/** Puts an alert or a fault: raised or cleared, its names, and how long it was up. */
export function renderAlarm(event: EventView, suffix: Suffix, { labels }: Rendering): void {
  const { data, product_key: productKey } = event.members
  if (!isObject(data)) {
    suffix.data(data)
    return
  }
  const { attr_name: name, attr_displayname: given } = data
  const display =
    typeof given === 'string' && given !== '' ? given : (labels.displayName(productKey, name) ?? given)
  renderState(data, display, suffix.theme[event.style.meaning], suffix)
  renderAlarmHistory(event.history?.alarm, suffix)
  renderAttribute(data, display, suffix)
}

/**
 * Puts the beginning of an alarm: whether it is raised, and the name for people.
 *
 * @param loud the style of its state, and of the whole unless it is cleared
 */
export function renderState(data: JsonObject, display: Json | undefined, loud: Style, suffix: Suffix): void {
  const { value } = data
  const state = alarmState(value)
  if (state !== undefined) suffix.word(loud, state, 'cleared'.length)
  else if (value !== undefined) suffix.member('value', value)
  if (typeof display === 'string') suffix.word(state === 'cleared' ? plain : loud, shownWord(display))
  else suffix.optional('attr_displayname', display)
}

/** Puts for how long an alarm was raised or cleared. */
export function renderAlarmHistory(alarm: AlarmHistory | undefined, suffix: Suffix): void {
  const { raisedFor, stillRaised, clearedFor } = alarm ?? {}
  if (raisedFor !== undefined) suffix.word(plain, `after ${formatDuration(raisedFor)}`)
  if (stillRaised !== undefined) suffix.word(plain, `still, after ${formatDuration(stillRaised)}`)
  if (clearedFor !== undefined) suffix.word(plain, `re-raised after ${formatDuration(clearedFor)}`)
}

/** Puts the end of an alarm: the name of its attribute, and what else `data` says. */
export function renderAttribute(data: JsonObject, display: Json | undefined, suffix: Suffix): void {
  const { attr_name: name } = data
  if (typeof name !== 'string') suffix.optional('attr_name', name)
  else if (name !== display) suffix.word(suffix.theme.dim, shownWord(name))
  suffix.members(data, alarmMembers)
}
