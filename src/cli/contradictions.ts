import { Failure } from '../base/failure.ts'
import { say } from '../language/say.ts'
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
    const [first, second] = [one, other].map(key => longName(table[key]!.flags)) as [string, string]
    throw new Failure(
      'usage',
      say('{first} and {second} contradict each other; give one of them', { first, second }),
    )
  }
}

/** An option that does nothing without another. */
export type Dependence<Flags> = readonly [option: keyof Flags & string, needed: keyof Flags & string]

/** @throws Failure `usage` if an option was typed and the one that it needs is not given */
export function refuseOrphans<Flags extends object>(
  table: OptionTable,
  dependences: readonly Dependence<Flags>[],
  typed: Flags,
): void {
  for (const [option, needed] of dependences) {
    if (typed[option] === undefined || typed[needed] !== undefined) continue
    const [name, other] = [option, needed].map(key => longName(table[key]!.flags)) as [string, string]
    throw new Failure('usage', say('{name} does nothing without {other}; give both', { name, other }))
  }
}
