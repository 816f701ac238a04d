/** What changes the flow of a connection. */
export type FlowInput =
  /** A send found that the peer does not take what is sent. */
  | 'blocked'
  /** The peer has taken everything. */
  | 'drained'
  /** More events wait for the reader than should. */
  | 'full'
  /** They do not. */
  | 'room'
  /** The connection is ending. */
  | 'end'

/**
 * Whether a connection is read. Reading pauses while the peer does not take what is sent, and while more events wait for
 * the reader than should; the server notices, and stops sending.
 *
 * - Reading pauses and resumes only on `full`, `room` and `end`: most blocked writes drain before the next of these.
 * - An ending connection is read whatever waits: closing it over unread bytes would reset it, and the last acks could
 *   be lost.
 */
const flows = {
  reading: {
    read: true,
    blocked: 'writePending',
    drained: 'reading',
    full: 'readPaused',
    room: 'reading',
    end: 'ending',
  },
  writePending: {
    read: true,
    blocked: 'writePending',
    drained: 'reading',
    full: 'writeBlocked',
    room: 'writeBlocked',
    end: 'ending',
  },
  /** For the reader's sake. A missing reply proves nothing: it could not be read. */
  readPaused: {
    read: false,
    blocked: 'writeBlocked',
    drained: 'readPaused',
    full: 'readPaused',
    room: 'reading',
    end: 'ending',
  },
  /** For the peer's sake, which does not excuse a missing reply. */
  writeBlocked: {
    read: false,
    blocked: 'writeBlocked',
    drained: 'readPaused',
    full: 'writeBlocked',
    room: 'writeBlocked',
    end: 'ending',
  },
  ending: {
    read: true,
    blocked: 'ending',
    drained: 'ending',
    full: 'ending',
    room: 'ending',
    end: 'ending',
  },
} as const satisfies Record<string, { read: boolean } & Record<FlowInput, string>>

export type Flow = keyof typeof flows

/** Whether a connection in this flow is read. */
export function isRead(flow: Flow): boolean {
  return flows[flow].read
}

export function nextFlow(flow: Flow, input: FlowInput): Flow {
  return flows[flow][input]
}
