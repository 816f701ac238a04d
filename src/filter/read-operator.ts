import { closest } from '../base/closest.ts'
import { ParseError } from '../base/parse-error.ts'
import { clauses } from '../language/list-text.ts'
import { say } from '../language/say.ts'
import { foreignJoin, isForeignJoin } from './joins.ts'
import { type Operator, operators } from './operators.ts'

/** The operators between a key and an operand. */
export type InfixOperator = Exclude<Operator, { kind: 'nothing' }>

const infix: readonly InfixOperator[] = Object.values<Operator>(operators).filter(
  (operator): operator is InfixOperator => operator.kind !== 'nothing',
)
const bySymbol = new Map(infix.map(operator => [operator.symbol, operator]))
const symbols = [...bySymbol.keys()]

/** Operators of other languages, and what they mean. */
const foreign: Readonly<Record<string, string>> = {
  '==': '=',
  '===': '=',
  ':': '=',
  ':=': '=',
  is: '=',
  in: '=',
  eq: '=',
  '!': '!=',
  '!==': '!=',
  '=!': '!=',
  '<>': '!=',
  ne: '!=',
  '=>': '>=',
  '=<': '<=',
  '~': '=~',
  '~=': '=~',
  '!=~': '!~',
  '=!~': '!~',
}

/** Signs of a Chinese keyboard that are accepted as operators. */
const sameAs: Readonly<Record<string, string>> = { '≥': '>=', '≤': '<=', '≠': '!=' }

const operatorSigns = /[=!<>~≥≤≠]+/y
/** Anything else that may be meant as an operator. */
const otherSigns = /[:=]+|&+|\|+|[^\s=!<>~&|:≥≤≠]+|\S/y

/**
 * Reads the operator at `at`. Adjacent signs are one operator: `==` is an error, rather than `=` with a value that begins
 * with `=`. Only a regular expression may begin with such a sign.
 *
 * @throws ParseError
 */
export function readOperator(expression: string, at: number): { operator: InfixOperator; end: number } {
  operatorSigns.lastIndex = at
  const signs = operatorSigns.exec(expression)?.[0]
  if (signs === undefined) throw noOperator(expression, at)
  const same = bySymbol.get(sameAs[signs] ?? '')
  if (same) return { operator: same, end: at + signs.length }
  const longest = bySymbol.get(signs.slice(0, 2)) ?? bySymbol.get(signs.slice(0, 1))
  if (longest && (longest.symbol === signs || longest.kind === 'regex'))
    return { operator: longest, end: at + longest.symbol.length }
  const hints = [suggestion(signs)]
  if (longest?.kind === 'values') {
    const rest = signs.slice(longest.symbol.length)
    hints.push(
      say('a value that begins with {sign} is written in quotes, {example}', {
        sign: rest,
        example: `${longest.symbol}"${rest}…"`,
      }),
    )
  }
  const what = say('{signs} is not an operator', { signs })
  throw new ParseError(expression, at, at + signs.length, what, clauses(hints))
}

function noOperator(expression: string, at: number): ParseError {
  otherSigns.lastIndex = at
  const signs = otherSigns.exec(expression)?.[0] ?? ''
  const end = at + signs.length
  if (isForeignJoin(signs)) return foreignJoin(expression, expression, at, end)
  const hint = clauses([
    suggestion(signs),
    say('a space or colon that belongs to the key needs a \\ before it'),
  ])
  return new ParseError(expression, at, end, say('an operator must follow the key'), hint)
}

function suggestion(signs: string): string {
  const meant = Object.hasOwn(foreign, signs) ? foreign[signs] : closest(signs, symbols)
  return meant === undefined
    ? say('one of {symbols}', { symbols: symbols.join(' ') })
    : say('did you mean {near}', { near: meant })
}
