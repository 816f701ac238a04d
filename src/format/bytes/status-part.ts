import type { Event } from '../../event/event.ts'
import type { Rendering } from '../rendering.ts'
import { renderChanges } from '../status-changes.ts'
import { asChanged, asUnchanged, asUsual, type ByteSuffix } from './byte-suffix.ts'
import type { MemberScan } from './member-scan.ts'
import type { PayloadPart } from './payload-part.ts'

/** Puts the values of a status, and marks those that changed, or puts only these. */
export class StatusPart implements PayloadPart {
  private readonly suffix: ByteSuffix
  private readonly values: MemberScan
  private readonly how: Rendering

  constructor(suffix: ByteSuffix, values: MemberScan, how: Rendering) {
    this.suffix = suffix
    this.values = values
    this.how = how
  }

  read(event: Event, view: DataView): boolean {
    const { push, history } = event
    const { labels } = this.how
    // A member's name stands for the same bytes each time, and labels depend on the product.
    if (labels.hasAny && labels.of(event.productKey)) return false
    if (this.how.diff && history?.changes) return true
    const at = push.openingOfData
    return at >= 0 && this.values.scan(push.bytes, view, at) > 0 && this.values.count > 0
  }

  put({ push: { bytes }, history }: Event, view: DataView): void {
    const { suffix, how } = this
    const changes = history?.changes
    if (changes && how.diff) {
      renderChanges(changes, suffix, how.glyphs.arrow)
      return
    }
    const { names, from, to, count } = this.values
    const usual = changes ? asUnchanged : asUsual
    let changed = 0
    let next = changes?.values[0]?.name
    for (let i = 0; i < count; i++) {
      const name = names[i]!
      if (name.text !== next) suffix.token(name, usual, bytes, view, from[i]!, to[i]!)
      else {
        suffix.token(name, asChanged, bytes, view, from[i]!, to[i]!)
        next = changes!.values[++changed]?.name
      }
    }
  }
}
