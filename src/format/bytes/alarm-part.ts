import { alarmState } from '../../event/alarm-state.ts'
import type { Event } from '../../event/event.ts'
import type { EventTypeName } from '../../event/event-map.ts'
import type { JsonObject } from '../../wire/exact-json.ts'
import { member } from '../../wire/push-members.ts'
import { eventStyle } from '../event-styles.ts'
import { renderAlarmHistory, renderAttribute, renderState } from '../render-alarm.ts'
import type { ByteSuffix, Phrase } from './byte-suffix.ts'
import { KnownBytes } from './known-bytes.ts'
import type { PayloadPart } from './payload-part.ts'

/** How an alarm was put. Its history goes between both phrases. */
interface KnownAlarm {
  readonly isCleared: boolean
  readonly state: Phrase
  readonly attribute: Phrase
}

/** Puts an alert or a fault that has a name for people. Most repeat what earlier ones said. */
export class AlarmPart implements PayloadPart {
  isCleared = false
  private readonly type: EventTypeName
  private readonly suffix: ByteSuffix
  /** By `data`. */
  private readonly known = new KnownBytes<KnownAlarm>(1024)
  private alarm: KnownAlarm | undefined

  constructor(type: EventTypeName, suffix: ByteSuffix) {
    this.type = type
    this.suffix = suffix
  }

  read({ push }: Event, view: DataView): boolean {
    const at = push.openingOfData
    // `JSON.parse` would round such numbers.
    if (at < 0 || push.inexact) return false
    const end = push.to(member.data)
    this.alarm = this.known.get(view, at, end) ?? this.add(push.bytes, view, at, end)
    this.isCleared = this.alarm?.isCleared ?? false
    return this.alarm !== undefined
  }

  put({ history }: Event): void {
    const { state, attribute } = this.alarm!
    this.suffix.phrase(state)
    renderAlarmHistory(history?.alarm, this.suffix)
    this.suffix.phrase(attribute)
  }

  private add(bytes: Buffer, view: DataView, at: number, end: number): KnownAlarm | undefined {
    const { suffix } = this
    const data = JSON.parse(bytes.toString('utf8', at, end)) as JsonObject
    const { attr_displayname: display, value } = data
    if (typeof display !== 'string' || display === '') return undefined
    const style = suffix.theme[eventStyle(this.type, data).meaning]
    return this.known.add(view, at, end, {
      isCleared: alarmState(value) === 'cleared',
      state: suffix.phraseOf(() => renderState(data, display, style, suffix)),
      attribute: suffix.phraseOf(() => renderAttribute(data, display, suffix)),
    })
  }
}
