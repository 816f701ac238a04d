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

/** UTF-16 units of a name that are kept. */
const longestName = 100

/**
 * When alarms are raised and cleared. At least the last 10,000 that are raised are remembered, and as many attributes
 * whose alarm was cleared.
 */
export class Alarms {
  /** Alarms that were forgotten while they were raised, because there were too many. */
  forgotten = 0
  private readonly open = new RecentMap<string, RaisedAlarm>(20_000, () => this.forgotten++)
  /** When the alarms of attributes were cleared last. Each time they are raised, their event id may be a new one. */
  private readonly clearedAt = new RecentMap<string, EventTime>(20_000)

  /** Returns what is known of an alarm that is raised; undefined if a later event came before. */
  raised(id: AlarmId, time: EventTime): AlarmHistory | undefined {
    const { own, attribute } = keysOf(id)
    const alarm = this.open.get(own)
    if (alarm) return isBefore(time, alarm.since) ? undefined : { stillRaised: elapsed(alarm.since, time) }
    const cleared = this.clearedAt.get(attribute)
    if (cleared && isBefore(time, cleared)) return undefined
    const { did, name } = id
    this.open.set(own, {
      did: beginningOf(did),
      name: beginningOf(name),
      since: time,
    })
    return { clearedFor: cleared && elapsed(cleared, time) }
  }

  /** Returns what is known of an alarm that is cleared; undefined if a later event came before. */
  cleared(id: AlarmId, time: EventTime): AlarmHistory | undefined {
    const { own, attribute } = keysOf(id)
    const alarm = this.open.get(own)
    const last = alarm?.since ?? this.clearedAt.get(attribute)
    if (last && isBefore(time, last)) return undefined
    this.open.delete(own)
    // If it was cleared already, that is when.
    if (alarm || !last) this.clearedAt.set(attribute, time)
    return alarm ? { raisedFor: elapsed(alarm.since, time) } : {}
  }

  /** How many alarms are not cleared. */
  get openCount(): number {
    return this.open.size
  }

  /** The alarms that are not cleared, those that are raised longest first. */
  get openAlarms(): OpenAlarm[] {
    const open = Array.from(this.open.values(), ({ did, name, since }) => ({ did, name, since: since.at }))
    return open.sort((a, b) => a.since - b.since)
  }
}

interface RaisedAlarm {
  readonly did: string
  readonly name: string
  readonly since: EventTime
}

function beginningOf(name: string): string {
  return name.length > longestName ? ownText(name.slice(0, longestName)) : name
}

/** Of an event without the name of an attribute, its id stands for both. */
function keysOf({ did, type, eventId, attribute }: AlarmId): { own: string; attribute: string } {
  const byAttribute = `${did} ${type} ${attribute}`
  const own = eventId === undefined ? byAttribute : `${did} ${eventId}`
  return { own, attribute: attribute === '' ? own : byAttribute }
}
