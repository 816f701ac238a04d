import { isInMilliseconds } from '../event/in-milliseconds.ts'
import type { Push } from '../wire/push.ts'

/** Returns when an event was created, in seconds since 1970, also if it says so in milliseconds; undefined if it does not say. */
export function eventSeconds({ createdAt }: Push): number | undefined {
  return createdAt !== undefined && isInMilliseconds(createdAt) ? createdAt / 1000 : createdAt
}
