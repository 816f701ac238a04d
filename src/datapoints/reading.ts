import type { Field, Raw, Value } from './attribute.ts'
import type { Flag } from './protocol.ts'

/** The value of one attribute in a payload. */
export interface Reading {
  readonly field: Field
  /** Null if the payload ends before it. */
  readonly raw: Raw | null
  readonly value: Value | null
  readonly flags: readonly Flag[]
}
