import { excerpt } from '../base/safe-text.ts'
import type { Event } from '../event/event.ts'
import { shownTime } from '../format/time-format.ts'
import { say } from '../language/say.ts'
import { type Assertion, assertionFlags } from './assertions.ts'

/** Says which event matches, so that it can be found among those that were shown. */
export function matchText(event: Event, { name, expression }: Assertion): string {
  const { type, createdAt, push } = event
  const did = event.at(['did'])
  const time = shownTime(createdAt)
  const facts = [
    typeof did === 'string' ? `did ${excerpt(did)}` : '',
    time === undefined ? '' : say('created at {time}', { time: new Date(time).toISOString() }),
    push.deliveryId === undefined ? '' : `delivery_id ${excerpt(push.deliveryId)}`,
  ].filter(Boolean)
  const known = excerpt(type) || say('an event')
  return say('{flag}: {event} matches {filter}', {
    flag: assertionFlags[name],
    event:
      facts.length === 0 ? known : say('{what} ({which})', { what: known, which: facts.join(say(', ')) }),
    filter: excerpt(expression),
  })
}
