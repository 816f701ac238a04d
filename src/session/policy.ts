/** Deadlines of a session, in milliseconds, and how often it may fail. */
export interface Policy {
  /** Heartbeat after this long without having sent anything. */
  readonly pingInterval: number
  /** No sign of life for this long after a ping: the connection is dead. */
  readonly pongTimeout: number
  /** For DNS, TCP, TLS and the login's answer, each. */
  readonly connectTimeout: number
  /** Failed reconnects in a row, after a login was accepted, before it is over; Infinity for no end. */
  readonly maxRetries: number
  /** The same until the first login is accepted. */
  readonly firstRetries: number
}

/** Exponential backoff with full jitter: a delay drawn evenly from zero to a ceiling that doubles. */
export const backoff = { first: 500, longest: 30_000 } as const

/** A session that lived this long was no accident: the backoff starts over. */
export const stableAfter = 30_000

/** However the jitter falls, no more dials than this in any window of time. */
export const dialLimit = { dials: 12, window: 60_000 } as const

/** A login refused after a loss is tried again this often and this slowly, then the refusal is believed. */
export const refusal = { retries: 3, delay: 30_000 } as const

/** Milliseconds to wait before retry number `attempt` (0 is the first). */
export function backoffDelay(attempt: number, random: number): number {
  return random * Math.min(backoff.longest, backoff.first * 2 ** Math.min(attempt, 16))
}
