import type { Condition } from '../../src/filter/condition.ts'
import { type Expression, isCondition } from '../../src/filter/expression.ts'

/**
 * Returns whether an expression matches an event that `JSON.parse` has read, as the help describes it; undefined where
 * that depends on digits beyond a double, or on a pattern.
 */
export function expectedMatch(expression: Expression, event: unknown): boolean | undefined {
  if (isCondition(expression)) return conditionMatches(expression, event)
  if (expression.kind === 'not') return opposite(expectedMatch(expression.term, event))
  const results = expression.terms.map(term => expectedMatch(term, event))
  const decisive = expression.kind === 'or'
  if (results.includes(decisive)) return decisive
  return results.includes(undefined) ? undefined : !decisive
}

function opposite(result: boolean | undefined): boolean | undefined {
  return result === undefined ? undefined : !result
}

function conditionMatches(condition: Condition, event: unknown): boolean | undefined {
  const value = memberAt(event, condition.path)
  switch (condition.operator.symbol) {
    case '':
      return value !== undefined
    case '!':
      return value === undefined
    case '=':
      return isOneOf(value, valuesOf(condition))
    case '!=':
      return opposite(isOneOf(value, valuesOf(condition)))
    case '=~':
      return value === undefined ? false : undefined
    case '!~':
      return value === undefined ? true : undefined
    default:
      return compares(value, condition)
  }
}

function memberAt(event: unknown, path: readonly string[]): unknown {
  let here = event
  for (const name of path) {
    if (typeof here !== 'object' || here === null) return undefined
    if (Array.isArray(here) && /[^0-9]/.test(name)) return undefined
    const index = Array.isArray(here) ? String(Number(name)) : name
    here = Object.getOwnPropertyDescriptor(here, index)?.value
  }
  return here
}

function valuesOf(condition: Condition): readonly unknown[] {
  return condition.kind === 'values' ? condition.operand : []
}

function isOneOf(value: unknown, operands: readonly unknown[]): boolean | undefined {
  if (value === undefined) return false
  // Wildcards have tests of their own.
  if (operands.some(one => typeof one !== 'string')) return undefined
  if (typeof value === 'number') {
    if (Math.abs(value) >= 2 ** 53) return undefined
    return operands.some(one => numberOf(one as string) === value)
  }
  if (typeof value === 'object' && value !== null) return undefined
  return operands.includes(String(value))
}

function compares(value: unknown, condition: Condition): boolean | undefined {
  if (condition.kind !== 'number') return undefined
  const number = typeof value === 'string' && value.length <= 100 ? numberOf(value) : value
  if (typeof number !== 'number') return false
  if (Math.abs(number) >= 2 ** 53) return undefined
  const bound = Number(condition.operand.text)
  const { symbol } = condition.operator
  return (symbol.includes('=') && number === bound) || (symbol[0] === '<' ? number < bound : number > bound)
}

/** Returns the number that all of a text is; undefined where it is none. */
function numberOf(text: string): number | undefined {
  if (text === '' || /[^0-9.eE+-]/.test(text)) return undefined
  const number = Number(text)
  return Number.isNaN(number) ? undefined : number
}
