import { Failure } from '../base/failure.ts'
import { longName } from './flag-words.ts'
import type { OptionTable } from './option-table.ts'

/** Two options that cannot be typed together, unless the first has the value `unlessFirst`. */
export type Contradiction<Flags> = readonly [
  keyof Flags & string,
  keyof Flags & string,
  unlessFirst?: unknown,
]

/** @throws Failure `usage` if options that contradict each other were typed */
export function refuseContradictions<Flags extends object>(
  table: OptionTable,
  contradictions: readonly Contradiction<Flags>[],
  typed: Flags,
): void {
  for (const [one, other, fine] of contradictions) {
    const both = typed[one] !== undefined && typed[other] !== undefined
    if (!both || (fine !== undefined && typed[one] === fine)) continue
    const names = [one, other].map(key => longName(table[key]!.flags))
    throw new Failure('usage', `${names.join(' and ')} contradict each other; give one of them`)
  }
}
