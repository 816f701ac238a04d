import type { PresenceHistory } from '../event/event-history.ts'
import { type EventTime, elapsed, isBefore } from './event-time.ts'

/** A device flaps if it goes offline this often within this many milliseconds. */
const leastFlaps = 3
const flapWindow = 600_000
/** The times that are kept. More often is counted no further. */
const mostTimes = 20

const noTimes: readonly number[] = []

/** Whether a device is online, since when, and how often it went offline lately. */
export class Presence {
  /** How often it went offline. */
  offlines = 0
  private isOnline: boolean | undefined
  private since: EventTime | undefined
  private times: readonly number[] = noTimes

  /** Whether it is online, and since when in milliseconds since 1970; undefined if that is not known. */
  get state(): { readonly isOnline: boolean; readonly since: number } | undefined {
    const { isOnline, since } = this
    return isOnline === undefined || !since ? undefined : { isOnline, since: since.at }
  }

  /** Returns what is known of a device that came online or went offline; undefined if a later event came before. */
  update(isOnline: boolean, time: EventTime): PresenceHistory | undefined {
    const { since, isOnline: was } = this
    if (since && isBefore(time, since)) return undefined
    // Some devices come online several times, with no offline between.
    const changed = was !== isOnline
    if (!isOnline && changed) this.wentOffline(time)
    if (changed) {
      this.isOnline = isOnline
      this.since = time
    }
    const flaps = this.times.length >= leastFlaps && !isOnline && changed ? this.times.length : undefined
    return { before: changed && since ? elapsed(since, time) : undefined, flaps }
  }

  private wentOffline({ at }: EventTime): void {
    this.offlines++
    const recent = this.times.filter(time => at - time < flapWindow && time <= at)
    this.times = [...recent.slice(1 - mostTimes), at]
  }
}
