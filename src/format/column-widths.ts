import type { TimeFormat } from './time-format.ts'

/** Cells of the fixed columns of a line. */
export interface ColumnWidths {
  readonly time: TimeFormat
  readonly event: number
  readonly device: number
  /** Behind each column. */
  readonly gap: number
  /** Of all columns and the gaps behind them. */
  readonly total: number
}

/** The longest event type of the vendor's documents, `device_file_download`, with its mark. */
const wholeEvent = 22
const wholeDevice = 22
/** From this width on, and not below, documented types are named in full: the longest has 17 cells. */
export const longNames = 19

interface Layout {
  /** The time without milliseconds. */
  readonly brief: boolean
  readonly gap: number
  readonly event: number
  readonly device: number
  /** What the device may grow to before the event column does. */
  readonly mostDevice: number
  /** Cells that the payload gets before the columns grow. */
  readonly payload: number
}

/** By width: what is narrower than the first is of the second. */
const layouts = {
  usual: { brief: false, gap: 2, event: 9, device: 9, mostDevice: wholeDevice, payload: 60 },
  narrow: { brief: true, gap: 1, event: 9, device: 5, mostDevice: 8, payload: 24 },
} as const satisfies Record<string, Layout>

/** The usual layout needs this many cells, whatever the style of time. */
const usualFrom = 60

/**
 * How a terminal of `width` cells is shared out; Infinity is a pipe, where nothing is cut. The payload gets cells
 * first, up to what the layout says; what is left goes to the columns, cell by cell, until they show whole dids
 * and types; the rest is the payload's. So a wider terminal never shows less of the payload than a narrower one.
 */
export function fitColumns(width: number, time: TimeFormat): ColumnWidths {
  const usual = leastCells(layouts.usual, time)
  const narrowPayload = Math.max(layouts.narrow.payload, usualFrom - usual)
  const fits = width >= usual + narrowPayload
  const layout = fits ? layouts.usual : layouts.narrow
  const least = fits ? usual : leastCells(layout, time)
  const spare = Math.max(0, width - least - (fits ? layout.payload : narrowPayload))
  const device = Math.min(layout.mostDevice, layout.device + spare)
  const event = Math.min(wholeEvent, layout.event + spare - (device - layout.device))
  const total = least + (device - layout.device) + (event - layout.event)
  return { time: timeOf(layout, time), event, device, gap: layout.gap, total }
}

function leastCells(layout: Layout, time: TimeFormat): number {
  const { cells } = timeOf(layout, time)
  return (cells > 0 ? cells + layout.gap : 0) + layout.event + layout.gap + layout.device + layout.gap
}

function timeOf({ brief }: Layout, time: TimeFormat): TimeFormat {
  return brief ? (time.brief ?? time) : time
}
