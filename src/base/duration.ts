const units = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const
type Unit = keyof typeof units

const whole = /^(?:\d+(?:\.\d+)?(?:ms|[smhd]))+$/
const part = /(\d+(?:\.\d+)?)(ms|[smhd])/g

/** How a duration is written, for messages to the user. */
export const durationForm = 'a number with a unit: 500ms, 30s, 5m, 1h, 1h30m'

/** Parses `500ms`, `30s`, `5m`, `1h` or `1h30m` into milliseconds; undefined if `text` is not a duration. */
export function parseDuration(text: string): number | undefined {
  if (text === '0') return 0
  if (!whole.test(text)) return undefined
  let sum = 0
  for (const [, amount, unit] of text.matchAll(part)) sum += Number(amount) * units[unit as Unit]
  return Number.isFinite(sum) ? sum : undefined
}

/** `ms` as it can be typed, exactly, in one unit: `500ms`, `60s`, `5m`. Under two minutes it is given in seconds. */
export function writeDuration(ms: number): string {
  if (ms === 0) return '0'
  const unit = (['d', 'h', 'm'] as const).find(name => ms % units[name] === 0 && ms >= 2 * units[name])
  if (unit) return `${ms / units[unit]}${unit}`
  return ms % units.s === 0 ? `${ms / units.s}s` : `${ms}ms`
}

/** Formats milliseconds for people, in at most two units: `340ms`, `3.2s`, `1m 05s`, `2h 10m`, `3d 4h`. */
export function formatDuration(ms: number): string {
  if (ms < 0) return `-${formatDuration(-ms)}`
  if (ms < 999.5) return `${Math.round(ms)}ms`
  if (ms < 59_950) return `${(ms / 1000).toFixed(1)}s`
  const seconds = Math.round(ms / 1000)
  if (seconds < 3600) return `${Math.floor(seconds / 60)}m ${two(seconds % 60)}s`
  const minutes = Math.round(seconds / 60)
  if (minutes < 1440) return `${Math.floor(minutes / 60)}h ${two(minutes % 60)}m`
  const hours = Math.round(minutes / 60)
  return `${Math.floor(hours / 24)}d ${hours % 24}h`
}

/**
 * Formats milliseconds in whole seconds, in at most two units and without spaces: `0s`, `12s`, `3m05s`, `2h10m`, `3d4h`,
 * `120d`. Any time since 1970 fits into six characters.
 */
export function wholeDuration(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000))
  if (ms >= 100 * units.d) return `${Math.floor(ms / units.d)}d`
  return seconds < 60 ? `${seconds}s` : formatDuration(seconds * 1000).replace(' ', '')
}

function two(n: number): string {
  return String(n).padStart(2, '0')
}
