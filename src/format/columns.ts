import { putColumn } from './column.ts'
import { type ColumnWidths, longNames } from './column-widths.ts'
import { DeviceColumn } from './device-column.ts'
import { type ColumnContext, EventColumn } from './event-column.ts'
import type { EventView } from './event-view.ts'
import type { LineBuilder } from './line.ts'
import type { Suffix } from './suffix.ts'
import type { Theme } from './theme.ts'

/**
 * The fixed columns of a line: time, event, device. What they show can be pasted into a filter: wide columns have whole
 * event types and dids, narrow ones have short names and dids that end with `*`, which `--did` accepts.
 */
export class Columns {
  /** The cells of all columns and their gaps. */
  readonly width: number
  /** The cells after each column. */
  readonly gap: number
  private readonly widths: ColumnWidths
  private readonly wide: boolean
  private readonly theme: Theme
  readonly event: EventColumn
  readonly device: DeviceColumn

  constructor(widths: ColumnWidths, context: ColumnContext) {
    this.width = widths.total
    this.gap = widths.gap
    this.widths = widths
    this.wide = widths.event >= longNames
    this.theme = context.theme
    this.event = new EventColumn(widths.event, !this.wide, context)
    this.device = new DeviceColumn(widths.device, context)
  }

  /**
   * Puts the columns on the line, and at the beginning of the suffix what they could not hold, so that no type or did is
   * lost and none shifts a column.
   */
  put(line: LineBuilder, suffix: Suffix, event: EventView): void {
    const { gap } = this
    const { time } = this.widths
    const { happened } = event
    const { did, event_type, created_at } = event.members
    if (time.cells > 0) {
      line.put(this.theme.time, happened === undefined ? time.none : time.text(happened), time.cells)
      line.space(gap)
    }
    const type = this.event.cell(event)
    putColumn(line, type, this.event.width + gap)
    const device = this.device.cell(did)
    putColumn(line, device, this.device.width + gap)
    suffix.begin()
    if (!type.whole || event.type === '') suffix.optional('event_type', event_type)
    if (!device.whole && (this.wide || typeof did !== 'string')) suffix.optional('did', did)
    if (happened === undefined && time.cells > 0) suffix.optional('created_at', created_at)
  }
}
