import type { ClientFaultName } from './client-faults.ts'
import type { Plan } from './plan.ts'
import type { RunRecord } from './run-record.ts'
import type { WatchedLedger } from './watched-ledger.ts'

/** How a round went. */
export interface RoundRecord {
  readonly plan: Plan
  readonly runs: readonly RunRecord[]
  readonly ledger: WatchedLedger
  /** What is broken; nothing, as it should be. */
  readonly violations: readonly string[]
  /** Client faults that struck. */
  readonly struck: readonly ClientFaultName[]
  /** What shows how well faults hit. */
  readonly notes: readonly string[]
  readonly brokerLog: readonly string[]
  readonly connections: number
}
