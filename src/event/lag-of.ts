/**
 * Milliseconds. The server keeps events for about three days. If an event seems older, or lies further in the future
 * than clocks differ, its `created_at` or this machine's clock is wrong, and the difference is no lag.
 */
const bounds = { min: -300_000, max: 4 * 86_400_000 } as const

/**
 * Returns how long after it was created an event came, in milliseconds; undefined if one of the times must be wrong.
 *
 * @param createdAt seconds since 1970
 * @param now milliseconds since 1970
 */
export function lagOf(createdAt: number, now: number): number | undefined {
  const lag = now - createdAt * 1000
  return lag >= bounds.min && lag <= bounds.max ? lag : undefined
}
