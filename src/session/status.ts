import type { Failure } from '../base/failure.ts'
import type { DialPhase, Peer } from '../transport/connection.ts'

/** A line from the server that is not as it must be. The stream goes on; it is told once and counted. */
export type ProtocolWarning =
  | 'malformed'
  | 'unknown-cmd'
  | 'invalid-msg'
  | 'stray-login-reply'
  | 'odd-login-reply'
  | 'no-delivery-id'
  | 'early-event'
  | 'too-long'

/** What a session tells of itself while it lives. */
export type Status =
  /** A dial begins; `retry` counts those since the last login that was accepted, 0 for the very first. */
  | { readonly kind: 'dialing'; readonly retry: number }
  | { readonly kind: 'phase'; readonly phase: DialPhase }
  | { readonly kind: 'secured'; readonly peer: Peer }
  /** Logged in. `gap`: milliseconds since the last connection was lost. */
  | { readonly kind: 'connected'; readonly gap: number | undefined }
  /** Not connected; the next dial comes in `retryIn` milliseconds. `wasConnected`: there was something to lose. */
  | {
      readonly kind: 'lost'
      readonly failure: Failure
      readonly retryIn: number
      readonly wasConnected: boolean
    }
  /** Events that came before the loss still wait to be shown; dialing waits for them. */
  | { readonly kind: 'draining' }
  | { readonly kind: 'ping' }
  | { readonly kind: 'pong'; readonly roundTrip: number }
  /** The wall clock went on without us for `ms`. */
  | { readonly kind: 'slept'; readonly ms: number }
  /**
   * `text`: a short excerpt, safe to show. `skippedEvents`: how many events the line was or may have been that were
   * not handed out; they are not acked, and take places in the server's window while this connection lives.
   */
  | {
      readonly kind: 'protocol-warning'
      readonly warning: ProtocolWarning
      readonly text: string
      readonly skippedEvents: number
    }
