import { type BlockNumber, type BlockStore, noBlock } from '../base/block-store.ts'
import { RateWindow } from '../base/rate-window.ts'
import type { PackedEvent } from '../event/packed-event.ts'
import { noPlace, type Place } from './recent-events.ts'

/** The sparkline: the last minute, in cells of five seconds. */
const bucketMs = 5000
const buckets = 12
/** Bytes of memory of a device without a status, roughly, and of a status besides its own. */
const leastWeight = 700
const statusWeight = 70

/** What the view knows of a device. */
export class DeviceRow {
  readonly did: string
  /** Events of the last minute. */
  readonly rate = new RateWindow(bucketMs, buckets)
  /** Events so far. */
  count = 0
  /** When the last event was received, in milliseconds since 1970. */
  lastSeen = 0
  /** Where the last of its events is that was kept. */
  lastEvent: Place = noPlace
  /** Whether an event of it matches the filter of the view. */
  matches = true
  /** Bytes of memory, roughly. */
  weight = leastWeight
  private readonly statuses: BlockStore
  private status: BlockNumber = noBlock

  /** @param statuses where its last status is kept */
  constructor(did: string, statuses: BlockStore) {
    this.did = did
    this.statuses = statuses
  }

  /** A copy of the last event with the values of the device; undefined if there was none. */
  get lastStatus(): PackedEvent | undefined {
    return this.status === noBlock ? undefined : this.statuses.read(this.status)
  }

  /** Keeps a copy of a status as the last one. */
  keepStatus(packed: PackedEvent): void {
    this.status = this.statuses.write(packed, this.status)
    this.weight = leastWeight + statusWeight + packed.length
  }

  /** Returns a row that stays as this one is now. @param statuses where its last status is kept */
  frozen(statuses: BlockStore): DeviceRow {
    const copy = new DeviceRow(this.did, statuses)
    const { lastStatus } = this
    copy.rate.copyFrom(this.rate)
    copy.count = this.count
    copy.lastSeen = this.lastSeen
    if (lastStatus) copy.keepStatus(lastStatus)
    return copy
  }

  /** Gives back the memory of its status: called once the row is no longer used. */
  release(): void {
    this.statuses.release(this.status)
    this.status = noBlock
  }
}
