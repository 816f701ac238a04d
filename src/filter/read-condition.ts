import { afterSpaces, isSpace } from '../base/escape.ts'
import { ParseError } from '../base/parse-error.ts'
import { readKey } from '../event/read-key.ts'
import { choiceText } from '../language/list-text.ts'
import { say } from '../language/say.ts'
import type { Condition } from './condition.ts'
import { conditionKey } from './condition-key.ts'
import { type Decimal, parseDecimal } from './decimal.ts'
import { asciiNumber } from './full-width.ts'
import { foreignJoin, foreignJoinAt, hasJoinWords, joinAt } from './joins.ts'
import { operators } from './operators.ts'
import { strayParenthesis } from './parentheses.ts'
import { readOperator } from './read-operator.ts'
import { readValues } from './read-values.ts'
import { regexEnd } from './regex-end.ts'

interface ReadCondition {
  readonly condition: Condition
  readonly end: number
}

/**
 * Reads the condition at `at`: `key`, `!key`, or a key, an operator and an operand, each optionally surrounded by spaces.
 * The first operator counts, so that `=` and `~` have no meaning in an operand.
 *
 * @param signs the expression with its full-width signs as ASCII
 * @param isGrouped whether a closing parenthesis ends the condition
 * @throws ParseError
 */
export function readCondition(
  expression: string,
  signs: string,
  at: number,
  isGrouped: boolean,
): ReadCondition {
  const isAbsent = signs[at] === operators.absent.symbol
  const start = isAbsent ? afterSpaces(signs, at + 1) : at
  const { path, end } = readKey(signs, start, conditionKey(isGrouped))
  const after = afterSpaces(signs, end)
  if (after === signs.length || (signs[after] === ')' && isGrouped) || joinAt(signs, after)) {
    const operator = isAbsent ? operators.absent : operators.present
    return { condition: { expression, path, kind: 'nothing', operator }, end }
  }
  if (signs[after] === ')') throw strayParenthesis(expression, after)
  if (isAbsent) throw afterAbsent(expression, signs, start, after)
  return compared({ expression, signs, isGrouped, path }, after)
}

interface Compared {
  readonly expression: string
  readonly signs: string
  readonly isGrouped: boolean
  readonly path: readonly string[]
}

function compared({ expression, signs, isGrouped, path }: Compared, at: number): ReadCondition {
  const { operator, end: operatorEnd } = readOperator(signs, at)
  const from = afterSpaces(signs, operatorEnd)
  const { kind, symbol } = operator
  switch (kind) {
    case 'values': {
      const { values, end, doubtful } = readValues(expression, signs, from, isGrouped)
      return { condition: { expression, path, kind, operator, operand: values, doubtful }, end }
    }
    case 'number': {
      const { number, end } = readNumber(expression, signs, from, symbol)
      return { condition: { expression, path, kind, operator, operand: number }, end }
    }
    case 'regex': {
      const to = regexEnd(expression, signs, from, isGrouped)
      if (from === to)
        throw new ParseError(
          expression,
          from,
          from,
          say('a regular expression must follow {symbol}', { symbol }),
        )
      const doubtful = hasJoinWords(expression.slice(from, to)) ? { from, to } : undefined
      const operand = { expression, from, to }
      return { condition: { expression, path, kind, operator, operand, doubtful }, end: to }
    }
  }
}

/** Reads a number, which ends before a closing parenthesis, and before what joins the next condition. */
function readNumber(
  expression: string,
  signs: string,
  from: number,
  symbol: string,
): { number: Decimal; end: number } {
  let to = from
  while (to < signs.length && signs[to] !== ')') {
    if (isSpace(signs[to - 1]) && joinAt(signs, to)) break
    const foreign = foreignJoinAt(signs, to)
    if (foreign > 0) throw foreignJoin(expression, signs, to, to + foreign)
    to++
  }
  const text = expression.slice(from, to).trimEnd()
  const end = from + text.length
  const number = parseDecimal(asciiNumber(text))
  if (number) return { number, end }
  const hint = say('numbers are written {form}', { form: choiceText(['30', '-10.5', '1.5e9']) })
  throw new ParseError(expression, from, end, say('a number must follow {symbol}', { symbol }), hint)
}

/** The error for `!key` with something after it. */
function afterAbsent(expression: string, signs: string, start: number, after: number): ParseError {
  const foreign = foreignJoinAt(signs, after)
  if (foreign > 0) return foreignJoin(expression, signs, after, after + foreign)
  const hint = say('did you mean {near}', { near: `${signs.slice(start, after).trim()}!=…` })
  return new ParseError(expression, after, expression.length, say('nothing may follow !key'), hint)
}
