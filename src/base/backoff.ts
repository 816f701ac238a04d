/** Exponential backoff with full jitter: the delay is random, from zero to a ceiling that doubles. In milliseconds. */
export const backoff = { first: 500, longest: 30_000 } as const

/** Milliseconds to wait before retry number `attempt`, which starts at 0. `random` is in [0, 1). */
export function backoffDelay(attempt: number, random: number): number {
  return random * Math.min(backoff.longest, backoff.first * 2 ** Math.min(attempt, 16))
}
