/** How long a session waits, in milliseconds, and how often it retries. */
export interface Policy {
  /** A ping is sent after this time without sending anything. */
  readonly pingInterval: number
  /** The connection is dead if nothing is received for this time after a ping. */
  readonly pongTimeout: number
  /** For DNS, TCP, TLS and the reply to the login, each. */
  readonly connectTimeout: number
  /** Failed reconnects in a row before giving up, once a login was accepted; may be Infinity. */
  readonly maxRetries: number
  /** The same number until the first login is accepted. */
  readonly firstRetries: number
}

/** After a connection that was logged in for this long, in milliseconds, the backoff starts over. */
export const stableAfter = 30_000

/** No more than `dials` in any `window` milliseconds, whatever the jitter. */
export const dialLimit = { dials: 12, window: 60_000 } as const

/** How often a login that is refused after a reconnect is retried, and the delay in milliseconds. */
export const refusal = { retries: 3, delay: 30_000 } as const
