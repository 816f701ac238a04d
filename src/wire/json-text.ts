import { isNested, type Json, type JsonObject } from './exact-json.ts'

/**
 * A value as JSON without white space, with nothing escaped that need not be. Numbers have the digits that they came
 * with, which `JSON.stringify` would round. Works without recursion, since a device may nest as deep as a line is long.
 *
 * @param most UTF-16 units after which an object or array is no longer written out: of a longer text only the first
 *   `most + 1` are certain, which shows that it is longer
 */
export function jsonText(value: Json, most = Number.POSITIVE_INFINITY): string {
  let out = ''
  const levels: Level[] = []
  const string = (text: string) => JSON.stringify(text.slice(0, Math.max(0, most + 1 - out.length)))
  const put = (one: Json) => {
    if (isNested(one)) {
      const level = new Level(one)
      levels.push(level)
      out += level.opening
    } else out += typeof one === 'string' ? string(one) : String(one)
  }
  put(value)
  for (let level = levels.at(-1); level && out.length <= most; level = levels.at(-1)) {
    if (level.next === level.size) {
      out += level.closing
      levels.pop()
      continue
    }
    if (level.next > 0) out += ','
    const { name, value } = level.take()
    if (name !== undefined) out += `${string(name)}:`
    put(value)
  }
  return out
}

/** An object or array, and how far it is written. */
class Level {
  readonly opening: string
  readonly closing: string
  readonly size: number
  next = 0
  private readonly nested: Json[] | JsonObject
  private readonly names: readonly string[] | undefined

  constructor(nested: Json[] | JsonObject) {
    this.nested = nested
    const isArray = Array.isArray(nested)
    this.names = isArray ? undefined : Object.keys(nested)
    this.size = (this.names ?? (nested as Json[])).length
    this.opening = isArray ? '[' : '{'
    this.closing = isArray ? ']' : '}'
  }

  /** Returns the next item or member, which must be there; items have no name. */
  take(): { name: string | undefined; value: Json } {
    const name = this.names?.[this.next]
    const value = (this.nested as Record<string | number, Json>)[name ?? this.next]!
    this.next++
    return { name, value }
  }
}
