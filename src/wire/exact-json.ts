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

/**
 * Parses JSON like `JSON.parse`, without rounding numbers. Node 20 does not yet pass the source text to a reviver.
 * Where the nesting is too deep for the stack, the result is that of `JSON.parse`, which has no limit.
 *
 * @throws SyntaxError if `text` is not JSON
 */
export function parseExactly(text: string): Json {
  const rounded = JSON.parse(text) as Json
  try {
    return new Reader(text).read()
  } catch (error) {
    if (error instanceof RangeError) return rounded
    throw error
  }
}

/** Characters of the longest number that a double prints. */
const longestDouble = 30

/**
 * Parses the well-formed value `bytes[start, end)` like `parseExactly`. A string or a number takes memory of a few times
 * its length, however long it is.
 */
export function parseToken(bytes: Buffer, start: number, end: number): Json {
  const text = bytes.toString('utf8', start, end)
  const c = bytes[start]!
  if (c === 0x22) return text.includes('\\') ? (JSON.parse(text) as string) : text.slice(1, -1)
  return c <= 0x39 && text.length > longestDouble ? new ExactNumber(text) : parseExactly(text)
}

/** Sets a member as `JSON.parse` does, for which `__proto__` is an ordinary name. */
export function setMember(object: JsonObject, name: string, value: Json): void {
  if (name === '__proto__')
    Object.defineProperty(object, name, { value, enumerable: true, writable: true, configurable: true })
  else object[name] = value
}

/** Reads a text that `JSON.parse` has accepted, so that it need not look for errors. */
class Reader {
  private readonly text: string
  private at = 0

  constructor(text: string) {
    this.text = text
  }

  read(): Json {
    switch (this.next()) {
      case '{':
        return this.object()
      case '[':
        return this.array()
      case '"':
        return JSON.parse(this.stringToken()) as string
      default:
        return this.scalar()
    }
  }

  private next(): string {
    while (/\s/.test(this.text[this.at]!)) this.at++
    return this.text[this.at]!
  }

  private object(): JsonObject {
    const members: JsonObject = {}
    this.at++
    while (this.next() !== '}') {
      if (this.text[this.at] === ',') {
        this.at++
        this.next()
      }
      const name = JSON.parse(this.stringToken()) as string
      this.next()
      this.at++
      const value = this.read()
      setMember(members, name, value)
    }
    this.at++
    return members
  }

  private array(): Json[] {
    const items: Json[] = []
    this.at++
    while (this.next() !== ']') {
      if (this.text[this.at] === ',') this.at++
      items.push(this.read())
    }
    this.at++
    return items
  }

  private stringToken(): string {
    const start = this.at++
    while (this.text[this.at] !== '"') this.at += this.text[this.at] === '\\' ? 2 : 1
    return this.text.slice(start, ++this.at)
  }

  private scalar(): Json {
    const start = this.at
    while (this.at < this.text.length && !/[\s,\]}]/.test(this.text[this.at]!)) this.at++
    const token = this.text.slice(start, this.at)
    const value = JSON.parse(token) as Json
    return typeof value === 'number' && String(value) !== token ? new ExactNumber(token) : value
  }
}
