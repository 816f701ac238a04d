import { ownText } from '../base/own-text.ts'
import { RecentMap } from '../base/recent-map.ts'
import type { AlarmHistory } from '../event/event-history.ts'
import { type EventTime, elapsed, isBefore } from './event-time.ts'

/** What identifies an alarm. */
export interface AlarmId {
  readonly did: string
  readonly type: string
  /** The same when it is raised and when it is cleared; undefined if the event has none. */
  readonly eventId: string | undefined
  /** The name of its attribute; an empty string if the event has none. */
  readonly attribute: string
  /** Its name for people. */
  readonly name: string
}

/** An alarm that is not cleared. */
export interface OpenAlarm {
  readonly did: string
  readonly name: string
  /** When it was raised, in milliseconds since 1970. */
  readonly since: number
}

interface Alarm {
  readonly did: string
  readonly name: string
  isRaised: boolean
  /** When it was raised or cleared last, whichever it is now. */
  since: EventTime
}

/** UTF-16 units of a name that are kept. */
const longestName = 100

/**
 * When alarms are raised and cleared, for those that this run saw raised. At least the last 10,000 are remembered. A
 * cleared alarm is remembered like any other, since it may be raised again.
 */
export class Alarms {
  /** Alarms that were forgotten while they were raised, because there were too many. */
  forgotten = 0
  private readonly open = new Set<Alarm>()
  private readonly alarms = new RecentMap<string, Alarm>(20_000, alarm => {
    if (this.open.delete(alarm)) this.forgotten++
  })
  /** The last alarm of each attribute, for those whose event id is a new one each time. */
  private readonly byAttribute = new RecentMap<string, Alarm>(20_000)

  /** Returns what is known of an alarm that is raised; undefined if a later event came before. */
  raised(id: AlarmId, time: EventTime): AlarmHistory | undefined {
    const { own, attribute } = keysOf(id)
    const alarm = this.alarms.get(own)
    if (alarm && isBefore(time, alarm.since)) return undefined
    if (alarm?.isRaised) return { stillRaised: elapsed(alarm.since, time) }
    const last = alarm ?? this.byAttribute.get(attribute)
    const clearedFor = last && !last.isRaised ? elapsed(last.since, time) : undefined
    this.keep(id, own, attribute, time)
    return { clearedFor }
  }

  /** Returns what is known of an alarm that is cleared; undefined if a later event came before. */
  cleared(id: AlarmId, time: EventTime): AlarmHistory | undefined {
    const alarm = this.alarms.get(keysOf(id).own)
    if (!alarm) return {}
    if (isBefore(time, alarm.since)) return undefined
    if (!alarm.isRaised) return {}
    const raisedFor = elapsed(alarm.since, time)
    alarm.isRaised = false
    alarm.since = time
    this.open.delete(alarm)
    return { raisedFor }
  }

  /** The alarms that are not cleared, those that are raised longest first. */
  get openAlarms(): OpenAlarm[] {
    const open = [...this.open].map(({ did, name, since }) => ({ did, name, since: since.at }))
    return open.sort((a, b) => a.since - b.since)
  }

  private keep({ did, name }: AlarmId, own: string, attribute: string, since: EventTime): void {
    const known = this.alarms.get(own)
    const alarm = known ?? {
      did: ownText(did.slice(0, longestName)),
      name: ownText(name.slice(0, longestName)),
      isRaised: true,
      since,
    }
    alarm.isRaised = true
    alarm.since = since
    this.alarms.set(own, alarm)
    this.byAttribute.set(attribute, alarm)
    // A key that is too long is not remembered.
    if (this.alarms.get(own) === alarm) this.open.add(alarm)
  }
}

function keysOf({ did, type, eventId, attribute }: AlarmId): { own: string; attribute: string } {
  const byAttribute = `${did} ${type} ${attribute}`
  return { own: eventId === undefined ? byAttribute : `${did} ${eventId}`, attribute: byAttribute }
}
