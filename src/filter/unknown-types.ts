import { closest } from '../base/closest.ts'
import { excerpt } from '../base/safe-text.ts'
import { eventTypeNames, isKnownType, typeOfShortName } from '../event/event-types.ts'
import type { Condition } from './condition.ts'
import { isOfType } from './expression.ts'

/** Returns a warning for each type in a condition that is not documented. The condition is used nevertheless. */
export function unknownTypes(condition: Condition): string[] {
  if (!isOfType(condition)) return []
  const types = condition.operand.filter(value => typeof value === 'string')
  return types.filter(isUnknown).map(lineOf)
}

function isUnknown(type: string): boolean {
  return type !== '' && !isKnownType(type) && typeOfShortName(type) === undefined
}

function lineOf(type: string): string {
  const near = closest(type, eventTypeNames)
  const guess =
    near === undefined ? `the known types are ${eventTypeNames.join(', ')}` : `did you mean ${near}?`
  return `${excerpt(type)} is not a type of message proxy 1.0; ${guess}`
}
