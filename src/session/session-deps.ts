import type { Clock } from '../base/clock.ts'
import type { Dial } from '../transport/connection.ts'
import type { Sent, SessionDialect } from '../wire/dialect.ts'
import type { Policy } from './policy.ts'
import type { Status } from './status.ts'

export interface SessionConfig {
  readonly dialect: SessionDialect
  /** What logs in, sent as it is on every connection. */
  readonly login: Sent
  readonly policy: Policy
  /** Bytes above which a line is skipped. */
  readonly maxLine: number
}

/** What a session is given to run with. */
export interface SessionDeps {
  readonly dial: Dial
  readonly clock: Clock
  /** Calls what it is given once this turn of the event loop has read what there is to be read. */
  readonly defer: (run: () => void) => void
  /** A number in [0, 1). */
  readonly random: () => number
  /** Hears what happens to the session. */
  readonly report: (status: Status) => void
  /** Sees every line: sent, with the secret masked, and received, as the server wrote it; of a long one its beginning. */
  readonly trace?: ((direction: 'sent' | 'received', line: string) => void) | undefined
}
