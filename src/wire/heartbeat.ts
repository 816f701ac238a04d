/** Milliseconds without a byte from a client after which the server may give it up. */
export const serverTimeout = 300_000

/** The plain text line that a server sends to a client before it gives it up (seen, not documented). */
export const noHeartbeat = 'No Heartbeat!'
