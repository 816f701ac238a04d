import type { NumberSetting } from '../base/number-setting.ts'
import type { Message, SkippedLine } from './message.ts'
import type { Push } from './push.ts'
import type { QueueRequest, Request } from './request.ts'
import type { Words } from './words.ts'

/** One of the vendor's services: what it takes to recognise its servers, even for a client of another dialect. */
export interface Service {
  /** Its name in messages: `message proxy 1.0`. */
  readonly title: string
  /** The public server. */
  readonly endpoint: { readonly host: string; readonly port: number }
  /** What logs in on the command line, for messages. */
  readonly loginTakes: string
  /** Whether `line`, received instead of a login reply, shows that the server belongs to this service. */
  recognises(line: SkippedLine): boolean
}

/** What a session needs of a dialect. */
export interface SessionDialect extends Service {
  readonly ping: Sent
  /** Reads what the server sends. It keeps no state between calls, so that all connections can share it. */
  readonly decoder: Decoder
  /** Returns the acks of these events, in order. Each of them must have a `delivery_id`. */
  acks(pushes: readonly Push[]): Buffer
  readonly loginHints: LoginHints
  /** What to do about an `invalid` message. `code`: its `error_code`, if that is a number. */
  invalid(code: number | undefined): InvalidMeaning
}

/**
 * One protocol between client and server, both halves of it. A dialect is a folder here and an entry in `dialects.ts`.
 *
 * `Login` is what a client logs in with: credentials, and what it subscribes to.
 */
export interface Dialect<Login = never> extends SessionDialect {
  readonly name: string
  /** How many un-acked events a client may ask for, and how many it gets by default. */
  readonly prefetch: Required<Pick<NumberSetting, 'whole' | 'min' | 'max' | 'default'>>
  /**
   * Returns the bytes that log in.
   *
   * @throws Failure `usage` if `login` lacks what the dialect needs
   */
  login(login: Login, prefetch: number): Sent
  /** Members of events whose values are secret. They are masked everywhere, whichever dialect is in use. */
  readonly secretMembers: readonly string[]
  readonly server: ServerDialect
}

/** What a client sends: whole lines, each with its `\n`. */
export interface Sent {
  readonly bytes: Buffer
  /** What a trace may show instead of `bytes`: the same lines with secrets masked. */
  readonly shown: Buffer
}

/** Turns lines from a server into messages. Never throws: a line that cannot be read is a message of kind `malformed`. */
export interface Decoder {
  /** Reads the line `bytes[start, end)`. */
  read(bytes: Buffer, start: number, end: number): Message
  /** Reads the lines of `bytes[start, end)`, each ended by its `\n`, in order. */
  readAll(bytes: Buffer, start: number, end: number): Message[]
}

/** What to check after a failed login, for a user of the command line. */
export interface LoginHints {
  readonly refused: string
  /** The server did not reply, or closed the connection instead. */
  readonly unanswered: string
}

/**
 * - `note`: the message is reported, and the session goes on.
 * - `reconnect`: the server failed, or does not consider this connection logged in. A new connection is needed.
 * - `refused`: the login is refused.
 */
export type InvalidMeaning = 'note' | 'reconnect' | 'refused'

/** The server's half of a dialect. */
export interface ServerDialect {
  readonly words: Words
  /** Reads the line `bytes[start, end)` that a client sent. Never throws. */
  readRequest(bytes: Buffer, start: number, end: number): Request
  readonly replies: Replies
  /** The documented values of `event_type`. */
  readonly eventTypes: readonly string[]
  /** Queues that collect events before a client has asked for them. */
  readonly queues: readonly QueueRequest[]
  /** The `msg` of a login refused for its credentials. */
  readonly wrongCredentials: string
}

/** Lines that a server sends beside events, as text, each ended by `\n`. */
export interface Replies {
  readonly pong: string
  login(accepted: boolean, msg: string): string
  invalid(reason: InvalidReason, msg: string): string
}

/** Why a server rejects a request; some dialects send a code for it. */
export type InvalidReason = 'not-understood' | 'not-logged-in' | 'logged-in-already'
