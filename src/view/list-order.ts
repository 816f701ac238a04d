import type { Clock } from '../base/clock.ts'
import type { DeviceTable } from '../devices/device-table.ts'
import type { Fleet } from './fleet.ts'
import { reordered, type Snapshot, takeSnapshot } from './snapshot.ts'
import type { SortName } from './sorts.ts'
import type { ViewTime } from './view-time.ts'

/** Milliseconds between two orders, at least: a list that is always in motion cannot be read. */
const usualTime = 1000
/** Orders take at most this share of the time. */
const mostShare = 0.05

/** Decides when the list of devices is put in order again. */
export class ListOrder {
  private readonly fleet: Fleet
  private readonly devices: Pick<DeviceTable, 'alarms' | 'deviceOf'>
  private readonly clock: Clock
  private readonly time: Pick<ViewTime, 'now'>
  private last: Snapshot | undefined
  private pausedAt: number | undefined
  private nextAt = 0
  private earliestAt = 0

  constructor(
    fleet: Fleet,
    devices: Pick<DeviceTable, 'alarms' | 'deviceOf'>,
    { clock, time }: { readonly clock: Clock; readonly time: Pick<ViewTime, 'now'> },
  ) {
    this.fleet = fleet
    this.devices = devices
    this.clock = clock
    this.time = time
  }

  /** The next order is a new one, unless the list is paused. */
  renew(): void {
    this.nextAt = 0
  }

  /** Keeps the rows as they are now, or goes on. @param now milliseconds of the clock of the rates; undefined to go on */
  pause(now: number | undefined): void {
    this.pausedAt = now
    this.nextAt = 0
    if (now === undefined) this.fleet.resume()
    else this.fleet.pause()
  }

  /** Returns the devices in order, or as they were a moment ago if it is too early for another one. */
  take(sort: SortName): Snapshot {
    const { last, clock, fleet } = this
    const now = clock.now()
    if (last && this.pausedAt !== undefined) {
      if (last.sort !== sort) this.last = reordered(last, sort, this.pausedAt)
      return this.last!
    }
    const isGrown = last?.devices !== fleet.size && now >= this.earliestAt
    if (last?.sort === sort && !isGrown && !this.isDue) return last
    const fresh = takeSnapshot(fleet, this.devices, sort, this.time.now())
    this.last = fresh
    this.earliestAt = now + (clock.now() - now) / mostShare
    this.nextAt = Math.max(now + usualTime, this.earliestAt)
    return fresh
  }

  private get isDue(): boolean {
    return this.clock.now() >= this.nextAt
  }
}
