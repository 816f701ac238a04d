import { formatDuration, wholeDuration } from '../base/duration.ts'
import { grouped } from '../base/grouped.ts'
import { cutToCells, textCells } from '../base/text-width.ts'
import type { GlyphSet } from '../format/event-styles.ts'
import { shownText } from '../format/shown-text.ts'
import { paint, plain, type Style } from '../format/style.ts'
import type { StyledText } from '../format/styled-text.ts'
import type { Theme } from '../format/theme.ts'
import { say } from '../language/say.ts'
import type { AckName, ConnectionState, StatusFacts } from './status-facts.ts'

/** A part of the line: its texts, from the longest to the shortest. The part is left out when they are used up. */
interface Part {
  /** The part with the highest number is shortened first. */
  readonly rank: number
  readonly style?: Style
  readonly texts: readonly string[]
}

/** What is shown of a run: what is acked may be shown elsewhere. */
type ShownFacts = Omit<StatusFacts, 'ack'> & { readonly ack?: AckName | undefined }

const marks = {
  unicode: { on: '●', off: '○', between: ' · ' },
  ascii: { on: '*', off: 'o', between: ' | ' },
} as const satisfies Record<GlyphSet, object>

/** Cells of the filter options, at most. */
const mostFilters = 40

/** The part that says what is acked. */
export function ackText(ack: AckName): string {
  return ack === 'none' ? say('acks none (peek)') : say('acks {ack}', { ack })
}

/** Returns what a run is doing in one line of at most `width` cells. What matters least is shortened first. */
export function statusText(
  facts: ShownFacts,
  now: number,
  width: number,
  theme: Theme,
  glyphs: GlyphSet,
): string {
  const { between } = marks[glyphs]
  const texts = fitted(partsOf(facts, now, theme, glyphs), width, between.length)
  return texts.map(([style, text]) => paint(style, text)).join(paint(theme.dim, between))
}

/** Shortens the part of the highest rank until all fit. The last text of the part of the lowest rank is cut. */
function fitted(parts: readonly Part[], width: number, gap: number): StyledText[] {
  let left = parts.map(part => ({ ...part, cells: part.texts.map(text => textCells(text)) }))
  const total = () => left.reduce((sum, { cells }) => sum + cells[0]! + gap, -gap)
  while (total() > width && (left.length > 1 || left[0]!.texts.length > 1)) {
    const least = left.reduce((a, b) => (b.rank > a.rank ? b : a))
    least.texts = least.texts.slice(1)
    least.cells = least.cells.slice(1)
    left = left.filter(({ texts }) => texts.length > 0)
  }
  return left.map(({ style = plain, texts }) => [style, cutToCells(texts[0]!, width)])
}

function partsOf(facts: ShownFacts, now: number, theme: Theme, glyphs: GlyphSet): Part[] {
  const { received, shown, filters, rate, idle, lag, ack, openAlarms } = facts
  const parts: (Part | undefined)[] = [
    connectionPart(facts, now, theme, glyphs),
    countPart(received, shown, filters),
    { rank: 5, texts: [say('{rate}/s', { rate: rateText(rate) })] },
    {
      rank: 3,
      texts: [
        idle === undefined ? say('no event yet') : say('last {time} ago', { time: wholeDuration(idle) }),
      ],
    },
    lag === undefined
      ? undefined
      : { rank: 6, texts: [say('lag {time}', { time: formatDuration(Math.max(0, lag)) })] },
    facts.prefetch === undefined ? undefined : windowPart({ ...facts, prefetch: facts.prefetch }, theme),
    ack && { rank: 8, texts: [ackText(ack), say('acks {ack}', { ack })] },
    openAlarms ? alarmPart(openAlarms, theme) : undefined,
  ]
  return parts.filter(part => part !== undefined)
}

function connectionPart(
  { server, connection }: ShownFacts,
  now: number,
  theme: Theme,
  glyphs: GlyphSet,
): Part {
  const { on, off } = marks[glyphs]
  const state = stateTexts[connection.name](connection as never, now)
  const isUp =
    connection.name === 'connected' || (connection.name === 'replaying' && connection.is === 'playing')
  const mark = isUp ? on : off
  const host = shownText(server)
  const label = /^[\d.:]*$/.test(host) ? host : host.split('.')[0]!
  return {
    rank: 0,
    style: isUp ? theme.good : theme.warning,
    texts: [`${mark} ${host} ${state}`, `${mark} ${label} ${state}`, `${mark} ${state}`, mark],
  }
}

const stateTexts = {
  connecting: ({ retry }: ConnectionOf<'connecting'>) =>
    retry === 0 ? say('connecting') : say('connecting, retry {retry}', { retry }),
  connected: ({ since }: ConnectionOf<'connected'>, now: number) => wholeDuration(now - since),
  waiting: ({ until }: ConnectionOf<'waiting'>, now: number) =>
    say('reconnecting in {time}', { time: wholeDuration(Math.ceil((until - now) / 1000) * 1000) }),
  replaying: ({ time, speed, is }: ConnectionOf<'replaying'>) =>
    is !== 'playing' ? `${time} ${say(is)}` : speed === undefined ? time : `${time} x${speed}`,
  draining: () => say('reconnecting once all is written'),
} satisfies { [Name in ConnectionState['name']]: (state: ConnectionOf<Name>, now: number) => string }

type ConnectionOf<Name> = Extract<ConnectionState, { name: Name }>

function countPart(received: number, shown: number, filters: string): Part {
  const all = say('{n} received', { n: grouped(received) })
  const some = say('{all}, {n} shown', { all, n: grouped(shown) })
  if (filters === '') return { rank: 4, texts: [shown === received ? all : some] }
  const safe = shownText(filters)
  const short = textCells(safe, mostFilters) > mostFilters ? `${cutToCells(safe, mostFilters - 1)}*` : safe
  return {
    rank: 4,
    texts: [
      say('{what} ({which})', { what: some, which: short }),
      some,
      say('{n} of {all}', { n: grouped(shown), all: grouped(received) }),
    ],
  }
}

function windowPart(
  { unacked, prefetch, windowFull }: ShownFacts & { prefetch: number },
  theme: Theme,
): Part {
  const text = `${grouped(unacked)}/${grouped(prefetch)}`
  return windowFull
    ? { rank: 1, style: theme.warning, texts: [say('window full: {text}', { text }), say('window full')] }
    : { rank: 7, texts: [say('window {text}', { text })] }
}

function alarmPart(open: number, theme: Theme): Part {
  const count = grouped(open)
  return {
    rank: 2,
    style: theme.alertRaised,
    texts: [
      open === 1 ? say('{n} alarm open', { n: count }) : say('{n} alarms open', { n: count }),
      `${count}!`,
    ],
  }
}

/** Formats a number of events per second: with a decimal below 10. */
export function rateText(rate: number): string {
  return rate > 0 && rate < 9.95 ? rate.toFixed(1) : grouped(Math.round(rate))
}
