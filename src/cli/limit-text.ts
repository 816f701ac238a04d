import { formatDuration } from '../base/duration.ts'
import { say } from '../language/say.ts'

/** Returns a time in milliseconds and the option that limits to it: `3s (--duration)`. */
export function limitText(ms: number, option: `--${string}`): string {
  return say('{what} ({which})', { what: formatDuration(ms), which: option })
}
