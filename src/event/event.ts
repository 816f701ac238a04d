import { ExactNumber, type Json, type JsonObject, parseExactly } from '../wire/exact-json.ts'
import type { Push } from '../wire/push.ts'

/**
 * What a push says. Its members are parsed once, when somebody first asks for one that the scan has not
 * already found; numbers keep the digits they were written with.
 */
export class Event {
  readonly push: Push
  private parsed: JsonObject | undefined

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

  /** All members. Only own ones count: a device may well name a data point `constructor`. */
  get members(): JsonObject {
    this.parsed ??= (
      this.push.inexact ? parseExactly(this.push.text) : JSON.parse(this.push.text)
    ) as JsonObject
    return this.parsed
  }

  /** The member at a path, `['data', 'temp']`; undefined where there is none. Array items go by their index. */
  at(path: readonly string[]): Json | undefined {
    let here: Json | undefined = this.members
    for (const name of path) here = own(here, name)
    return here
  }
}

function own(value: Json | undefined, name: string): Json | undefined {
  if (Array.isArray(value)) return /^\d+$/.test(name) ? value[Number(name)] : undefined
  if (typeof value !== 'object' || value === null || value instanceof ExactNumber) return undefined
  return Object.hasOwn(value, name) ? value[name] : undefined
}
