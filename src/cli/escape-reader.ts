import { code, entities, hexValues, letterEscapes } from './escape-tables.ts'

/** One way to read a text at a position: what is before `end` stands for `bytes`. */
export interface Reading {
  /** UTF-8, at least one. */
  readonly bytes: readonly number[]
  readonly end: number
}

/** Number of nested escapes that are read: JSON in JSON in a URL, for example. */
const mostDeep = 3
const mostBackslashes = 2 ** mostDeep
/** Number of cached positions. Matters for a text that consists of escapes. */
const mostKnown = 4096

const backslash = code('\\')
const percent = code('%')
const ampersand = code('&')
const plus = code('+')
const space = code(' ')

/** Bytes that may begin an escape. */
export const escapeStarts: readonly number[] = [backslash, percent, ampersand, plus]

/**
 * Reads a text in every way that unescaping may read it: with the escapes of JSON and C (`\/`, `\u003c`, `\x3c`, `\074`),
 * of URLs (`%3c`, `+`) and of HTML (`&lt;`, `&#60;`), and with each of them within another (`\\u003c`, `%253C`,
 * `\u0026lt;`).
 */
export class EscapeReader {
  private readonly text: Buffer
  private readonly known = new Map<number, readonly Reading[]>()

  /** @param text UTF-8 */
  constructor(text: Buffer) {
    this.text = text
  }

  /** Returns all readings at a position, the byte itself first. */
  at(at: number): readonly Reading[] {
    return this.read(at, mostDeep)
  }

  private read(at: number, depth: number): readonly Reading[] {
    const byte = this.text[at]
    if (byte === undefined) return []
    if (depth === 0 || !escapeStarts.includes(byte)) return [{ bytes: [byte], end: at + 1 }]
    const key = at * (mostDeep + 1) + depth
    let found = this.known.get(key)
    if (!found) {
      found = depth > 1 && this.isFlat(at) ? this.read(at, 1) : this.readDeep(at, depth)
      if (this.known.size === mostKnown) this.known.clear()
      this.known.set(key, found)
    }
    return found
  }

  /** Whether there is no nested escape at `at`, so that reading deeper finds nothing more. */
  private isFlat(at: number): boolean {
    return (
      this.text[at] !== ampersand &&
      !escapeStarts.includes(this.text[at + 1]!) &&
      this.read(at, 1).every(({ bytes }, i) => i === 0 || !escapeStarts.includes(bytes[0]!))
    )
  }

  private readDeep(at: number, depth: number): readonly Reading[] {
    const found = depth === 1 ? this.plain(at) : [...this.read(at, depth - 1)]
    for (const { bytes, end } of [...found]) {
      // A run of backslashes is read as a whole.
      if (bytes[0] === backslash && this.text[end] === backslash) continue
      for (const reading of this.escapesAfter(bytes, end, depth - 1)) {
        if (!found.some(other => isSame(other, reading))) found.push(reading)
      }
    }
    return found
  }

  /** Returns the byte itself. Of backslashes, which each level of escaping doubles, a run of any length may be one. */
  private plain(at: number): Reading[] {
    const byte = this.text[at]!
    const found = [{ bytes: [byte], end: at + 1 }]
    if (byte !== backslash) return found
    for (let end = at + 2; this.text[end - 1] === backslash && found.length < mostBackslashes; end++)
      found.push({ bytes: [byte], end })
    return found
  }

  private escapesAfter([byte, ...more]: readonly number[], end: number, depth: number): Reading[] {
    if (more.length > 0) return []
    switch (byte) {
      case backslash:
        return this.read(end, depth).flatMap(next => this.afterBackslash(next, depth))
      case percent:
        return [...this.hexByte(end), ...this.codeUnit(end, depth, percent)]
      case ampersand:
        return this.entity(end, depth)
      case plus:
        return [{ bytes: [space], end }]
      default:
        return []
    }
  }

