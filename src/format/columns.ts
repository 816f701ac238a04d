import { putColumn } from './column.ts'
import { DeviceColumn } from './device-column.ts'
import { EventColumn } from './event-column.ts'
import type { Line } from './line.ts'
import type { Ruler } from './ruler.ts'
import type { Sight } from './sight.ts'
import type { Tail } from './tail.ts'
import type { Theme } from './theme.ts'
import type { TimeFormat } from './time-format.ts'

/**
 * Widths in cells. All that stands in a wide line can be pasted into a filter: whole event types (17 is the
 * longest known one, and 2 for the glyph) and whole dids. A narrow one has words, and dids that end with `*`,
 * which `--did` takes as well.
 */
const layouts = {
  wide: { event: 19, device: 22 },
  narrow: { event: 9, device: 9 },
} as const

/** The fixed columns of a line: time, event, device. */
export class Columns {
  /** Cells of all columns and the gaps between them. */
  readonly width: number
  private readonly wide: boolean
  private readonly theme: Theme
  private readonly time: TimeFormat
  private readonly event: EventColumn
  private readonly device: DeviceColumn

  constructor(layout: keyof typeof layouts, time: TimeFormat, theme: Theme, ruler: Ruler) {
    const { event, device } = layouts[layout]
    this.wide = layout === 'wide'
    this.theme = theme
    this.time = time
    this.event = new EventColumn(event, !this.wide, theme, ruler)
    this.device = new DeviceColumn(device, theme, ruler)
    this.width = (time.cells > 0 ? time.cells + 2 : 0) + event + 2 + device
  }

  /**
   * Puts the columns on the line, and at the head of its tail what they could not hold: no type or did is
   * lost, and none shifts a column.
   */
  put(line: Line, tail: Tail, event: Sight): void {
    const { time } = this
    const { happened } = event
    const { did, event_type, created_at } = event.members
    if (time.cells > 0) {
      line.put(this.theme.time, happened === undefined ? time.none : time.text(happened), time.cells)
      line.space(2)
    }
    const type = this.event.cell(event)
    putColumn(line, type, this.event.width)
    const device = this.device.cell(did)
    putColumn(line, device, this.device.width)
    tail.begin()
    if (!type.whole || event.type === '') tail.optional('event_type', event_type)
    if (!device.whole && (this.wide || typeof did !== 'string')) tail.optional('did', did)
    if (happened === undefined && time.cells > 0) tail.optional('created_at', created_at)
  }
}
