import type { StatusChanges, ValueChange } from '../event/event-history.ts'
import type { Json, JsonObject } from '../wire/exact-json.ts'
import type { AttributeNames } from './attribute-names.ts'
import { isKept, type KeptValue, keptValue, valueOfKept, weightOf } from './kept-value.ts'

/** The attributes of a status that are kept and compared. */
const mostAttributes = 1000

/** The last known values of a device: those of its last status, and of earlier ones where that did not have all. */
export class LastStatus {
  /** Bytes of memory, roughly. */
  weight = 0
  private readonly shared: AttributeNames
  private names: readonly string[]
  private readonly values: KeptValue[]

  /** @param shared names of other devices, most of which have the same */
  constructor(status: JsonObject, shared: AttributeNames) {
    this.shared = shared
    const names = Object.keys(status)
    this.names = shared.same(names.length > mostAttributes ? names.slice(0, mostAttributes) : names)
    this.values = this.names.map(name => this.keep(status[name]!))
  }

  /** Compares a status with the one before, and keeps it. A value that it does not have stays as it was. */
  update(status: JsonObject): StatusChanges {
    const { values } = this
    const changes: ValueChange[] = []
    const added: string[] = []
    let unchanged = 0
    let next = 0
    let places: Map<string, number> | undefined
    for (const name of Object.keys(status)) {
      const now = status[name]!
      let at: number | undefined = next
      if (this.names[next] !== name) {
        places ??= new Map(this.names.map((known, i) => [known, i]))
        at = places.get(name)
      }
      if (at === undefined) {
        if (this.names.length + added.length >= mostAttributes) continue
        added.push(name)
        changes.push({ name, before: undefined, now, at: -1 })
      } else {
        next = at + 1
        const kept = values[at]!
        if (isKept(now, kept)) unchanged++
        else {
          changes.push({ name, before: valueOfKept(kept), now, at: -1 })
          this.weight -= weightOf(kept)
          values[at] = this.keep(now)
        }
      }
    }
    for (const name of added) values.push(this.keep(status[name]!))
    if (added.length > 0) this.names = this.shared.same([...this.names, ...added])
    return { values: changes, unchanged }
  }

  private keep(value: Json): KeptValue {
    const kept = keptValue(value)
    this.weight += weightOf(kept)
    return kept
  }
}
