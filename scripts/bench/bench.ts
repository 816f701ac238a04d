import type { Certificate } from '../../src/simulator/certificate.ts'
import type { DialectName } from '../../src/wire/dialects.ts'
import type { Broker } from './broker.ts'
import type { Load } from './load.ts'

/** What every measurement is given. */
export interface Bench {
  /** A folder for temporary files, removed at the end. */
  readonly folder: string
  readonly broker: Broker
  readonly certificate: Certificate
  /** A PEM file with the CA to trust. */
  readonly caFile: string
  /** The definition of the product whose devices report the load `raw`. */
  readonly definitionFile: string
  /** How often everything is run. */
  readonly rounds: number
  /** How many events a run times, where nothing else is said. */
  readonly events: number
  /** The small events that are pushed, by dialect. */
  readonly loads: Readonly<Record<DialectName, Load>>
  /** JavaScript files: the program that is measured, and our own children. */
  readonly programs: Readonly<Record<'tail' | 'bareClient' | 'latencyReader' | 'parsingReader', string>>
  /** Shares of the machine, 0 to 1, that others used at several times. */
  readonly busy: number[]
  /** Shows what is being measured, in place of what was shown before; nothing outside of a terminal. */
  readonly progress: (text: string) => void
  /** Prints a remark, and keeps it in the results. */
  readonly note: (text: string) => void
}
