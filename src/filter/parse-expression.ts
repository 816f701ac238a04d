import { type Decimal, decimalForm, parseDecimal } from './decimal.ts'
import { afterSpaces } from './escape.ts'
import { Fault } from './fault.ts'
import { type OperatorOf, operators } from './operators.ts'
import { isJoin, readKey } from './read-key.ts'
import { readOperator } from './read-operator.ts'
import { joinHint, readValues } from './read-values.ts'
import type { Value } from './value-tests.ts'

/** A regular expression that nobody has compiled yet: `expression` from `from` to its end. */
export interface RegexSource {
  readonly expression: string
  readonly from: number
}

/** What one expression asks of the member at `path`. */
export type Condition = { readonly path: readonly string[] } & (
  | { readonly kind: 'values'; readonly operator: OperatorOf<'values'>; readonly operand: readonly Value[] }
  | { readonly kind: 'number'; readonly operator: OperatorOf<'number'>; readonly operand: Decimal }
  | { readonly kind: 'regex'; readonly operator: OperatorOf<'regex'>; readonly operand: RegexSource }
  | { readonly kind: 'nothing'; readonly operator: OperatorOf<'nothing'> }
)

/**
 * Reads `key`, `!key`, or key, operator and operand, with spaces around each or not. The operator is the one
 * that begins first, so `=` and `~` in an operand mean nothing. A regular expression is taken as it stands,
 * its last space included.
 *
 * @throws Fault
 */
export function parseExpression(expression: string): Condition {
  const start = afterSpaces(expression, 0)
  if (start === expression.length) {
    const hint = `write ${Object.values(operators)[0]!.example}, or any of the forms in --help`
    throw new Fault(expression, start, start, 'the expression is empty', hint)
  }
  if (expression[start] === operators.absent.symbol) return parseAbsent(expression, start)
  const { path, end } = readKey(expression, start)
  const at = afterSpaces(expression, end)
  if (at === expression.length) return { path, kind: 'nothing', operator: operators.present }
  return parseOperand(expression, at, path)
}

function parseAbsent(expression: string, start: number): Condition {
  const { path, end } = readKey(expression, afterSpaces(expression, start + 1))
  const at = afterSpaces(expression, end)
  if (at < expression.length) {
    const hint = isJoin(expression, at)
      ? joinHint
      : `did you mean ${expression.slice(start + 1, end).trim()}!=…`
    throw new Fault(expression, at, expression.length, 'nothing may follow !key', hint)
  }
  return { path, kind: 'nothing', operator: operators.absent }
}

function parseOperand(expression: string, at: number, path: readonly string[]): Condition {
  const { operator, end } = readOperator(expression, at)
  const from = afterSpaces(expression, end)
  switch (operator.kind) {
    case 'values':
      return { path, kind: 'values', operator, operand: readValues(expression, from) }
    case 'number':
      return { path, kind: 'number', operator, operand: readNumber(expression, from, operator.symbol) }
    case 'regex': {
      if (from === expression.length)
        throw new Fault(expression, from, from, `a regular expression must follow ${operator.symbol}`)
      return { path, kind: 'regex', operator, operand: { expression, from } }
    }
  }
}

function readNumber(expression: string, from: number, symbol: string): Decimal {
  const text = expression.slice(from).trimEnd()
  const number = parseDecimal(text)
  if (number) return number
  const hint = `numbers are written ${decimalForm}`
  throw new Fault(expression, from, from + text.length, `a number must follow ${symbol}`, hint)
}
