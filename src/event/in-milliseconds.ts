/** As seconds, these are times of the year 5138; as milliseconds, of 1973. */
const leastMilliseconds = 1e11

/** What is wrong with a `created_at` that is not a time in seconds. */
export function isInMilliseconds(createdAt: number): boolean {
  return createdAt >= leastMilliseconds
}
