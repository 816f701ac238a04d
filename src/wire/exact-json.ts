import { parse } from 'lossless-json'

/** A number that a double does not print as it was written: `18446744073709551615`, `127.0`, `1e3`. */
export class ExactNumber {
  /** The number as written in the JSON text. */
  readonly text: string

  constructor(text: string) {
    this.text = text
  }

  /** The nearest double. */
  valueOf(): number {
    return Number(this.text)
  }

  toString(): string {
    return this.text
  }

  toJSON(): number {
    return Number(this.text)
  }
}

/** A JSON value. Numbers that a double would change are `ExactNumber`s. */
export type Json = null | boolean | number | string | ExactNumber | Json[] | JsonObject
export interface JsonObject {
  [name: string]: Json
}

export function isNumber(value: Json | undefined): value is number | ExactNumber {
  return typeof value === 'number' || value instanceof ExactNumber
}

/** Whether a value is an object or an array. */
export function isNested(value: Json | undefined): value is Json[] | JsonObject {
  return typeof value === 'object' && value !== null && !(value instanceof ExactNumber)
}

export function isObject(value: Json | undefined): value is JsonObject {
  return isNested(value) && !Array.isArray(value)
}

/** No double is printed with more characters. */
const longestDouble = 30

/** The value of a number token: a double where that gives the token back. */
export function numberOf(token: string): number | ExactNumber {
  if (token.length > longestDouble) return new ExactNumber(token)
  const double = Number(token)
  return String(double) === token ? double : new ExactNumber(token)
}

const lossless = {
  parseNumber: numberOf,
  // As in `JSON.parse`, the last of several members of one name counts.
  onDuplicateKey: ({ newValue }: { newValue: unknown }) => newValue,
}

/**
 * Parses JSON like `JSON.parse`, without rounding numbers. Where the nesting is too deep for the stack, the result is that
 * of `JSON.parse`, which has no limit.
 *
 * A string within `text` takes up to 50 bytes per character until it is first read. A reviver for `JSON.parse` that
 * looks at `context.source` would need Node 22, and is slower.
 *
 * @throws SyntaxError if `text` is not JSON
 */
export function parseExactly(text: string): Json {
  try {
    return parse(text, undefined, lossless) as Json
  } catch (error) {
    if (error instanceof RangeError) return JSON.parse(text) as Json
    throw error
  }
}

/**
 * Parses the well-formed value `bytes[start, end)` like `parseExactly`. A string or a number takes memory of a few times
 * its length, however long it is.
 */
export function parseToken(bytes: Buffer, start: number, end: number): Json {
  const text = bytes.toString('utf8', start, end)
  const c = bytes[start]!
  if (c === 0x22) return text.includes('\\') ? (JSON.parse(text) as string) : text.slice(1, -1)
  return c <= 0x39 ? numberOf(text) : parseExactly(text)
}

/** Sets a member as `JSON.parse` does, for which `__proto__` is an ordinary name. */
export function setMember(object: JsonObject, name: string, value: Json): void {
  if (name === '__proto__')
    Object.defineProperty(object, name, { value, enumerable: true, writable: true, configurable: true })
  else object[name] = value
}
