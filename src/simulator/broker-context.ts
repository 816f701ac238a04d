import type { Clock } from '../base/clock.ts'
import type { ServerDialect } from '../wire/dialect.ts'
import type { Exchange } from './exchange.ts'
import type { Feed } from './feed.ts'
import type { Ledger } from './ledger.ts'

/** What the connections of one broker share. */
export interface BrokerContext {
  readonly clock: Clock
  readonly dialect: ServerDialect
  readonly exchange: Exchange
  readonly feed: Feed
  readonly ledger: Ledger | undefined
  /** What a login must have; an absent member accepts anything. */
  readonly credentials: { readonly id?: string; readonly secret?: string }
  readonly counts: Counts
  /** Logs one line of safe text. */
  log(text: string): void
}

/** Numbers since the broker was started. */
export interface Counts {
  connections: number
  /** Connections that are closed, or that the broker has stopped serving. */
  closed: number
  logins: number
  refusals: number
  pushes: number
  acks: number
  violations: number
}
