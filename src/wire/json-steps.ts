import { isAt } from './known-strings.ts'

/** A member's name to look for, as text and as UTF-8. */
export interface MemberName {
  readonly text: string
  readonly bytes: Buffer
}

const backslash = 0x5c
/** Bytes of an escape, such as `\u0061`, for a character of one byte. */
const longestEscape = 6

/**
 * Steps through the members of an object or the items of an array without building anything. The JSON must be
 * well-formed, which `ObjectScanner` has proved: nothing is checked again.
 */
export class JsonSteps {
  /** The present value is `bytes[start, end)`. */
  start = 0
  end = 0
  /** Its raw name, without quotes, is `bytes[nameStart, nameEnd)`; both are 0 for an array's item. */
  nameStart = 0
  nameEnd = 0
  private readonly bytes: Buffer
  private readonly isObject: boolean

  /** @param at the position of the `{` or `[` */
  constructor(bytes: Buffer, at: number) {
    this.bytes = bytes
    this.isObject = bytes[at] === 0x7b
    this.end = at + 1
  }

  /** Steps to the next value; returns false if there is none. */
  next(): boolean {
    const { bytes } = this
    let at = afterGap(bytes, this.end)
    if (isClosing(bytes[at]!)) return false
    if (this.isObject) {
      this.nameStart = at + 1
      at = stringEnd(bytes, this.nameStart)
      this.nameEnd = at - 1
      at = afterGap(bytes, at)
    }
    this.start = at
    this.end = valueEnd(bytes, at)
    return true
  }

  /** The member's name, unescaped. */
  get name(): string {
    const text = this.bytes.toString('utf8', this.nameStart, this.nameEnd)
    return text.includes('\\') ? (JSON.parse(`"${text}"`) as string) : text
  }

  /** Whether the name is `wanted`. Decodes a name only if it has escapes and may be the same. */
  isNamed(wanted: MemberName): boolean {
    const { bytes, nameStart, nameEnd } = this
    const length = nameEnd - nameStart
    const plain = wanted.bytes.length
    if (length === plain) return isAt(wanted.bytes, bytes, nameStart) && !wanted.bytes.includes(backslash)
    if (length < plain || length > plain * longestEscape) return false
    return bytes.subarray(nameStart, nameEnd).includes(backslash) && this.name === wanted.text
  }
}

/** From the first byte of a value to after its last. */
export function valueEnd(bytes: Buffer, at: number): number {
  let depth = 0
  do {
    const c = bytes[at]!
    if (c === 0x22) at = stringEnd(bytes, at + 1)
    else if (isOpening(c)) {
      depth++
      at++
    } else if (isClosing(c)) {
      depth--
      at++
    } else if (isGap(c)) at++
    else at = scalarEnd(bytes, at)
  } while (depth > 0)
  return at
}

/** From after an opening quote to after the closing one. */
export function stringEnd(bytes: Buffer, at: number): number {
  for (let c = bytes[at]; c !== 0x22; c = bytes[at]) at += c === backslash ? 2 : 1
  return at + 1
}

function scalarEnd(bytes: Buffer, at: number): number {
  while (at < bytes.length && !isGap(bytes[at]!) && !isClosing(bytes[at]!)) at++
  return at
}

/** After white space, and the comma or colon in it. */
export function afterGap(bytes: Buffer, at: number): number {
  while (isGap(bytes[at]!)) at++
  return at
}

export function isOpening(c: number): boolean {
  return c === 0x7b || c === 0x5b
}

export function isClosing(c: number): boolean {
  return c === 0x7d || c === 0x5d
}

/** Whether `c` separates tokens: white space, a comma, a colon. */
export function isGap(c: number): boolean {
  return c === 0x20 || c === 0x2c || c === 0x3a || c === 0x09 || c === 0x0d || c === 0x0a
}
