import type { Bench } from './bench.ts'

/** Something that takes the same lines as fast as it can. */
export interface Contender {
  /** Returns why it cannot run here, such as `not installed`; undefined where it can. */
  prepare?(bench: Bench): Promise<string | undefined>
  run(bench: Bench): Promise<Run>
}

/** What one run measured. */
export interface Run {
  /** Events per second. */
  readonly rate: number
  /** How long the events took that were timed, in milliseconds. */
  readonly ms: number
  /** Shares of one core that the client and the broker used; undefined where that is not known. */
  readonly cpu?: number | undefined
  readonly brokerCpu?: number | undefined
  /** Peak RSS of the client in MB. */
  readonly peak?: number | undefined
}
