import { lagOf } from '../event/lag-of.ts'
import { roughDuration } from './rough-duration.ts'

/** The lag in milliseconds up to which nothing is shown. */
const usual = 5000

/**
 * Returns `+12s late` if an event happened more than 5 s before `now`, else an empty string. Both are in milliseconds
 * since 1970. If one of them must be wrong, there is no lag.
 */
export function lagText(happened: number | undefined, now: number): string {
  const lag = happened === undefined ? undefined : lagOf(happened / 1000, now)
  return lag !== undefined && lag > usual ? `+${roughDuration(lag)} late` : ''
}
