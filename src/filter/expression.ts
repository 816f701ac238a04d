import { typeOfShortName } from '../event/event-types.ts'
import type { Condition, Span } from './condition.ts'
import type { Join } from './joins.ts'
import { operators } from './operators.ts'
import type { Value } from './value-tests.ts'

/** What an expression requires of an event. */
export type Expression = Condition | Not | Junction

export interface Not {
  readonly kind: 'not'
  readonly term: Expression
}

/** All of the terms must hold, or any of them. Several filters make one of any number of terms. */
export interface Junction {
  readonly kind: Join
  readonly terms: readonly Expression[]
  /** The word between the first two terms; undefined between filters. */
  readonly word?: Span | undefined
}

export function isCondition(expression: Expression): expression is Condition {
  return 'path' in expression
}

/** Returns all conditions, from left to right. */
export function conditionsOf(expression: Expression): Condition[] {
  if (isCondition(expression)) return [expression]
  return expression.kind === 'not' ? conditionsOf(expression.term) : expression.terms.flatMap(conditionsOf)
}

/**
 * Returns an equivalent expression in which `not` stands only before comparisons with numbers, no term of a junction is a
 * junction of the same kind, and the values that a key may be equal to are one list. Types have their short names beside
 * their whole ones.
 */
export function normalForm(expression: Expression, isNegated = false): Expression {
  if (isCondition(expression))
    return isNegated ? opposite(withWholeTypes(expression)) : withWholeTypes(expression)
  if (expression.kind === 'not') return normalForm(expression.term, !isNegated)
  const kind = isNegated ? { and: 'or' as const, or: 'and' as const }[expression.kind] : expression.kind
  const terms = expression.terms
    .map(term => normalForm(term, isNegated))
    .flatMap(term => (term.kind === kind ? term.terms : [term]))
  const joined = kind === 'or' ? joinLists(terms) : terms
  return joined.length === 1 ? joined[0]! : { kind, terms: joined }
}

/** Joins conditions with the same key and `=` into one, at the position of the first, which any of their values meets. */
export function joinLists(terms: readonly Expression[]): Expression[] {
  const joined = new Map<string | Expression, Expression>()
  const lists = new Map<string, Value[]>()
  for (const term of terms) {
    if (term.kind !== 'values' || term.operator.join !== 'or') {
      joined.set(term, term)
      continue
    }
    const key = JSON.stringify([term.operator.symbol, term.path])
    const list = lists.get(key)
    if (list) for (const value of term.operand) list.push(value)
    else {
      const operand = [...term.operand]
      lists.set(key, operand)
      joined.set(key, { ...term, operand })
    }
  }
  return [...joined.values()]
}

function opposite(condition: Condition): Expression {
  const { equals, differs, finds, lacks, present, absent } = operators
  switch (condition.kind) {
    case 'values':
      return { ...condition, operator: condition.operator === equals ? differs : equals }
    case 'regex':
      return { ...condition, operator: condition.operator === finds ? lacks : finds }
    case 'nothing':
      return { ...condition, operator: condition.operator === present ? absent : present }
    case 'number':
      // Not the opposite comparison: neither holds for an event without the key.
      return { kind: 'not', term: condition }
  }
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
