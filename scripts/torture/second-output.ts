import type { Random } from '../../src/simulator/random.ts'

/** What an output has, of all runs so far. */
export interface Collected {
  /** Whole lines, as latin1, in their order. */
  readonly lines: readonly string[]
  /** What follows the last whole line of a file. */
  readonly rests: readonly string[]
}

/** Where the tails of a round write events beside stdout. */
export interface SecondOutput {
  /** The options of each tail. */
  readonly args: readonly string[]
  /** What a tail writes to stderr when it ends because of this output. */
  readonly refusal: RegExp
  /** Called when a tail is started. Returns what to call when it has ended. */
  attend?(): () => void
  /** Returns what it has. To be called when no tail runs. */
  collect(): Promise<Collected>
  /** Says what has happened to it, to show how effective the faults were. */
  notes(): readonly string[]
  close(): Promise<void>
}

export interface SecondOutputContext {
  /** A new folder. */
  readonly folder: string
  readonly random: Random
}
