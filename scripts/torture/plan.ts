import type { DialectName } from '../../src/wire/dialects.ts'
import type { ClientFaultName } from './client-faults.ts'
import type { EventShape } from './event-lines.ts'
import type { Heartbeat } from './fault-context.ts'
import type { Moment } from './moments.ts'
import type { OutputName } from './outputs.ts'
import type { SecondOutputName } from './second-outputs.ts'
import type { ServerFaultName } from './server-faults.ts'

/** All that one round does, chosen from its seed before it begins. */
export interface Plan {
  readonly seed: number
  readonly dialect: DialectName
  readonly events: EventShape
  readonly prefetch: number
  readonly output: OutputName
  /** What the tails have beside stdout; undefined for nothing. */
  readonly second: SecondOutputName | undefined
  readonly server: readonly ServerFaultName[]
  readonly client: readonly PlannedFault[]
  /** Milliseconds without a push or an ack after which the tail is restarted, as a user would do. */
  readonly idleTimeout: number
  readonly heartbeat: Heartbeat
  /** An option of the tail, or none. */
  readonly verbosity: string
  /** How the tail gets its secret. */
  readonly secretBy: 'flag' | 'environment' | 'file'
}

export interface PlannedFault {
  readonly kind: ClientFaultName
  readonly moment: Moment
}

export type Kind = ClientFaultName | ServerFaultName | OutputName | SecondOutputName
