import { ExactNumber, type Json, type JsonObject } from '../wire/exact-json.ts'

/**
 * The text that a value is compared as: a string is itself, a number stands as it was written, the words
 * `true`, `false` and `null` are themselves, and an object or array is its JSON without white space and with
 * no character escaped that need not be.
 *
 * @param most UTF-16 units after which an object or array is no longer written out: of a longer text only the
 *   first `most + 1` are certain, so that it can be seen that it is longer
 */
export function textOf(value: Json, most = Number.POSITIVE_INFINITY): string {
  if (typeof value === 'string') return value
  return isNested(value) ? jsonText(value, most) : String(value)
}

type Nested = Json[] | JsonObject

export function isNested(value: Json): value is Nested {
  return typeof value === 'object' && value !== null && !(value instanceof ExactNumber)
}

/** Without recursion, for a device may nest as deep as a line is long; and JSON.stringify would round. */
function jsonText(root: Nested, most: number): string {
  const levels = [new Level(root)]
  let out = levels[0]!.opening
  const string = (text: string) => JSON.stringify(text.slice(0, Math.max(0, most + 1 - out.length)))
  for (let level = levels.at(-1); level && out.length <= most; level = levels.at(-1)) {
    if (level.next === level.size) {
      out += level.closing
      levels.pop()
      continue
    }
    if (level.next > 0) out += ','
    const { name, value } = level.take()
    if (name !== undefined) out += `${string(name)}:`
    if (isNested(value)) {
      const inner = new Level(value)
      levels.push(inner)
      out += inner.opening
    } else out += typeof value === 'string' ? string(value) : String(value)
  }
  return out
}

/** An object or array, and how far it is written. */
class Level {
  readonly opening: string
  readonly closing: string
  readonly size: number
  next = 0
  private readonly nested: Nested
  private readonly names: readonly string[] | undefined

  constructor(nested: Nested) {
    this.nested = nested
    const isArray = Array.isArray(nested)
    this.names = isArray ? undefined : Object.keys(nested)
    this.size = (this.names ?? (nested as Json[])).length
    this.opening = isArray ? '[' : '{'
    this.closing = isArray ? ']' : '}'
  }

  take(): { name: string | undefined; value: Json } {
    const name = this.names?.[this.next]
    const value = (this.nested as Record<string | number, Json>)[name ?? this.next]!
    this.next++
    return { name, value }
  }
}
