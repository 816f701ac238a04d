/** What one line from a client means. */
export type Request =
  | AckRequest
  | { readonly kind: 'ping' }
  | LoginRequest
  | SubscribeRequest
  | UnsubscribeRequest
  /** Has no effect but this line in reply. */
  | { readonly kind: 'reply'; readonly line: string }
  /** A login with members missing or of the wrong type; to be refused with `reason`. */
  | { readonly kind: 'bad-login'; readonly reason: string }
  | { readonly kind: 'blank' }
  /** To be answered with `invalid`. The reason is safe to show and holds no part of the line but its cmd. */
  | { readonly kind: 'invalid'; readonly reason: string }

export interface AckRequest {
  readonly kind: 'ack'
  /** The raw `delivery_id`, its bytes as latin1. */
  readonly token: string
}

export interface LoginRequest {
  readonly kind: 'login'
  /** Who logs in, for a log. Not a secret, but not safe to show without escaping. */
  readonly who: string
  /** All of them must be right. */
  readonly credentials: readonly Credentials[]
  /** The queues that the client reads after the login. */
  readonly queues: readonly QueueRequest[]
  readonly prefetch: number
  /** Whether the login has no `prefetch_count`, so that `prefetch` is the default. */
  readonly prefetchMissing: boolean
}

/** Asks, after the login, for more queues, or for other events in queues that the client reads already. */
export interface SubscribeRequest extends Pick<LoginRequest, 'credentials' | 'queues'> {
  readonly kind: 'subscribe'
  readonly reply: SubscriptionReply
}

export interface UnsubscribeRequest {
  readonly kind: 'unsubscribe'
  /** The queues that the client no longer reads. */
  readonly keys: readonly string[]
  readonly reply: SubscriptionReply
}

/** Returns the line that answers a request, which may repeat parts of it. */
export type SubscriptionReply = (accepted: boolean, msg: string) => string

export interface Credentials {
  readonly id: string
  readonly secret: string
}

/** A queue of events. Clients with the same `key` share it, each event going to one of them. */
export interface QueueRequest {
  readonly key: string
  /** The product whose events it gets; undefined for those of all products. */
  readonly productKey: string | undefined
  /** The values of `event_type` that it gets; undefined for all. */
  readonly eventTypes: ReadonlySet<string> | undefined
}
