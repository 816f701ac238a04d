const units = [
  [1000, 's'],
  [60_000, 'm'],
  [3_600_000, 'h'],
  [86_400_000, 'd'],
  [365.25 * 86_400_000, 'y'],
] as const

/** Formats milliseconds in the largest unit that fits, rounded down: `12s`, `3m`, `2h`, `5d`, `1y`; `0s` below a second. */
export function roughDuration(ms: number): string {
  const [length, unit] = units.findLast(([length]) => ms >= length) ?? units[0]
  return Math.floor(ms / length) + unit
}
