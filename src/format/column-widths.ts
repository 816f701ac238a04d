import type { TimeFormat } from './time-format.ts'

/** The cells of the fixed columns of a line. */
export interface ColumnWidths {
  readonly time: TimeFormat
  readonly event: number
  readonly device: number
  /** After each column. */
  readonly gap: number
  /** All columns and their gaps together. */
  readonly total: number
}

/** The longest event type in the vendor's documents, `device_file_download`, with its mark. */
const wholeEvent = 22
const wholeDevice = 22
/**
 * The least width at which documented types are shown in full: the longest that most devices send has 17 cells. A longer
 * type is shown by its short name until it fits.
 */
export const longNames = 19

interface Layout {
  /** The time without milliseconds. */
  readonly brief: boolean
  readonly gap: number
  readonly event: number
  readonly device: number
  /** The width up to which the device column grows before the event column does. */
  readonly mostDevice: number
  /** The cells that the payload gets before the columns grow. */
  readonly payload: number
}

/** Terminals that are too narrow for the first use the second. */
const layouts = {
  usual: { brief: false, gap: 2, event: 9, device: 9, mostDevice: wholeDevice, payload: 60 },
  narrow: { brief: true, gap: 1, event: 9, device: 5, mostDevice: 8, payload: 24 },
} as const satisfies Record<string, Layout>

/** The least width of the usual layout, whatever the style of time. */
const usualFrom = 60

/**
 * Divides a terminal of `width` cells; Infinity is a pipe, where nothing is cut. The payload gets cells first, up to the
 * layout's `payload`. Then the columns grow, cell by cell, until they show whole dids and types. The payload gets the
 * rest. A wider terminal therefore never shows less of the payload than a narrower one.
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
