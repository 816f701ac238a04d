import { grouped } from '../base/grouped.ts'
import type { GlyphSet } from '../format/event-styles.ts'
import { shownText } from '../format/shown-text.ts'
import { listText } from '../language/list-text.ts'
import { say, type Text } from '../language/say.ts'
import { indexOf } from './bindings.ts'
import { bottomRows } from './bottom-rows.ts'
import { cell, cutPainted } from './cells.ts'
import { deviceScreen } from './device-screen.ts'
import type { Fleet } from './fleet.ts'
import { helpPart, helpScreen } from './help-screen.ts'
import { lists } from './lists.ts'
import type { OpenDevice } from './open-device.ts'
import type { Snapshot } from './snapshot.ts'
import { sorts } from './sorts.ts'
import type { StatusFacts } from './status-facts.ts'
import { ackText, statusText } from './status-text.ts'
import type { Moment, ViewContext } from './view-context.ts'
import { type Listed, scrolledTo, type ViewState } from './view-state.ts'

/** All that a frame shows. */
export interface FrameFacts {
  readonly status: StatusFacts
  readonly snapshot: Snapshot
  readonly fleet: Fleet
  /** The device whose screen is open. */
  readonly device: OpenDevice | undefined
  /** The last message, if it is new. */
  readonly message: string | undefined
  /** Whether keys can be read. */
  readonly hasKeys: boolean
  /** What is shown below the first row is as it was then. */
  readonly at: Moment
  /** Now, in milliseconds of a clock that never goes back. */
  readonly now: number
}

export interface FrameSize {
  readonly columns: number
  readonly rows: number
}

export interface Frame {
  /** As many as the terminal has. */
  readonly rows: readonly string[]
  /** The state, scrolled so that what is selected is visible. */
  readonly state: ViewState
  readonly listed: Listed
}

/** From how many rows on a screen has the row of totals, titles, and keys. */
const least = { totals: 8, titles: 6, keys: 4 } as const

/** Returns the rows of a terminal. What does not fit is left out: first the totals, then titles, then keys. */
export function frame(
  facts: FrameFacts,
  state: ViewState,
  size: FrameSize,
  context: ViewContext & { readonly glyphSet: GlyphSet },
): Frame {
  const { columns: width, rows: total } = size
  const { theme, glyphSet } = context
  const { ack: _, ...shown } = facts.status
  const message = facts.message && cell(theme.warning, facts.message, width, context.glyphs.cut).trimEnd()
  const top = [statusText(shown, facts.now, width, theme, glyphSet)]
  const bottom =
    total < least.keys
      ? []
      : bottomRows(state, message, facts.hasKeys, width, theme)
          .slice(0, total - 2)
          .map(row => cutPainted(row, width))
  const middle = middleOf(facts, state, { width, height: total - top.length - bottom.length, total }, context)
  const body = [...middle.rows, ...Array<string>(Math.max(0, total)).fill('')]
  const rows = [...top, ...body.slice(0, Math.max(0, total - top.length - bottom.length)), ...bottom]
  return { rows: rows.slice(0, total), state: middle.state, listed: middle.listed }
}

interface Space {
  readonly width: number
  readonly height: number
  /** Rows of the terminal. */
  readonly total: number
}

function middleOf(facts: FrameFacts, state: ViewState, space: Space, context: ViewContext): Frame {
  if (state.screen === 'help') {
    const rows = helpScreen(space.width, context.theme)
    const page = Math.max(1, space.height)
    const top = Math.min(state.helpTop, Math.max(0, rows.length - page))
    const listed = { ...nothing, rows: rows.length, page }
    return { rows: helpPart(rows, top, page, context), state: { ...state, helpTop: top }, listed }
  }
  if (state.screen === 'device' && facts.device)
    return deviceFrame(facts, facts.device, state, space, context)
  const { snapshot, at } = facts
  const { width, height, total } = space
  const header = total < least.totals ? [] : [totalsRow(facts, state, width, context)]
  const titleRows = total < least.titles ? 0 : 1
  const page = Math.max(1, height - header.length - titleRows)
  const isAlarms = state.screen === 'alarms'
  const list = lists[isAlarms ? 'alarms' : 'devices']
  const listed: Listed = { ...nothing, keys: list.keys(snapshot), dids: list.dids(snapshot), page }
  const index = indexOf(state, listed.keys)
  const scrolled = scrolledTo(state, index, listed)
  const part = {
    ...{ width, height: page, top: scrolled.top, selected: index },
    sorted: isAlarms ? undefined : sorts[state.sort].column,
    none: noneOf(state),
  }
  const { titles, rows } = list.draw(snapshot, part, at, context)
  return { rows: [...header, ...(titleRows > 0 ? [titles] : []), ...rows], state: scrolled, listed }
}

function noneOf({ screen, filter }: ViewState): Text {
  if (screen === 'alarms') return 'no alarm is open'
  return filter === '' ? 'no device yet' : 'no device has an event that matches'
}

const nothing: Listed = { keys: [], dids: [], page: 1, rows: 0, attributes: 0, plotted: 0 }

function deviceFrame(
  { fleet, at }: FrameFacts,
  device: OpenDevice,
  state: ViewState,
  { width, height }: Space,
  context: ViewContext,
): Frame {
  const screen = deviceScreen(device, state, fleet, { width, height: height - 1 }, at, context)
  const { title, rows, events, page } = screen
  const listed = {
    ...{ ...nothing, rows: events, page: Math.max(1, page) },
    ...{ attributes: device.numeric.length, plotted: device.plotted(state.attribute) },
  }
  return { rows: [title, ...rows], state, listed }
}

/** The row below the first: how many devices are in which state, and what is listed how. */
function totalsRow(
  { snapshot, status }: FrameFacts,
  state: ViewState,
  width: number,
  { theme, glyphs }: ViewContext,
): string {
  const { devices, online, offline, alarms, forgotten, rows } = snapshot
  const unknown = devices - online - offline
  const states = [
    say('{n} online', { n: grouped(online) }),
    say('{n} offline', { n: grouped(offline) }),
    ...(unknown > 0 ? [say('{n} unknown', { n: grouped(unknown) })] : []),
  ]
  const parts = [
    ...(state.paused ? [say('PAUSED')] : []),
    ...(state.filter === ''
      ? []
      : [say('filter {filter}: {n} match', { filter: shownText(state.filter), n: grouped(rows.length) })]),
    state.screen === 'alarms'
      ? say('{alarms} of {devices}', {
          alarms: countText(alarms.length, '{n} open alarm', '{n} open alarms'),
          devices: countText(snapshot.alarmsOf.size, '{n} device', '{n} devices'),
        })
      : say('{what}: {said}', {
          what: countText(devices, '{n} device', '{n} devices'),
          said: listText(states),
        }),
    ...(forgotten > 0 ? [say('{n} least recent forgotten', { n: grouped(forgotten) })] : []),
    ...(status.ack ? [ackText(status.ack)] : []),
    ...(state.screen === 'devices' ? [say('by {order}', { order: say(sorts[state.sort].about) })] : []),
  ]
  const style = state.paused ? theme.warning : theme.dim
  return cell(style, parts.join(say(', ')), width, glyphs.cut).trimEnd()
}

type CountText = '{n} open alarm' | '{n} open alarms' | '{n} device' | '{n} devices'

function countText(count: number, one: CountText, many: CountText): string {
  return say(count === 1 ? one : many, { n: grouped(count) })
}
