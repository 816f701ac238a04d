import { LruMap } from '../base/lru-map.ts'
import { ownText } from '../base/own-text.ts'
import { RawEvent } from '../datapoints/raw-event.ts'
import { alarmMembers } from '../event/alarm-members.ts'
import type { Event } from '../event/event.ts'
import type { EventHistory, StatusChanges } from '../event/event-history.ts'
import type { EventTypeName } from '../event/event-map.ts'
import { base64Range, payloadOf } from '../event/raw-payload.ts'
import { isObject } from '../wire/exact-json.ts'
import { Alarms } from './alarms.ts'
import { AttributeNames } from './attribute-names.ts'
import { DeviceState, type Status, type StatusKind } from './device-state.ts'
import { type EventTime, eventTime } from './event-time.ts'
import { Presence } from './presence.ts'
import { Redeliveries } from './redeliveries.ts'

/** Bytes that the states of all devices may take together, roughly: those of 10,000 devices with 200 attributes. */
const mostMemory = 64e6
/** A device with a longer id has no state. */
const longestDid = 200
/** The devices that are counted as flapping. */
const mostFlapping = 1000

export interface DeviceTableOptions {
  /**
   * What is done with statuses: nothing, or those that arrive out of order are found, or they are compared, too. The last
   * two mean that each status is parsed, even if it is not shown.
   */
  readonly statuses: 'ignore' | 'order' | 'compare'
  /** The time in milliseconds since 1970. */
  readonly wall: () => number
}

/** What the events so far say about each device. Events must be read in the order in which they arrive. */
export class DeviceTable {
  readonly alarms = new Alarms()
  /** The devices that went offline often within a short time, and how often they went offline in all. */
  readonly flapping = new Map<string, number>()
  /** Events that were delivered again. */
  repeats = 0
  private readonly options: DeviceTableOptions
  private readonly redeliveries = new Redeliveries()
  private readonly names = new AttributeNames()
  private readonly devices = new LruMap<DeviceState>(mostMemory)
  private readonly trackers: ReadonlyMap<string, Tracker>

  constructor(options: DeviceTableOptions) {
    const alarm: Tracker = event => this.alarmHistory(event)
    const trackers: Partial<Record<EventTypeName, Tracker>> = {
      device_online: event => this.presenceHistory(event, true),
      device_offline: event => this.presenceHistory(event, false),
      attr_alert: alarm,
      attr_fault: alarm,
      ...(options.statuses !== 'ignore' && {
        device_status_kv: event => this.statusHistory(event, 'values'),
        device_status_raw: event => this.statusHistory(event, 'payload'),
      }),
    }
    this.options = options
    this.trackers = new Map(Object.entries(trackers))
  }

  /** Sets the history of an event, and keeps what the event says. Called once per event. */
  read(event: Event): void {
    if (event.createdAt !== undefined && this.redeliveries.isRepeat(event.push)) {
      this.repeats++
      event.history = repeat
    } else event.history = this.trackers.get(event.type)?.(event)
  }

  /** What is known of a device; undefined if nothing is. */
  deviceOf(did: string): DeviceState | undefined {
    return this.devices.peek(did)
  }

  private presenceHistory(event: Event, isOnline: boolean): EventHistory | undefined {
    const { did } = event
    const device = this.device(did)
    if (!device) return undefined
    device.presence ??= new Presence()
    const presence = device.presence.update(isOnline, this.timeOf(event))
    if (!presence) return outOfOrder
    if (presence.flaps !== undefined) this.addFlapping(did!, device.presence.offlines)
    return { presence }
  }

  private addFlapping(did: string, offlines: number): void {
    if (this.flapping.has(did)) this.flapping.set(did, offlines)
    else if (this.flapping.size < mostFlapping) this.flapping.set(ownText(did), offlines)
  }

  private alarmHistory(event: Event): EventHistory | undefined {
    const members = alarmMembers(event)
    if (!members) return undefined
    const { state, attribute, displayName, eventId } = members
    if (eventId === '' && attribute === '') return undefined
    const id = {
      did: event.did ?? '',
      type: event.type,
      eventId: eventId || undefined,
      attribute,
      name: displayName || attribute,
    }
    const alarm = this.alarms[state](id, this.timeOf(event))
    return alarm ? { alarm } : outOfOrder
  }

  private statusHistory(event: Event, kind: StatusKind): EventHistory | undefined {
    // Of a status that is known in part it is not known what changed.
    const device = event.missing ? undefined : this.device(event.did)
    if (!device) return undefined
    const status = device.statusOf(kind, this.timeOf(event))
    if (!status) return outOfOrder
    if (this.options.statuses === 'order') return undefined
    const changes = this.changesOf(event, kind, status)
    this.devices.weigh(device.weight)
    return changes && { changes }
  }

  private changesOf(event: Event, kind: StatusKind, status: Status): StatusChanges | undefined {
    return kind === 'values' ? this.valueChanges(event, status) : this.payloadChanges(event, status)
  }

  private valueChanges(event: Event, status: Status): StatusChanges | undefined {
    const { push } = event
    const open = push.openingOfData
    const changes = open < 0 ? undefined : status.updateFrom(push.bytes, open)
    if (changes) return changes
    const { data } = event.members
    return isObject(data) ? status.updateValues(data, this.names) : undefined
  }

  private payloadChanges(event: Event, status: Status): StatusChanges | undefined {
    const { push } = event
    const decoded = event instanceof RawEvent ? event.payload : undefined
    if (decoded?.whole) return status.updateFrame(decoded.whole, this.names)
    if (decoded?.values) return status.updateValues(decoded.values, this.names)
    const range = base64Range(push)
    const changes = range && status.updatePayloadFrom(push.bytes, range.start, range.end)
    if (changes) return changes
    const payload = payloadOf(event)
    return payload && status.updatePayload(payload)
  }

  private device(did: string | undefined): DeviceState | undefined {
    if (did === undefined || did === '' || did.length > longestDid) return undefined
    const known = this.devices.get(did)
    if (known) return known
    const device = new DeviceState()
    return this.devices.add(ownText(did), device, device.weight)
  }

  private timeOf(event: Event): EventTime {
    return eventTime(event, this.options.wall())
  }
}

const repeat: EventHistory = { repeat: true }
const outOfOrder: EventHistory = { outOfOrder: true }

type Tracker = (event: Event) => EventHistory | undefined
