import type { Failure } from '../base/failure.ts'
import type { DialPhase, Peer } from '../transport/connection.ts'

/** How a line from the server violates the protocol. The session goes on. */
export type ProtocolWarning =
  | 'malformed'
  | 'unknown-cmd'
  | 'invalid-msg'
  | 'stray-login-reply'
  | 'odd-login-reply'
  | 'no-delivery-id'
  | 'early-event'
  | 'too-long'

/** What a session reports while it runs. Times are in milliseconds. */
export type Status =
  /** A dial begins. `retry`: dials since the last accepted login; 0 for the first of all. */
  | { readonly kind: 'dialing'; readonly retry: number }
  | { readonly kind: 'phase'; readonly phase: DialPhase }
  | { readonly kind: 'secured'; readonly peer: Peer }
  /** The login was accepted. `gap`: time since the last connection was lost; undefined for the first connection. */
  | { readonly kind: 'connected'; readonly gap: number | undefined }
  /** The connection failed, and the next dial follows after `retryIn`. `wasConnected`: it had been logged in. */
  | {
      readonly kind: 'lost'
      readonly failure: Failure
      readonly retryIn: number
      readonly wasConnected: boolean
    }
  /** It is time to dial, but events that came before the loss have not been taken yet. */
  | { readonly kind: 'draining' }
  | { readonly kind: 'ping' }
  | { readonly kind: 'pong'; readonly roundTrip: number }
  /** The machine slept for `ms`. */
  | { readonly kind: 'slept'; readonly ms: number }
  /**
   * `text`: a short excerpt, safe to show. `skippedEvents`: how many events the line contained, or may have contained,
   * that are not handed out. They are not acked, and count against the prefetch while this connection lasts.
   */
  | {
      readonly kind: 'protocol-warning'
      readonly warning: ProtocolWarning
      readonly text: string
      readonly skippedEvents: number
    }
