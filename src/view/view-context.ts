import type { DeviceTable } from '../devices/device-table.ts'
import type { PackedEvent } from '../event/packed-event.ts'
import type { TextMask } from '../format/text-mask.ts'
import type { Theme } from '../format/theme.ts'
import type { ViewGlyphs } from './glyphs.ts'

/** What the parts of a screen need beside what they show. */
export interface ViewContext {
  readonly theme: Theme
  readonly glyphs: ViewGlyphs
  readonly mask: TextMask
  /** Returns the payload of an event in so many cells. */
  readonly payload: (packed: PackedEvent, cells: number) => string
  /** Returns the names of an attribute, safe to show. */
  readonly label: (productKey: string | undefined, name: string) => string
  readonly devices: Pick<DeviceTable, 'alarms' | 'deviceOf'>
}

/** The time at which a frame is drawn. */
export interface Moment {
  /** Milliseconds of a clock that never goes back. */
  readonly now: number
  /** Milliseconds since 1970. */
  readonly wall: number
}
