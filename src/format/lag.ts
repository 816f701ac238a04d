import { roughDuration } from './rough-duration.ts'

/** Milliseconds an event may take to get here without a word. */
const usual = 5000

/** `+12s late` where an event happened over 5 s before `now`, else an empty string; both ms since 1970. */
export function lagText(happened: number | undefined, now: number): string {
  return happened !== undefined && now - happened > usual ? `+${roughDuration(now - happened)} late` : ''
}
