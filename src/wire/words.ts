/**
 * The words of a dialect whose messages are JSON objects with a `cmd`, one per line. The parts of this folder that
 * such dialects share (`JsonLineDecoder`, `AckWriter`, `RequestReader`, `jsonReplies`) are made from them.
 */
export interface Words {
  /** Values of `cmd` that a client sends. */
  readonly loginRequest: string
  readonly ping: string
  readonly ack: string
  /** Values of `cmd` that a server sends. */
  readonly loginReply: string
  readonly pong: string
  readonly push: string
  readonly invalid: string
  /** Values of `cmd` of replies to requests that this client never sends. */
  readonly otherReplies?: readonly string[]
  /** A member that a push may carry beside `delivery_id`, and that its ack must then repeat. */
  readonly messageId?: string
}
