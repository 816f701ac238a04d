import { afterSpaces } from '../base/escape.ts'
import { ParseError } from '../base/parse-error.ts'
import { readKey } from '../event/read-key.ts'
import { conditionKey } from './condition-key.ts'
import { type Decimal, decimalForm, parseDecimal } from './decimal.ts'
import { asciiNumber, asciiSigns } from './full-width.ts'
import { isComparisonAt, isJoinWord, joinAt, joinHint, refuseJoins } from './joins.ts'
import { type OperatorOf, operators } from './operators.ts'
import { readOperator } from './read-operator.ts'
import { readValues } from './read-values.ts'
import type { Value } from './value-tests.ts'

/** A regular expression that is not compiled yet: `expression` from `from` to its end. */
export interface RegexSource {
  readonly expression: string
  readonly from: number
}

/** What an expression requires of the member at `path`. */
export type Condition = { readonly expression: string; readonly path: readonly string[] } & (
  | { readonly kind: 'values'; readonly operator: OperatorOf<'values'>; readonly operand: readonly Value[] }
  | { readonly kind: 'number'; readonly operator: OperatorOf<'number'>; readonly operand: Decimal }
  | { readonly kind: 'regex'; readonly operator: OperatorOf<'regex'>; readonly operand: RegexSource }
  | { readonly kind: 'nothing'; readonly operator: OperatorOf<'nothing'> }
)

/**
 * Parses `key`, `!key`, or a key, an operator and an operand, each optionally surrounded by spaces. The first operator
 * counts, so that `=` and `~` have no meaning in an operand. A regular expression extends to the end, including spaces.
 * Before the operand, full-width signs of a Chinese keyboard are read as ASCII.
 *
 * @throws ParseError
 */
export function parseExpression(expression: string): Condition {
  const signs = asciiSigns(expression)
  try {
    return new Parser(expression, signs).read()
  } catch (error) {
    // The error is shown in what the user typed, at the same position.
    if (!(error instanceof ParseError) || error.expression === expression) throw error
    throw new ParseError(expression, error.from, error.to, error.message, error.hint)
  }
}

class Parser {
  private readonly expression: string
  /** The expression with its full-width signs as ASCII, at the same positions. */
  private readonly signs: string

  constructor(expression: string, signs: string) {
    this.expression = expression
    this.signs = signs
  }

  read(): Condition {
    const { expression, signs } = this
    const start = afterSpaces(signs, 0)
    if (start === signs.length) {
      const hint = `write ${Object.values(operators)[0]!.example}, or any of the forms in --help`
      throw new ParseError(expression, start, start, 'the expression is empty', hint)
    }
    this.refuseNot(start)
    if (signs[start] === operators.absent.symbol) return this.absent(start)
    const { path, end } = readKey(signs, start, conditionKey)
    const at = afterSpaces(signs, end)
    if (at === signs.length) return { expression, path, kind: 'nothing', operator: operators.present }
    return this.compared(at, path)
  }

  private absent(start: number): Condition {
    const { expression, signs } = this
    const { path, end } = readKey(signs, afterSpaces(signs, start + 1), conditionKey)
    const at = afterSpaces(signs, end)
    if (at === signs.length) return { expression, path, kind: 'nothing', operator: operators.absent }
    const isJoined = joinAt(signs, at) > 0 || isJoinWord(/^\S+/.exec(signs.slice(at))![0])
    const hint = isJoined ? joinHint : `did you mean ${signs.slice(start + 1, end).trim()}!=…`
    throw new ParseError(expression, at, expression.length, 'nothing may follow !key', hint)
  }

  private compared(at: number, path: readonly string[]): Condition {
    const { expression, signs } = this
    const { operator, end } = readOperator(signs, at)
    const from = afterSpaces(signs, end)
    switch (operator.kind) {
      case 'values':
        return { expression, path, kind: 'values', operator, operand: readValues(expression, from) }
      case 'number':
        return { expression, path, kind: 'number', operator, operand: this.number(from, operator.symbol) }
      case 'regex': {
        if (from === expression.length)
          throw new ParseError(expression, from, from, `a regular expression must follow ${operator.symbol}`)
        refuseJoins(expression, signs, from, '; a space that belongs to the expression is written [ ]')
        return { expression, path, kind: 'regex', operator, operand: { expression, from } }
      }
    }
  }

  private number(from: number, symbol: string): Decimal {
    const { expression, signs } = this
    const text = expression.slice(from).trimEnd()
    const number = parseDecimal(asciiNumber(text))
    if (number) return number
    refuseJoins(expression, signs, from, '')
    const hint = `numbers are written ${decimalForm}`
    throw new ParseError(expression, from, from + text.length, `a number must follow ${symbol}`, hint)
  }

  /** Rejects `not did=a`. */
  private refuseNot(start: number): void {
    const not = /^not\s+/i.exec(this.signs.slice(start))?.[0]
    if (not === undefined || !isComparisonAt(this.signs, start + not.length)) return
    const hint = 'write !=, !~ or !key'
    const end = start + not.trimEnd().length
    throw new ParseError(this.expression, start, end, `${not.trim()} does not negate a condition here`, hint)
  }
}
