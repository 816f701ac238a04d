/** Milliseconds without a byte from a client after which a server may close the connection. */
export const serverTimeout = 300_000

/** The plain text line that a server may send before it closes a silent connection (observed, not documented). */
export const noHeartbeat = 'No Heartbeat!'
