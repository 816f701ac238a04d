import { BlockStore } from '../base/block-store.ts'
import { LruMap } from '../base/lru-map.ts'
import { ownText } from '../base/own-text.ts'
import type { Event } from '../event/event.ts'
import { memberReader } from '../event/member-reader.ts'
import { EventToPack, type PackedEvent, type Unpacker } from '../event/packed-event.ts'
import { DeviceRow } from './device-row.ts'
import { noPlace, type Place, RecentEvents } from './recent-events.ts'

/** Bytes, roughly, for the rows of 100,000 devices, and for the events that can be looked at. */
const memory = { rows: 160e6, events: 6e6 } as const
/** A device with a longer id has no row. */
const longestDid = 200
/** The events of a device that are shown. */
export const mostEvents = 200

const statusTypes: ReadonlySet<string> = new Set(['device_status_kv', 'device_status_raw'])

/** The rows that have changed since a pause, as they were, and the memory of their statuses. */
interface Past {
  readonly rows: Map<DeviceRow, DeviceRow>
  readonly statuses: BlockStore
}

/** The devices that events came from, bounded: those that were seen least recently are forgotten. */
export class Fleet {
  /** Devices that were forgotten. */
  forgotten = 0
  /** Which devices are shown; all if undefined. */
  private keep: ((event: Event) => boolean) | undefined
  private readonly unpacker: Unpacker
  private readonly devices: LruMap<DeviceRow>
  private readonly recent: RecentEvents
  private readonly statuses = new BlockStore()
  private past: Past | undefined
  private readonly didOf = memberReader(['did']).read

  constructor(unpacker: Unpacker, most: { readonly rows: number; readonly events: number } = memory) {
    this.unpacker = unpacker
    this.recent = new RecentEvents(most.events)
    this.devices = new LruMap<DeviceRow>(most.rows, row => this.forget(row))
  }

  /**
   * Takes an event. Those without a device are not kept.
   *
   * @param now milliseconds of a clock that never goes back
   * @param wall milliseconds since 1970
   */
  put(event: Event, now: number, wall: number): void {
    const did = this.didOf(event)
    if (typeof did !== 'string' || did === '' || did.length > longestDid) return
    const row = this.devices.get(did) ?? this.create(did)
    this.keepPast(row)
    row.count++
    row.lastSeen = wall
    row.rate.add(1, now)
    if (this.keep && !row.matches) row.matches = this.keep(event)
    // Lines of more than 256 KB are not kept.
    if (event.push.isLong) return
    const place = this.recent.add(new EventToPack(event, wall), row.lastEvent)
    if (place === undefined) return
    row.lastEvent = place
    // What is delivered late or again says nothing about the present.
    const { history } = event
    if (!statusTypes.has(event.type) || history?.outOfOrder || history?.repeat) return
    row.keepStatus(this.recent.at(place)!)
    this.devices.weigh(row.weight)
  }

  get size(): number {
    return this.devices.size
  }

  get(did: string): DeviceRow | undefined {
    return this.devices.peek(did)
  }

  /** From now on, `shown` returns rows as they are now, until `resume` is called. */
  pause(): void {
    this.past = { rows: new Map(), statuses: new BlockStore() }
  }

  resume(): void {
    this.past = undefined
  }

  /** Returns a row as it is to be shown: as it was at the pause, if there is one. */
  shown(row: DeviceRow): DeviceRow {
    return this.past?.rows.get(row) ?? row
  }

  /** The devices, those seen last first. */
  rows(): Iterable<DeviceRow> {
    return this.devices.values()
  }

  /**
   * Returns the events of a device that are kept, the oldest first: at most 200, in memory of their own.
   *
   * @param after the place of an event: only those after it are returned
   */
  eventsOf(row: DeviceRow, after: Place = noPlace): PackedEvent[] {
    const events: PackedEvent[] = []
    for (const { place, packed } of this.recent.of(row.lastEvent)) {
      if (place <= after || events.length === mostEvents) break
      events.push(Buffer.from(packed))
    }
    return events.reverse()
  }

  /** Shows only devices of which an event matches, of those that are kept and those to come; all if undefined. */
  filter(keep: ((event: Event) => boolean) | undefined): void {
    this.keep = keep
    for (const row of this.rows()) row.matches = !keep || this.hasEvent(row, keep)
  }

  private hasEvent(row: DeviceRow, keep: (event: Event) => boolean): boolean {
    for (const { packed } of this.recent.of(row.lastEvent)) if (keep(this.unpacker.event(packed))) return true
    return false
  }

  /** Copies a row that is about to change for the first time since the pause: most rows never do. */
  private keepPast(row: DeviceRow): void {
    const { past } = this
    if (past && !past.rows.has(row)) past.rows.set(row, row.frozen(past.statuses))
  }

  private forget(row: DeviceRow): void {
    this.keepPast(row)
    this.forgotten++
    row.release()
  }

  private create(did: string): DeviceRow {
    const row = new DeviceRow(ownText(did), this.statuses)
    row.matches = !this.keep
    return this.devices.add(row.did, row, row.weight)
  }
}
