import type { ClientFaultName } from './client-faults.ts'
import type { Plan } from './plan.ts'
import type { RunRecord } from './run-record.ts'
import type { WatchedLedger } from './watched-ledger.ts'

/** What happened in a round. */
export interface RoundRecord {
  readonly plan: Plan
  readonly runs: readonly RunRecord[]
  readonly ledger: WatchedLedger
  /** Broken promises. */
  readonly violations: readonly string[]
  /** Client faults that were injected. */
  readonly injected: readonly ClientFaultName[]
  /** What shows how effective the faults were. */
  readonly notes: readonly string[]
  /** The last lines of the broker's log. */
  readonly brokerLog: readonly string[]
  readonly connections: number
}
