/** Returns a row of one cell per count, as high as its share of the largest one. Any count above 0 is visible. */
export function sparkline(counts: readonly number[], levels: readonly string[]): string {
  const most = Math.max(...counts)
  const top = levels.length - 1
  return counts.map(count => levels[count === 0 ? 0 : Math.max(1, Math.round((count / most) * top))]).join('')
}

/**
 * Returns rows, from top to bottom, with a column for each of the last `width` values, between the least and the greatest
 * of them.
 */
export function plot(
  values: readonly number[],
  width: number,
  height: number,
  levels: readonly string[],
): string[] {
  const shown = values.slice(-width)
  const least = Math.min(...shown)
  const range = Math.max(...shown) - least
  const steps = levels.length - 1
  // The least value is a single step high, and so are values that are all the same.
  const heights = shown.map(value =>
    range === 0 ? 1 : 1 + Math.round(((value - least) / range) * (height * steps - 1)),
  )
  return Array.from({ length: height }, (_, row) => {
    const below = (height - 1 - row) * steps
    return heights.map(high => levels[Math.min(steps, Math.max(0, high - below))]).join('')
  })
}
