/** Why a run cannot go on. Exit codes are given to these in `cli/exit-code.ts`, nowhere else. */
export type FailureCode =
  /** Wrong command line, configuration or filter. */
  | 'usage'
  /** The server refused the login. */
  | 'refused'
  /** No connection, and retrying is over. */
  | 'unreachable'
  /** The server's certificate, or what it speaks instead of TLS, is not acceptable. */
  | 'untrusted'
  /** The output cannot take events any more. */
  | 'output'
  /** No shown event for as long as the user was willing to wait. */
  | 'timeout'
  /** The user broke off a question with Ctrl-C. */
  | 'interrupted'

/**
 * An error that a user can act on: the message says what was tried, on what, what is, and what must be.
 * Any other error that reaches the top is a bug and keeps its stack.
 */
export class Failure extends Error {
  override readonly name = 'Failure'
  readonly code: FailureCode
  /** One more line for the user: what to try. */
  readonly hint: string | undefined
  /** More lines for the user, in order: what was found. */
  readonly details: readonly string[]

  constructor(code: FailureCode, message: string, more: FailureOptions = {}) {
    super(message, more.cause === undefined ? undefined : { cause: more.cause })
    this.code = code
    this.hint = more.hint
    this.details = more.details ?? []
  }
}

interface FailureOptions {
  readonly hint?: string | undefined
  readonly details?: readonly string[] | undefined
  readonly cause?: unknown
}
