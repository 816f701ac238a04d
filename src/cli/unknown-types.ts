import { closest } from '../base/closest.ts'
import { excerpt } from '../base/safe-text.ts'
import { eventTypeNames, isKnownType, typeOfShortName } from '../event/event-types.ts'
import type { Talk } from './talk.ts'

/** Warns of types given to `--event` that the document does not have; they are used as given all the same. */
export function warnOfUnknownTypes(given: readonly string[], talk: Talk): void {
  for (const type of given.flatMap(list => list.split(',')).map(type => type.trim())) {
    if (isKnownType(type) || /[*?\\]/.test(type)) continue
    const near = typeOfShortName(type) ?? closest(type, eventTypeNames)
    const guess = near === undefined ? `known are ${eventTypeNames.join(', ')}` : `did you mean ${near}?`
    talk.warn(`--event: ${excerpt(type)} is not a type of message proxy 1.0; ${guess}`)
  }
}
