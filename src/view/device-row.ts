import { RateWindow } from '../base/rate-window.ts'
import { type KeptEvent, weightOf } from './kept-event.ts'

/** The sparkline: the last minute, in cells of five seconds. */
const bucketMs = 5000
const buckets = 12
/** Bytes of memory of a device without events, roughly. */
const leastWeight = 700
/** The events of a device that are kept. */
export const mostEvents = 200

/** What the view knows of a device. */
export class DeviceRow {
  readonly did: string
  /** Events of the last minute. */
  readonly rate = new RateWindow(bucketMs, buckets)
  /** Events so far. */
  count = 0
  /** When the last event was received, in milliseconds since 1970. */
  lastSeen = 0
  /** The last events, the oldest first. There may be fewer than 200: see `RecentEvents`. */
  readonly events: KeptEvent[] = []
  /** The last event with the values of the device. */
  lastStatus: KeptEvent | undefined
  /** Whether an event of it matches the filter of the view. */
  matches = true

  constructor(did: string) {
    this.did = did
  }

  /** Returns a row that stays as this one is now. */
  frozen(): DeviceRow {
    const copy = new DeviceRow(this.did)
    copy.rate.copyFrom(this.rate)
    copy.count = this.count
    copy.lastSeen = this.lastSeen
    copy.lastStatus = this.lastStatus
    return copy
  }

  /** Bytes of memory, roughly, without those of `events`. */
  get weight(): number {
    return leastWeight + (this.lastStatus ? weightOf(this.lastStatus) : 0)
  }
}
