import { type AttributeLog, addValues } from './attribute-log.ts'
import type { DeviceRow } from './device-row.ts'
import type { KeptEvent } from './kept-event.ts'

/** Shows an event in lines of at most `columns` cells. @param at when it was received, in milliseconds since 1970 */
export type ShowEvent = (kept: KeptEvent, columns: number) => string

/** The device whose screen is open: its kept events as text, and its attributes. */
export class OpenDevice {
  readonly did: string
  readonly attributes = new Map<string, AttributeLog>()
  /** The product of its last event that names one. */
  productKey: string | undefined
  private readonly show: ShowEvent
  private events: readonly KeptEvent[] = []
  private texts: readonly string[][] = []
  private columns = 0
  private total = 0

  constructor(did: string, show: ShowEvent) {
    this.did = did
    this.show = show
  }

  /** Events that came so far, of which only the last are kept. */
  get count(): number {
    return this.total
  }

  /** The lines of the events, for a terminal of so many cells, the oldest first. */
  lines(columns: number): string[] {
    if (columns !== this.columns) {
      this.columns = columns
      this.texts = this.events.map(kept => this.linesOf(kept))
    }
    return this.texts.flat()
  }

  /** Takes the events of its row that are new; undefined if the row was forgotten. */
  update(row: DeviceRow | undefined): void {
    if (!row || (row.count === this.total && row.events.length === this.events.length)) return
    const last = this.events.at(-1)
    const fresh = last ? row.events.slice(row.events.lastIndexOf(last) + 1) : [...row.events]
    const dropped = this.events.length + fresh.length - row.events.length
    this.total = row.count
    this.events = [...row.events]
    this.texts = [...this.texts.slice(Math.max(0, dropped)), ...fresh.map(kept => this.linesOf(kept))]
    for (const kept of fresh) {
      addValues(this.attributes, kept)
      const { product_key: productKey } = kept.event.members
      if (typeof productKey === 'string') this.productKey = productKey
    }
  }

  /** Its attributes whose values are numbers: those that can be plotted. */
  get numeric(): AttributeLog[] {
    return [...this.attributes.values()].filter(({ numbers }) => numbers.length > 0)
  }

  private linesOf(kept: KeptEvent): string[] {
    return this.columns === 0 ? [] : this.show(kept, this.columns).trimEnd().split('\n')
  }
}
