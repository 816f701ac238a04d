import type { Event } from '../../event/event.ts'
import { eventView } from '../event-view.ts'
import type { Format } from '../formats.ts'
import type { PrettyParts } from '../pretty-parts.ts'
import { shownTime } from '../time-format.ts'
import { ByteLine } from './byte-line.ts'
import { ByteSuffix } from './byte-suffix.ts'
import { CommonEvents } from './common-events.ts'
import { TimeColumn } from './time-column.ts'

/**
 * Makes lines of unlimited width as bytes: those that `prettyText` makes as text, in less than half of the time.
 *
 * @param asText makes the lines of long events, in which text may be cut
 */
export function prettyBytes(parts: PrettyParts, asText: Format): Format {
  const { theme, mask, dates } = parts
  const line = new ByteLine(mask)
  const suffix = new ByteSuffix(line, theme, mask)
  const columns = parts.columnsOf(Number.POSITIVE_INFINITY)
  const time = new TimeColumn(parts.time, theme.time, columns.gap)
  const common = new CommonEvents({ line, suffix, columns, mask, time, how: parts.how })

  const putRead = (event: Event): number | undefined => {
    const view = eventView(event)
    const { happened } = view
    const date = dates.before(happened)
    if (date !== '') {
      line.put(theme.dim, date)
      line.endLine()
    }
    columns.put(line, suffix, view)
    parts.putPayload(view, suffix)
    return happened
  }

  return event => {
    if (event.push.isLong) return asText(event)
    line.begin()
    const happened = shownTime(event.createdAt)
    const isOfLastDay = happened !== undefined && dates.isLast(time.dateOf(happened))
    const isPut = isOfLastDay && common.put(event, happened)
    suffix.word(theme.lag, parts.lag(isPut ? happened : putRead(event)))
    line.endLine()
    return line.take()
  }
}
