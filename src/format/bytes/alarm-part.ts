import { alarmMembers as membersOf } from '../../event/alarm-members.ts'
import type { Event } from '../../event/event.ts'
import type { EventTypeName } from '../../event/event-map.ts'
import type { JsonObject } from '../../wire/exact-json.ts'
import { type EventStyle, eventStyle } from '../event-styles.ts'
import { alarmMembers, renderAlarm } from '../render-alarm.ts'
import type { Rendering } from '../rendering.ts'
import { asUsual, type ByteSuffix } from './byte-suffix.ts'
import type { MemberScan } from './member-scan.ts'
import type { PayloadPart } from './payload-part.ts'

/** The `value` of an alarm that is cleared, and of one that is raised. */
export const [clearedValue, raisedValue] = [0, 1] as const

/** Puts an alert or a fault that has both names and a documented value. */
export class AlarmPart implements PayloadPart {
  isCleared = false
  private readonly type: EventTypeName
  private readonly suffix: ByteSuffix
  private readonly members: MemberScan
  private readonly how: Rendering
  private readonly cleared: EventStyle
  private readonly raised: EventStyle
  private data: JsonObject = {}

  constructor(type: EventTypeName, suffix: ByteSuffix, members: MemberScan, how: Rendering) {
    this.type = type
    this.suffix = suffix
    this.members = members
    this.how = how
    this.cleared = eventStyle(type, { value: clearedValue })
    this.raised = eventStyle(type, { value: raisedValue })
  }

  read(event: Event, view: DataView): boolean {
    const { push } = event
    const alarm = membersOf(event)
    if (!alarm || alarm.attribute === '' || alarm.displayName === '') return false
    if (this.members.scan(push.bytes, view, push.openingOfData) < 0) return false
    this.isCleared = alarm.state === 'cleared'
    const value = this.isCleared ? clearedValue : raisedValue
    this.data = { attr_name: alarm.attribute, attr_displayname: alarm.displayName, value }
    return true
  }

  put({ push: { bytes }, history }: Event, view: DataView): void {
    const { type, suffix, how, data } = this
    const style = this.isCleared ? this.cleared : this.raised
    renderAlarm({ type, members: { data }, history, style }, suffix, how)
    const { names, from, to, count } = this.members
    for (let i = 0; i < count; i++)
      if (!alarmMembers.has(names[i]!.text)) suffix.token(names[i]!, asUsual, bytes, view, from[i]!, to[i]!)
  }
}
