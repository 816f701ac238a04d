import { roughDuration } from './rough-duration.ts'

/** The lag in milliseconds up to which nothing is shown. */
const usual = 5000

/** Returns `+12s late` if an event happened more than 5 s before `now`, else an empty string. Both are in ms since 1970. */
export function lagText(happened: number | undefined, now: number): string {
  return happened !== undefined && now - happened > usual ? `+${roughDuration(now - happened)} late` : ''
}
