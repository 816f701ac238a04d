/** Why a run cannot go on. `cli/exit-code.ts` alone maps these to exit codes. */
export type FailureCode =
  /** Wrong command line, configuration or filter. */
  | 'usage'
  /** The server refused the login. */
  | 'refused'
  /** There is no connection, and no more retries. */
  | 'unreachable'
  /** A proxy refuses the user and password, or the server. */
  | 'denied'
  /** The server's certificate, or what it speaks instead of TLS, is not acceptable. */
  | 'untrusted'
  /** A recording is damaged, or cannot be read on. */
  | 'input'
  /** The output can no longer take events. */
  | 'output'
  /** No event was shown within the time that the user set. */
  | 'timeout'
  /** The user pressed Ctrl-C at a prompt. */
  | 'interrupted'

/**
 * An error that the user can act on. The message says what was tried, on what, what was found and what is required. Any
 * other error that reaches the top is a bug and keeps its stack.
 */
export class Failure extends Error {
  override readonly name = 'Failure'
  readonly code: FailureCode
  /** One more line for the user: what to try. */
  readonly hint: string | undefined
  /** More lines for the user, in order, such as what was found. */
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
