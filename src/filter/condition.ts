import type { MemberPath } from '../event/member-tokens.ts'
import type { Decimal } from './decimal.ts'
import type { OperatorOf } from './operators.ts'
import type { Value } from './value-tests.ts'

/** A regular expression that is not compiled yet: `expression.slice(from, to)`. */
export interface RegexSource {
  readonly expression: string
  readonly from: number
  readonly to: number
}

/** One comparison: what an expression requires of the member at `path`. */
export type Condition = {
  readonly expression: string
  readonly path: MemberPath
  /** The position of a value or regular expression with `and` or `or` in it that may have been meant to join. */
  readonly doubtful?: Span | undefined
} & (
  | { readonly kind: 'values'; readonly operator: OperatorOf<'values'>; readonly operand: readonly Value[] }
  | { readonly kind: 'number'; readonly operator: OperatorOf<'number'>; readonly operand: Decimal }
  | { readonly kind: 'regex'; readonly operator: OperatorOf<'regex'>; readonly operand: RegexSource }
  | { readonly kind: 'nothing'; readonly operator: OperatorOf<'nothing'> }
)

/** A part of an expression. */
export interface Span {
  readonly from: number
  readonly to: number
}
