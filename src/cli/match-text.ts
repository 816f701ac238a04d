import { excerpt } from '../base/safe-text.ts'
import type { Event } from '../event/event.ts'
import { shownTime } from '../format/time-format.ts'
import { type Assertion, assertionFlags } from './assertions.ts'

/** Says which event matches, so that it can be found among those that were shown. */
export function matchText(event: Event, { name, expression }: Assertion): string {
  const { type, createdAt, push } = event
  const did = event.at(['did'])
  const time = shownTime(createdAt)
  const facts = [
    typeof did === 'string' ? `did ${excerpt(did)}` : '',
    time === undefined ? '' : `created at ${new Date(time).toISOString()}`,
    push.deliveryId === undefined ? '' : `delivery_id ${excerpt(push.deliveryId)}`,
  ].filter(Boolean)
  const which = facts.length > 0 ? ` (${facts.join(', ')})` : ''
  return `${assertionFlags[name]}: ${excerpt(type) || 'an event'}${which} matches ${excerpt(expression)}`
}
