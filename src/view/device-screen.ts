import { grouped } from '../base/grouped.ts'
import { shownWord } from '../format/shown-text.ts'
import { paint } from '../format/style.ts'
import { say } from '../language/say.ts'
import { attributePanel } from './attribute-panel.ts'
import { cutPainted, paintedCells } from './cells.ts'
import type { Fleet } from './fleet.ts'
import type { OpenDevice } from './open-device.ts'
import { stateCell } from './state-cell.ts'
import { rateText } from './status-text.ts'
import type { Moment, ViewContext } from './view-context.ts'
import type { ViewState } from './view-state.ts'

/** Rows of the least screen that has attributes. */
const leastRows = 10
/** Between the parts of the title. */
const gap = '  '

export interface DeviceScreen {
  /** What the device is, in one row. */
  readonly title: string
  readonly rows: string[]
  /** Rows of events in all, and those that fit. */
  readonly events: number
  readonly page: number
}

/** Returns the screen of a device: its attributes, a plot, and its last events. */
export function deviceScreen(
  device: OpenDevice,
  state: ViewState,
  fleet: Fleet,
  { width, height }: { readonly width: number; readonly height: number },
  at: Moment,
  context: ViewContext,
): DeviceScreen {
  const panelRows = height < leastRows ? 0 : Math.floor(height / 2)
  const panel = attributePanel(device, state.attribute, { width, height: panelRows }, at, context)
  const rule = panel.length > 0 && height - panel.length > 3 ? [''] : []
  const page = Math.max(0, height - panel.length - rule.length)
  const lines = device.lines(width)
  const end = Math.max(Math.min(page, lines.length), lines.length - state.back)
  return {
    title: titleOf(device, state.paused, fleet, width, at, context),
    rows: [...panel, ...rule, ...lines.slice(Math.max(0, end - page), end)],
    events: lines.length,
    page,
  }
}

/** Returns what is known of a device, as much as there is room for: a part of a product key would be taken for the whole. */
function titleOf(
  { did, count, productKey }: OpenDevice,
  isPaused: boolean,
  fleet: Fleet,
  width: number,
  at: Moment,
  context: ViewContext,
): string {
  const { theme, mask } = context
  const row = fleet.get(did)
  const rate = row ? fleet.shown(row).rate.perSecond(at.now) : 0
  const parts = [
    ...(isPaused ? [paint(theme.warning, say('PAUSED'))] : []),
    paint(theme.device(did), mask.hide(shownWord(did))),
    stateCell(did, at.wall, 16, context).trimEnd(),
    say(count === 1 ? '{n} event' : '{n} events', { n: grouped(count) }),
    say('{rate}/s', { rate: rateText(rate) }),
    ...(productKey === undefined ? [] : [paint(theme.dim, mask.hide(shownWord(productKey)))]),
  ]
  while (parts.length > 1 && paintedCells(parts.join(gap)) > width) parts.pop()
  return cutPainted(parts.join(gap), width)
}
