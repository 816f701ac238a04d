import { type DeviceRow, mostEvents } from './device-row.ts'
import { type KeptEvent, weightOf } from './kept-event.ts'

/** An event in the order in which all came. */
interface Link {
  readonly row: DeviceRow
  readonly kept: KeptEvent
  newer: Link | undefined
}

/** Bounds the memory of the events that rows keep: the oldest of all are dropped first. */
export class RecentEvents {
  private readonly most: number
  private weight = 0
  private oldest: Link | undefined
  private newest: Link | undefined

  /** @param most bytes, roughly */
  constructor(most: number) {
    this.most = most
  }

  add(row: DeviceRow, kept: KeptEvent): void {
    const link: Link = { row, kept, newer: undefined }
    if (this.newest) this.newest.newer = link
    else this.oldest = link
    this.newest = link
    this.weight += weightOf(kept)
    row.events.push(kept)
    if (row.events.length > mostEvents) row.events.shift()
    while (this.weight > this.most && this.oldest !== this.newest) this.dropOldest()
  }

  private dropOldest(): void {
    const { row, kept, newer } = this.oldest!
    this.oldest = newer
    this.weight -= weightOf(kept)
    // It may have been pushed out by later ones of its row.
    if (row.events[0] === kept) row.events.shift()
  }
}
