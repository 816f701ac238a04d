import { isNested, type Json, type JsonObject, parseExactly } from '../wire/exact-json.ts'
import { mostRead } from '../wire/json-beginning.ts'
import { type MembersBeginning, type Missing, membersBeginning } from '../wire/members-beginning.ts'
import type { Push } from '../wire/push.ts'
import { valueAt } from '../wire/value-at.ts'
import { documentedMembers } from './event-members.ts'

/** Bytes of each documented member of a long line that are read: there are some dozen, and all are held at once. */
const mostShown = 64 * 1024

/**
 * What a push says. Its members are parsed once, when somebody first asks for one that the scan has not
 * already found; numbers keep the digits they were written with.
 *
 * A line of more than 256 KB is not parsed as a whole, since that can take 60 times its bytes: of each value the
 * beginning is read (`jsonBeginning`).
 */
export class Event {
  readonly push: Push
  /** Whether the value that `at` returned last is the beginning of a longer one. */
  cut = false
  private parsed: JsonObject | undefined
  private beginning: MembersBeginning | undefined

  constructor(push: Push) {
    this.push = push
  }

  /** `event_type`; an empty string where the event has none. */
  get type(): string {
    return this.push.eventType ?? ''
  }

  /** When it happened, in seconds since 1970, UTC. */
  get createdAt(): number | undefined {
    return this.push.createdAt
  }

  /**
   * All members; of a long line the documented ones wherever they stand, 64 KB of each at most, and 64 KB of the others; a
   * string that was cut ends in `…`. Only own ones count: a device may well name a data point `constructor`.
   */
  get members(): JsonObject {
    if (this.push.isLong) return this.long.members
    this.parsed ??= (
      this.push.inexact ? parseExactly(this.push.text) : JSON.parse(this.push.text)
    ) as JsonObject
    return this.parsed
  }

  /** What `members` lacks; undefined where it has all there is. */
  get missing(): Missing | undefined {
    return this.push.isLong && this.long.leftOut > 0 ? this.long : undefined
  }

  private get long(): MembersBeginning {
    const { bytes, start } = this.push
    this.beginning ??= membersBeginning(bytes, start, documentedMembers, mostShown)
    return this.beginning
  }

  /**
   * The member at a path, `['data', 'temp']`; undefined where there is none. Array items go by their index. Of a long line
   * at most 256 KB of an object or array are read, and `cut` is set where it is longer.
   */
  at(path: readonly string[]): Json | undefined {
    if (this.push.isLong) return this.atOfLong(path)
    let here: Json | undefined = this.members
    for (const name of path) here = own(here, name)
    return here
  }

  private atOfLong(path: readonly string[]): Json | undefined {
    const found = valueAt(this.push.bytes, this.push.start, path, mostRead, Number.POSITIVE_INFINITY)
    this.cut = found !== undefined && found.leftOut > 0
    return found?.value
  }
}

function own(value: Json | undefined, name: string): Json | undefined {
  if (Array.isArray(value)) return /^\d+$/.test(name) ? value[Number(name)] : undefined
  return isNested(value) && Object.hasOwn(value, name) ? value[name] : undefined
}
