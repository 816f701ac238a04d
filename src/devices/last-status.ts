import type { StatusChanges, ValueChange } from '../event/event-history.ts'
import type { Json, JsonObject } from '../wire/exact-json.ts'
import type { AttributeNames, NameList } from './attribute-names.ts'
import { isKept, keptToken, longestKept, tokenValue } from './kept-value.ts'
import { LineComparison } from './line-comparison.ts'
import { PackedValues } from './packed-values.ts'

/** The attributes of a status that are kept and compared. */
const mostAttributes = 1000

const comparison = new LineComparison()

/** The last known values of a device: those of its last status, and of earlier ones where that did not have all. */
export class LastStatus {
  private readonly shared: AttributeNames
  private list: NameList
  private readonly values: PackedValues

  /** @param shared names of other devices, most of which have the same */
  constructor(status: JsonObject, shared: AttributeNames) {
    const names = Object.keys(status).slice(0, mostAttributes)
    this.shared = shared
    this.list = shared.list(names)
    this.values = new PackedValues(names.map(name => keptToken(status[name]!)))
  }

  /** Bytes of memory, roughly. */
  get weight(): number {
    return this.values.weight
  }

  /**
   * Compares a status with the one before, and keeps it. A value that it does not have stays as it was. Returns undefined,
   * having done nothing, if its names are not those of the one before, in the same order: then `update` is to be used.
   *
   * @param open where the object of its values begins in the line
   */
  updateFrom(bytes: Buffer, open: number): StatusChanges | undefined {
    const { list, values } = this
    if (!comparison.compare(list, values, bytes, open)) return undefined
    const { count, compared } = comparison
    if (count === 0) return { values: noChanges, unchanged: compared }
    const changes = new Array<ValueChange>(count)
    let first = count
    // From the last one on, since tokens behind a replaced one move.
    for (let i = count - 1; i >= 0; i--) {
      const at = comparison.start(i)
      const end = comparison.end(i)
      const now = tokenValue(bytes, at, end)
      const [from, to] = [comparison.keptStart(i), comparison.keptEnd(i)]
      const before = tokenValue(values.bytes, from, to)
      const isSame = isKept(now, before, values.bytes, from, to)
      if (!isSame) changes[--first] = { name: list.names[comparison.nameAt(i)]!, before, now, at }
      // A number stays as it was first written. A string may be written in one way only, from now on.
      if (isSame && typeof now !== 'string') continue
      if (end - at > longestKept) this.replace(from, to, now)
      else values.replace(from, to, bytes, at, end)
    }
    return { values: first === 0 ? changes : changes.slice(first), unchanged: compared - count + first }
  }

  private replace(from: number, to: number, now: Json): void {
    const token = Buffer.from(keptToken(now))
    this.values.replace(from, to, token, 0, token.length)
  }

  /** The same for any status. */
  update(status: JsonObject): StatusChanges {
    const { names, places } = this.list
    const { bytes, starts } = this.values
    const changes: ValueChange[] = []
    const replaced: { from: number; to: number; now: Json }[] = []
    const added: string[] = []
    let unchanged = 0
    for (const name of Object.keys(status)) {
      const now = status[name]!
      const place = places.get(name)
      if (place === undefined) {
        if (names.length + added.length >= mostAttributes) continue
        added.push(name)
        changes.push({ name, before: undefined, now, at: -1 })
      } else {
        const [from, to] = [starts[place]!, starts[place + 1]! - 1]
        const before = tokenValue(bytes, from, to)
        if (isKept(now, before, bytes, from, to)) unchanged++
        else {
          replaced.push({ from, to, now })
          changes.push({ name, before, now, at: -1 })
        }
      }
    }
    // From the last one on, since tokens behind a replaced one move.
    replaced.sort((one, other) => other.from - one.from)
    for (const { from, to, now } of replaced) this.replace(from, to, now)
    if (added.length > 0) {
      this.values.append(added.map(name => keptToken(status[name]!)))
      this.list = this.shared.list([...names, ...added])
    }
    return { values: changes, unchanged }
  }
}

const noChanges: StatusChanges['values'] = []
