import { RecentMap } from './recent-map.ts'

/** Since when alarms are up, of those this run saw raised: the last 10,000 at least. */
export class RaisedAlarms {
  private readonly since = new RecentMap<string, number>(20_000)

  /** @param at ms since 1970 */
  raised(eventId: string, at: number): void {
    this.since.set(eventId, at)
  }

  /**
   * Milliseconds the alarm was up when it was cleared `at`; undefined where this run did not see it raised,
   * or only later. It stays remembered, since the server may bring the same event again.
   */
  upFor(eventId: string, at: number): number | undefined {
    const since = this.since.get(eventId)
    return since === undefined || since > at ? undefined : at - since
  }
}
