import type { Push } from './push.ts'

/** What one line from a server means. */
export type Message =
  | Push
  | LoginReply
  | { readonly kind: 'pong' }
  /** The reply to a request of a kind that this client never sends. */
  | { readonly kind: 'other-reply' }
  /** The server is about to close the connection because it received nothing for too long. */
  | { readonly kind: 'no-heartbeat' }
  | { readonly kind: 'blank' }
  | SkippedLine

export interface LoginReply {
  readonly kind: 'login-reply'
  /** Whether `result` is true; `"true"` and 1 count as true. */
  readonly accepted: boolean
  /** Its `msg`, safe to show. */
  readonly text: string
  /** If `result` is not a boolean: how it is written, such as `result:"ok"`, safe to show. */
  readonly oddResult?: string
}

export interface SkippedLine {
  /**
   * `invalid`: the server rejects something that the client sent; `unknown`: JSON, but no message of this dialect;
   * `malformed`: not one JSON object.
   */
  readonly kind: 'invalid' | 'unknown' | 'malformed'
  /** A short excerpt, safe to show. */
  readonly text: string
  /** How many events the line is or may have been. They stay un-acked, and occupy the server's window. */
  readonly events: number
  /** Its `cmd`, if that is a string; at most 600 bytes of it. */
  readonly cmd?: string | undefined
  /** Its `error_code`, if that is a number. */
  readonly code?: number | undefined
}
