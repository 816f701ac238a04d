import { typeOfShortName } from '../event/event-types.ts'
import { type Condition, parseExpression } from './parse-expression.ts'
import type { Value } from './value-tests.ts'

/**
 * Parses all expressions into conditions. Conditions that join by *or* become one, at the position of the first.
 *
 * @throws ParseError
 */
export function readConditions(expressions: readonly string[]): Condition[] {
  const conditions = new Map<string | Condition, Condition>()
  const lists = new Map<Condition, Value[]>()
  for (const condition of expressions.map(parseExpression).map(withWholeTypes)) {
    const joins = condition.kind === 'values' && condition.operator.join === 'or'
    const key = joins ? JSON.stringify([condition.operator.symbol, condition.path]) : condition
    const before = conditions.get(key)
    if (joins && before) {
      for (const value of condition.operand) lists.get(before)!.push(value)
    } else if (joins) {
      const operand = [...condition.operand]
      const list = { ...condition, operand }
      conditions.set(key, list)
      lists.set(list, operand)
    } else conditions.set(key, condition)
  }
  return [...conditions.values()]
}

/** Adds the type that a short name, such as `alert`, stands for. */
function withWholeTypes(condition: Condition): Condition {
  if (!isOfType(condition)) return condition
  const operand = condition.operand.flatMap(value => {
    const type = typeof value === 'string' ? typeOfShortName(value) : undefined
    return type === undefined ? [value] : [value, type]
  })
  return { ...condition, operand }
}

/** Whether a condition compares `event_type` with values. */
export function isOfType(condition: Condition): condition is Condition & { kind: 'values' } {
  return condition.kind === 'values' && condition.path.length === 1 && condition.path[0] === 'event_type'
}
