import { RecentMap } from '../base/recent-map.ts'

interface Alarm {
  /** Milliseconds since 1970. */
  readonly since: number
  up: boolean
}

/**
 * How long alarms are up, for those that this run saw raised. At least the last 10,000 are remembered. A cleared
 * alarm is remembered like any other, since the server may deliver the same event again.
 */
export class RaisedAlarms {
  /** Alarms that were forgotten while they were up, because too many devices raised too many. */
  forgotten = 0
  private readonly alarms = new RecentMap<string, Alarm>(20_000, ({ up }) => {
    if (up) this.forgotten++
  })

  /** @param at milliseconds since 1970 */
  raised(eventId: string, at: number): void {
    this.alarms.set(eventId, { since: at, up: true })
  }

  /**
   * Returns the milliseconds that an alarm was up when it was cleared at `at`; undefined if this run did not see
   * it raised before that time.
   */
  cleared(eventId: string, at: number): number | undefined {
    const alarm = this.alarms.get(eventId)
    if (!alarm || alarm.since > at) return undefined
    alarm.up = false
    return at - alarm.since
  }
}
