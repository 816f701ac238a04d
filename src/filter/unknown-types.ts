import { closest } from '../base/closest.ts'
import { excerpt } from '../base/safe-text.ts'
import { eventTypeNames, isKnownType, typeOfShortName } from '../event/event-types.ts'
import { listText } from '../language/list-text.ts'
import { say } from '../language/say.ts'
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
  const shown = excerpt(type)
  return near === undefined
    ? say('{type} is not a type of message proxy 1.0; the known types are {names}', {
        type: shown,
        names: listText(eventTypeNames),
      })
    : say('{type} is not a type of message proxy 1.0; did you mean {near}?', { type: shown, near })
}
