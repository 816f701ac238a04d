import { isNested, type Json, type JsonObject, parseExactly } from '../wire/exact-json.ts'
import { mostRead } from '../wire/json-beginning.ts'
import { KnownStrings } from '../wire/known-strings.ts'
import { type MembersBeginning, type Missing, membersBeginning } from '../wire/members-beginning.ts'
import type { Push } from '../wire/push.ts'
import { member } from '../wire/push-members.ts'
import { valueAt } from '../wire/value-at.ts'
import type { EventHistory } from './event-history.ts'
import { documentedMembers } from './event-members.ts'

/** The most bytes read of each documented member of a long line. There are some thirty, all in memory at once. */
const mostShown = 64 * 1024

const quote = 0x22
const dids = new KnownStrings(16_384)
const productKeys = new KnownStrings(256)

/**
 * The content of a push. Its members are parsed once, when first needed. Numbers keep the digits they were written with.
 *
 * A line of more than 256 KB is not parsed as a whole, which could take 60 times its size in memory. Of its values only
 * the beginnings are read (`jsonBeginning`).
 */
export class Event {
  readonly push: Push
  /** Whether the value that `at` last returned is only the beginning of a longer one. */
  cut = false
  /** What earlier events say about it; undefined unless the Reader keeps the state of devices. */
  history: EventHistory | undefined
  private kind: string | undefined
  /** Undefined in the event is null here. */
  private seconds: number | null | undefined
  private parsed: JsonObject | undefined
  private beginning: MembersBeginning | undefined

  constructor(push: Push) {
    this.push = push
  }

  /** `event_type`; an empty string if the event has none. */
  get type(): string {
    this.kind ??= this.push.eventType ?? ''
    return this.kind
  }

  /** `did`; undefined if the event has none, or it is not a string. */
  get did(): string | undefined {
    return this.textOf('did', member.did, dids)
  }

  /** `product_key`; undefined if the event has none, or it is not a string. */
  get productKey(): string | undefined {
    return this.textOf('product_key', member.product_key, productKeys)
  }

  private textOf(name: 'did' | 'product_key', index: number, known: KnownStrings): string | undefined {
    const { push } = this
    if (push.isLong) {
      const value = this.members[name]
      return typeof value === 'string' ? value : undefined
    }
    const start = push.from(index)
    return push.bytes[start] === quote ? known.text(push.bytes, start + 1, push.to(index) - 1) : undefined
  }

  /** When it happened, in seconds since 1970, UTC; undefined if the event does not say. */
  get createdAt(): number | undefined {
    if (this.seconds === undefined) this.seconds = this.push.createdAt ?? null
    return this.seconds ?? undefined
  }

  /**
   * All members. For a long line: at most 64 KB of each documented member, wherever it is, and 64 KB of the others; a
   * string that was cut ends with `…`. Use only own properties: a device may name a data point `constructor`.
   */
  get members(): JsonObject {
    if (this.push.isLong) return this.long.members
    this.parsed ??= (
      this.push.inexact ? parseExactly(this.push.text) : JSON.parse(this.push.text)
    ) as JsonObject
    return this.parsed
  }

  /** What `members` lacks; undefined if it is complete. */
  get missing(): Missing | undefined {
    return this.push.isLong && this.long.leftOut > 0 ? this.long : undefined
  }

  /**
   * The values of a raw payload by the names of its attributes; undefined unless the Reader has a definition to decode it
   * with.
   */
  get decoded(): JsonObject | undefined {
    return undefined
  }

  /**
   * Returns what is derived from the event at a path that no member of the line has: a value of a decoded payload, at
   * `data.NAME` and `decoded.NAME`. Undefined if there is none.
   */
  derivedAt(_path: readonly string[]): Json | undefined {
    return undefined
  }

  private get long(): MembersBeginning {
    const { bytes, start } = this.push
    this.beginning ??= membersBeginning(bytes, start, documentedMembers, mostShown)
    return this.beginning
  }

  /**
   * Returns the member at a path, such as `['data', 'temp']`; undefined if there is none. Array items are named by their
   * index. In a long line, at most 256 KB of an object or array are read; `cut` tells whether it is longer.
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
