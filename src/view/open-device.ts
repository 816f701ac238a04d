import type { KeptEvent, PackedEvent, Unpacker } from '../event/packed-event.ts'
import { type AttributeLog, addValues, mostLevels } from './attribute-log.ts'
import { type Fleet, mostEvents } from './fleet.ts'
import { noPlace, type Place } from './recent-events.ts'

/** Bytes of the events of the device, at most: those of 200 usual ones are a fraction of it. */
const mostBytes = 4e6

export interface OpenDeviceDeps {
  readonly unpacker: Unpacker
  /** Shows an event in lines of at most `columns` cells. */
  readonly showEvent: (kept: KeptEvent, columns: number) => string
}

/** The device whose screen is open: its last events as text, and its attributes. */
export class OpenDevice {
  readonly did: string
  readonly attributes = new Map<string, AttributeLog>()
  /** The product of its last event that names one. */
  productKey: string | undefined
  private readonly deps: OpenDeviceDeps
  private readonly events: PackedEvent[] = []
  private bytes = 0
  /** The lines of each event. */
  private texts: string[][] = []
  private columns = 0
  private total = 0
  private last: Place = noPlace

  constructor(did: string, deps: OpenDeviceDeps) {
    this.did = did
    this.deps = deps
  }

  /** Events that came so far, of which only the last are kept. */
  get count(): number {
    return this.total
  }

  /** The lines of the events, for a terminal of so many cells, the oldest first. */
  lines(columns: number): string[] {
    if (columns !== this.columns) {
      this.columns = columns
      this.texts = this.events.map(packed => this.linesOf(this.deps.unpacker.unpack(packed)))
    }
    return this.texts.flat()
  }

  /** Takes its events that are new. */
  update(fleet: Fleet): void {
    const row = fleet.get(this.did)
    if (!row || (row.count === this.total && row.lastEvent === this.last)) return
    for (const packed of fleet.eventsOf(row, this.last)) this.add(packed)
    this.total = row.count
    this.last = row.lastEvent
    while (this.events.length > mostEvents || this.bytes > mostBytes) {
      this.bytes -= this.events.shift()!.length
      this.texts.shift()
    }
  }

  /** Its attributes whose values are numbers: those that can be plotted. */
  get numeric(): AttributeLog[] {
    return [...this.attributes.values()].filter(({ numbers }) => numbers.length > 0)
  }

  /** Returns the index, in `numeric`, of the attribute to plot: a measurement, unless one is chosen. */
  plotted(chosen: number | undefined): number {
    const { numeric } = this
    const index = chosen ?? numeric.findIndex(({ levels }) => levels.size === mostLevels)
    return Math.max(0, index) % Math.max(1, numeric.length)
  }

  private add(packed: PackedEvent): void {
    const kept = this.deps.unpacker.unpack(packed)
    this.events.push(packed)
    this.bytes += packed.length
    this.texts.push(this.linesOf(kept))
    addValues(this.attributes, kept)
    const { product_key: productKey } = kept.event.members
    if (typeof productKey === 'string') this.productKey = productKey
  }

  private linesOf(kept: KeptEvent): string[] {
    return this.columns === 0 ? [] : this.deps.showEvent(kept, this.columns).trimEnd().split('\n')
  }
}
