import { formatDuration } from '../base/duration.ts'
import { alarmState } from '../event/alarm-state.ts'
import type { AlarmHistory } from '../event/event-history.ts'
import { isObject } from '../wire/exact-json.ts'
import type { ShownView } from './event-view.ts'
import type { Rendering } from './rendering.ts'
import { shownWord } from './shown-text.ts'
import { plain } from './style.ts'
import type { Suffix } from './suffix.ts'

/** The members of `data` that `renderAlarm` shows in its own way. Any others are shown after them. */
export const alarmMembers: ReadonlySet<string> = new Set(['attr_name', 'attr_displayname', 'value'])

/** Puts an alert or a fault: raised or cleared, its names, and how long it was up. */
export function renderAlarm(event: ShownView, suffix: Suffix, { labels }: Rendering): void {
  const { data, product_key: productKey } = event.members
  if (!isObject(data)) {
    suffix.data(data)
    return
  }
  const { attr_name: name, attr_displayname: given, value } = data
  const display =
    typeof given === 'string' && given !== '' ? given : (labels.displayName(productKey, name) ?? given)
  const state = alarmState(value)
  const { theme } = suffix
  const loud = theme[event.style.meaning]
  if (state !== undefined) suffix.word(loud, state, 'cleared'.length)
  else if (value !== undefined) suffix.member('value', value)
  if (typeof display === 'string') suffix.word(state === 'cleared' ? plain : loud, shownWord(display))
  else suffix.optional('attr_displayname', display)
  renderAlarmHistory(event.history?.alarm, suffix)
  if (typeof name !== 'string') suffix.optional('attr_name', name)
  else if (name !== display) suffix.word(theme.dim, shownWord(name))
  suffix.members(data, alarmMembers)
}

function renderAlarmHistory(alarm: AlarmHistory | undefined, suffix: Suffix): void {
  const { raisedFor, stillRaised, clearedFor } = alarm ?? {}
  if (raisedFor !== undefined) suffix.word(plain, `after ${formatDuration(raisedFor)}`)
  if (stillRaised !== undefined) suffix.word(plain, `still, after ${formatDuration(stillRaised)}`)
  if (clearedFor !== undefined) suffix.word(plain, `re-raised after ${formatDuration(clearedFor)}`)
}
