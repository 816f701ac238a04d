import { grouped } from '../base/grouped.ts'
import { shownWord } from '../format/shown-text.ts'
import { paint, type plain } from '../format/style.ts'
import { say } from '../language/say.ts'
import { attributePanel } from './attribute-panel.ts'
import type { Fleet } from './fleet.ts'
import type { OpenDevice } from './open-device.ts'
import { stateCell } from './state-cell.ts'
import { rateText } from './status-text.ts'
import type { Moment, ViewContext } from './view-context.ts'
import type { ViewState } from './view-state.ts'

/** Rows of the least screen that has attributes. */
const leastRows = 10

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
  const { theme, mask } = context
  const panelRows = height < leastRows ? 0 : Math.floor(height / 2)
  const panel = attributePanel(device, state.attribute, { width, height: panelRows }, at, context)
  const rule = panel.length > 0 && height - panel.length > 3 ? [''] : []
  const page = Math.max(0, height - panel.length - rule.length)
  const lines = device.lines(width)
  const end = Math.max(Math.min(page, lines.length), lines.length - state.back)
  return {
    title: titleOf(device, fleet, at, context, mask.hide(shownWord(device.did)), theme.device(device.did)),
    rows: [...panel, ...rule, ...lines.slice(Math.max(0, end - page), end)],
    events: lines.length,
    page,
  }
}

function titleOf(
  { did, count, productKey }: OpenDevice,
  fleet: Fleet,
  at: Moment,
  context: ViewContext,
  name: string,
  style: typeof plain,
): string {
  const { theme, mask } = context
  const rate = fleet.get(did)?.rate.perSecond(at.now) ?? 0
  const product = productKey === undefined ? '' : `  ${mask.hide(shownWord(productKey))}`
  const state = stateCell(did, at.wall, 16, context).trimEnd()
  return `${paint(style, name)}  ${state}  ${say('{n} events', { n: grouped(count) })}  ${say('{rate}/s', { rate: rateText(rate) })}${paint(theme.dim, product)}`
}
