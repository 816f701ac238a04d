import type { ServerDialect } from '../../src/wire/dialect.ts'
import { type DialectName, dialects } from '../../src/wire/dialects.ts'

/** How broker and tail speak a dialect in a round. */
export interface Spoken {
  /** Has a queue for the events that are published before the first login. */
  readonly server: ServerDialect
  /** Returns the arguments that log a run in, but for its secret. */
  login(run: number): readonly string[]
  /** The variable of the secret. */
  readonly secretVariable: string
  /** Returns the content of a secret file. */
  secretFile(secret: string): string
  /** Finds the run in what the broker logs of a login. */
  readonly loggedIn: RegExp
}

const { noti1, snoti2 } = dialects

/** The product of the events in SNoti 2.x. */
export const productKey = 'torture'
const subkey = 'q'

export const spoken: Readonly<Record<DialectName, Spoken>> = {
  noti1: {
    server: noti1.server,
    login: run => ['--id', `run-${run}`],
    secretVariable: 'GIZWITS_ENTERPRISE_SECRET',
    secretFile: secret => secret,
    loggedIn: /^client (\d+): logged in as run-(\d+),/,
  },
  snoti2: {
    server: {
      ...snoti2.server,
      queues: [{ key: `${productKey}/${subkey}`, productKey, eventTypes: undefined }],
    },
    login: run => ['--product', `${productKey}:run-${run}:${subkey}`],
    secretVariable: 'GIZWITS_AUTH_SECRET',
    secretFile: secret => `${productKey} ${secret}\n`,
    loggedIn: /^client (\d+): logged in as torture:run-(\d+),/,
  },
}
