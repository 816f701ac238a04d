import { moreBytes } from '../base/text-beginning.ts'
import { tellEvent } from './bodies.ts'
import { Columns } from './columns.ts'
import type { Format, FormatContext } from './formats.ts'
import { lagText } from './lag.ts'
import { Line } from './line.ts'
import { RaisedAlarms } from './raised-alarms.ts'
import { createRuler } from './ruler.ts'
import { sightOf } from './sight.ts'
import { Tail } from './tail.ts'
import { type TimeFormat, timeStyles } from './time-format.ts'

/** From this width on, and in a pipe, there is room for whole event types and dids. */
const wideFrom = 120

/**
 * One line an event: time, event, device, then what matters for its type, and at the end, where no cut takes
 * it away, how late it came. Of an event of more than 256 KB the beginning is shown, and how much is left out. A line with the date goes before the first event of a day that is not today.
 */
export async function createPretty({ theme, columns, wall, ...context }: FormatContext): Promise<Format> {
  const ruler = await createRuler()
  const line = new Line(ruler)
  const tail = new Tail(line, theme)
  const alarms = new RaisedAlarms()
  const time: TimeFormat = timeStyles[context.time].create(context.timeZone, wall)
  const wide = new Columns('wide', time, theme, ruler)
  const narrow = new Columns('narrow', time, theme, ruler)
  let date = time.date?.(wall())

  const dateLine = (happened: number | undefined, limit: number): string => {
    const its = happened === undefined ? undefined : time.date?.(happened)
    if (its === undefined || its === date) return ''
    date = its
    line.begin(limit)
    line.put(theme.dim, `── ${its} ──`)
    return `${line}\n`
  }

  return event => {
    const sight = sightOf(event)
    const { happened, missing } = sight
    const limit = columns() || Number.POSITIVE_INFINITY
    const fixed = limit < wideFrom ? narrow : wide
    const before = dateLine(happened, limit)
    // A relative time says it already.
    const lag = context.time === 'relative' ? '' : lagText(happened, wall())
    // Where there is hardly more room than for the columns, they matter more.
    const lagCells = lag && limit - lag.length - 2 > fixed.width ? lag.length + 2 : 0
    line.begin(limit - lagCells)
    fixed.put(line, tail, sight)
    tellEvent(sight, tail, alarms)
    if (missing) tail.word(theme.dim, moreBytes(missing.leftOut))
    line.extend(lagCells)
    tail.word(theme.lag, lag)
    return `${before}${line}\n`
  }
}
