import { ParseError } from '../base/parse-error.ts'
import { writtenKey } from '../event/read-key.ts'
import { say } from '../language/say.ts'
import type { Condition } from './condition.ts'
import { Glob } from './glob.ts'

/** The most comparisons in an expression, and the most different keys in it: a long line is scanned for each. */
const mostConditions = 1000
const mostKeys = 20
/** How many comparisons of an expression can each search as much of a text as if it were alone. More of them share that. */
const fullSearches = 4

/**
 * Returns, by expression, the part of a full search that each of its conditions may take, 0 to 1. The time that all of
 * them together take is bounded by this, whatever the event.
 *
 * @throws ParseError if an expression has too many comparisons or keys
 */
export function searchShares(conditions: readonly Condition[]): Map<string, number> {
  const byExpression = new Map<string, Condition[]>()
  for (const condition of conditions) {
    const own = byExpression.get(condition.expression)
    if (own) own.push(condition)
    else byExpression.set(condition.expression, [condition])
  }
  const shares = new Map<string, number>()
  for (const [expression, own] of byExpression) {
    if (own.length > mostConditions)
      throw tooMany(expression, say('more than {n} comparisons', { n: mostConditions }))
    const keys = new Set(own.map(({ path }) => writtenKey(path)))
    if (keys.size > mostKeys) throw tooMany(expression, say('more than {n} different keys', { n: mostKeys }))
    shares.set(expression, Math.min(1, fullSearches / own.filter(searches).length))
  }
  return shares
}

function searches(condition: Condition): boolean {
  if (condition.kind === 'values') return condition.operand.some(value => value instanceof Glob)
  return condition.kind === 'regex'
}

function tooMany(expression: string, what: string): ParseError {
  const hint = say('any of several values is a list, a,b, which may be of any length')
  return new ParseError(expression, 0, expression.length, what, hint)
}
