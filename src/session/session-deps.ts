import type { Clock } from '../base/clock.ts'
import type { Dial } from '../transport/connection.ts'
import type { Sent, SessionDialect } from '../wire/dialect.ts'
import type { Policy } from './policy.ts'
import type { Status } from './status.ts'

export interface SessionConfig {
  readonly dialect: SessionDialect
  /** The login, sent on every connection. */
  readonly login: Sent
  readonly policy: Policy
  /** Longer lines, in bytes, are skipped. */
  readonly maxLine: number
}

/** What a session needs from outside. */
export interface SessionDeps {
  readonly dial: Dial
  readonly clock: Clock
  /** Calls its argument once this turn of the event loop has read what there is to read. */
  readonly defer: (run: () => void) => void
  /** A number in [0, 1). */
  readonly random: () => number
  /** Called with what happens to the session. */
  readonly report: (status: Status) => void
  /** Called with every line: sent, with secrets masked, or received, as the server wrote it. A long line is cut. */
  readonly trace?: ((direction: 'sent' | 'received', line: string) => void) | undefined
}