  private afterBackslash({ bytes, end }: Reading, depth: number): Reading[] {
    if (bytes.length > 1) return [{ bytes, end }]
    const byte = bytes[0]!
    const letter = String.fromCharCode(byte)
    if (/[^0-9A-Za-z]/.test(letter)) return [{ bytes, end }]
    const control = letterEscapes.get(byte)
    if (control !== undefined) return [{ bytes: [control], end }]
    if (letter === 'x') return [...this.hexByte(end), ...this.character(/\{?0*([0-9a-f]{2,6})\}?/iy, end, 16)]
    if (letter === 'U') return this.character(/([0-9a-f]{8})/iy, end, 16)
    if (letter === 'u') {
      return [
        ...this.codeUnit(end - 1, depth, backslash),
        ...this.character(/\{0*([0-9a-f]{1,6})\}/iy, end, 16),
      ]
    }
    const octal = this.match(/[0-7]{1,3}/y, end - 1)
    return octal ? [{ bytes: [Number.parseInt(octal[0], 8) & 0xff], end: end - 1 + octal[0].length }] : []
  }

  /** Reads `3c`: one byte, perhaps one of several bytes of a character. */
  private hexByte(at: number): Reading[] {
    const byte = this.hex(at, 2)
    return byte === undefined ? [] : [{ bytes: [byte], end: at + 2 }]
  }

  /** Reads `u003c`. A high surrogate needs the low one after another `introducer`. */
  private codeUnit(at: number, depth: number, introducer: number): Reading[] {
    const unit = this.text[at] === code('u') ? this.hex(at + 1, 4) : undefined
    if (unit === undefined) return []
    const end = at + 5
    if (unit >> 10 !== 0x36) return [{ bytes: utf8(unit), end }]
    return this.read(end, depth).flatMap(next => {
      const paired = next.bytes[0] === introducer && this.text[next.end] === code('u')
      const low = paired ? this.hex(next.end + 1, 4) : undefined
      if (low === undefined || low >> 10 !== 0x37) return []
      return [{ bytes: [...Buffer.from(String.fromCharCode(unit, low))], end: next.end + 5 }]
    })
  }

  /** Reads `lt;`, `#60;` or `#x3c;`. The `;` may be missing. */
  private entity(at: number, depth: number): Reading[] {
    const named = this.match(/[A-Za-z]{2,8}/y, at)
    const character = named && Object.hasOwn(entities, named[0]) ? entities[named[0]] : undefined
    const found: Reading[] =
      character === undefined ? [] : [{ bytes: utf8(character.codePointAt(0)!), end: at + named![0].length }]
    for (const { bytes, end } of this.read(at, depth)) {
      if (bytes[0] !== code('#')) continue
      found.push(...this.character(/0*([1-9][0-9]{0,6})(?![0-9])/y, end, 10))
      found.push(...this.character(/x0*([0-9a-f]{1,6})(?![0-9a-f])/iy, end, 16))
    }
    return found.flatMap(reading => {
      const ends = this.read(reading.end, depth).filter(({ bytes }) => bytes[0] === code(';'))
      return ends.length === 0 ? [reading] : ends.map(({ end }) => ({ bytes: reading.bytes, end }))
    })
  }

  /** Reads a code point, the first group of `form`. */
  private character(form: RegExp, at: number, base: 10 | 16): Reading[] {
    const digits = this.match(form, at)
    const point = digits ? Number.parseInt(digits[1]!, base) : Number.NaN
    return point <= 0x10ffff ? [{ bytes: utf8(point), end: at + digits![0].length }] : []
  }

  /** Reads a number of exactly that many hexadecimal digits. */
  private hex(at: number, digits: number): number | undefined {
    let number = 0
    for (let i = at; i < at + digits; i++) {
      const digit = hexValues[this.text[i] ?? 0]!
      if (digit > 15) return undefined
      number = number * 16 + digit
    }
    return number
  }

  private match(form: RegExp, at: number): RegExpExecArray | null {
    form.lastIndex = 0
    return form.exec(this.text.toString('latin1', at, at + longestNumber))
  }
}

/** Bytes of the longest number in an escape. */
const longestNumber = 16

function isSame(one: Reading, other: Reading): boolean {
  return (
    one.end === other.end &&
    one.bytes.length === other.bytes.length &&
    one.bytes.every((byte, i) => byte === other.bytes[i])
  )
}

function utf8(point: number): number[] {
  return [...Buffer.from(String.fromCodePoint(point))]
}
