import { ExactNumber, type Json, type JsonObject } from '../wire/exact-json.ts'

/**
 * The text that a value is compared as: a string is itself, a number stands as it was written, the words
 * `true`, `false` and `null` are themselves, and an object or array is its JSON without white space and with
 * no character escaped that need not be.
 */
export function textOf(value: Json): string {
  if (typeof value === 'string') return value
  return isNested(value) ? jsonText(value) : String(value)
}

type Nested = Json[] | JsonObject

function isNested(value: Json): value is Nested {
  return typeof value === 'object' && value !== null && !(value instanceof ExactNumber)
}

/** Without recursion, for a device may nest as deep as a line is long; and JSON.stringify would round. */
function jsonText(root: Nested): string {
  const levels = [levelOf(root)]
  let out = levels[0]!.opening
  for (let level = levels.at(-1); level; level = levels.at(-1)) {
    if (level.next === level.values.length) {
      out += level.closing
      levels.pop()
      continue
    }
    if (level.next > 0) out += ','
    if (level.names) out += `${JSON.stringify(level.names[level.next])}:`
    const value = level.values[level.next++]!
    if (isNested(value)) {
      const inner = levelOf(value)
      levels.push(inner)
      out += inner.opening
    } else out += typeof value === 'string' ? JSON.stringify(value) : String(value)
  }
  return out
}

interface Level {
  readonly names: readonly string[] | undefined
  readonly values: readonly Json[]
  readonly opening: string
  readonly closing: string
  next: number
}

function levelOf(value: Nested): Level {
  return Array.isArray(value)
    ? { names: undefined, values: value, opening: '[', closing: ']', next: 0 }
    : { names: Object.keys(value), values: Object.values(value), opening: '{', closing: '}', next: 0 }
}
