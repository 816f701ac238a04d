import { LruMap } from '../base/lru-map.ts'
import { ownText } from '../base/own-text.ts'
import type { Event } from '../event/event.ts'
import { memberReader } from '../event/member-reader.ts'
import { DeviceRow } from './device-row.ts'
import { keptEvent } from './kept-event.ts'
import { RecentEvents } from './recent-events.ts'

/** Bytes, roughly, for the rows of 100,000 devices, and for the events that can be looked at. */
const memory = { rows: 160e6, events: 12e6 } as const
/** A device with a longer id has no row. */
const longestDid = 200

const statusTypes: ReadonlySet<string> = new Set(['device_status_kv', 'device_status_raw'])

/** The devices that events came from, bounded: those that were seen least recently are forgotten. */
export class Fleet {
  /** Devices that were forgotten. */
  forgotten = 0
  /** Which devices are shown; all if undefined. */
  private keep: ((event: Event) => boolean) | undefined
  private readonly devices: LruMap<DeviceRow>
  private readonly recent: RecentEvents
  private readonly didOf = memberReader(['did']).read

  constructor(most: { readonly rows: number; readonly events: number } = memory) {
    this.recent = new RecentEvents(most.events)
    this.devices = new LruMap<DeviceRow>(most.rows, () => this.forgotten++)
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
    row.count++
    row.lastSeen = wall
    row.rate.add(1, now)
    const kept = keptEvent(event, wall)
    if (!kept) return
    this.recent.add(row, kept)
    // What is delivered late or again says nothing about the present.
    const { history } = event
    if (statusTypes.has(event.type) && !history?.outOfOrder && !history?.repeat) {
      row.lastStatus = kept
      this.devices.weigh(row.weight)
    }
    if (this.keep && !row.matches) row.matches = this.keep(event)
  }

  get size(): number {
    return this.devices.size
  }

  get(did: string): DeviceRow | undefined {
    return this.devices.peek(did)
  }

  /** The devices, those seen last first. */
  rows(): Iterable<DeviceRow> {
    return this.devices.values()
  }

  /** Shows only devices of which an event matches, of those that are kept and those to come; all if undefined. */
  filter(keep: ((event: Event) => boolean) | undefined): void {
    this.keep = keep
    for (const row of this.rows()) row.matches = !keep || row.events.some(({ event }) => keep(event))
  }

  private create(did: string): DeviceRow {
    const row = new DeviceRow(ownText(did))
    row.matches = !this.keep
    return this.devices.add(row.did, row, row.weight)
  }
}
