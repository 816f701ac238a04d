import type { Clock } from '../base/clock.ts'
import { eventTime } from '../devices/event-time.ts'
import type { Event } from '../event/event.ts'

/** The time of what is shown. */
export interface ViewTime {
  /** Milliseconds that never go back. */
  now(): number
  /** Milliseconds since 1970. */
  wall(): number
  /** Called with each event before its time is asked for. */
  saw(event: Event): void
}

/** The present. */
export function presentTime(clock: Clock): ViewTime {
  return { now: () => clock.now(), wall: () => clock.wall(), saw: () => {} }
}

/** The time of a recording: that of its last event, and what has passed since then if it is played at a speed. */
export class RecordedTime implements ViewTime {
  private readonly clock: Clock
  private readonly speed: number
  private last = 0
  private lastAt = 0

  /**
   * @param clock stands still while the recording is paused
   * @param speed how many times as fast as it happened; undefined for as fast as possible
   */
  constructor(clock: Clock, speed: number | undefined) {
    this.clock = clock
    this.speed = speed ?? 0
  }

  saw(event: Event): void {
    const { at, isAhead } = eventTime(event, this.clock.wall())
    if (event.createdAt === undefined || isAhead || at < this.wall()) return
    this.last = at
    this.lastAt = this.clock.now()
  }

  /** Time stands still from the last event on. */
  end(): void {
    this.last = this.wall()
    this.lastAt = Number.POSITIVE_INFINITY
  }

  now(): number {
    return this.wall()
  }

  wall(): number {
    return this.last + Math.floor(Math.max(0, this.clock.now() - this.lastAt) * this.speed)
  }
}
