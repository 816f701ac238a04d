/**
 * Reads the leaves of JSON (RFC 8259) on its bytes: white space, strings, numbers, words. Each method takes a position
 * and returns the one after what it read, or sets `fault` to the first position that is not JSON and returns -1.
 */
export abstract class JsonCursor {
  /**
   * Whether a number that was read may not be what a double prints: `127.0`, `1e3`, more than 15 digits.
   */
  inexact = false
  /** The first position that was not JSON in what was refused last. */
  fault = 0
  protected bytes: Buffer = Buffer.alloc(0)
  protected end = 0
  /** Whether the last string read has a backslash. */
  protected escaped = false

  protected refuse(at: number): false {
    this.fault = at
    return false
  }

  protected fail(at: number): -1 {
    this.fault = at
    return -1
  }

  protected space(at: number): number {
    const { bytes, end } = this
    while (at < end) {
      const c = bytes[at]!
      if (c > 0x20 || (c !== 0x20 && c !== 0x09 && c !== 0x0d && c !== 0x0a)) break
      at++
    }
    return at
  }

  /** From after an opening quote to after the closing one; -1 if this is not a string. */
  protected string(at: number): number {
    const { bytes, end } = this
    this.escaped = false
    while (at < end) {
      const c = bytes[at]!
      if (c === 0x22) return at + 1
      if (c < 0x20) return this.fail(at)
      if (c !== 0x5c) {
        at++
        continue
      }
      this.escaped = true
      const kind = at + 1 < end ? bytes[at + 1]! : 0
      if (kind === 0x75) {
        if (at + 6 > end) return this.fail(end)
        for (let k = at + 2; k < at + 6; k++) if (!isHex(bytes[k]!)) return this.fail(k)
        at += 6
      } else {
        if (!isEscape(kind)) return this.fail(at + 1)
        at += 2
      }
    }
    return this.fail(end)
  }

  protected number(at: number): number {
    const { bytes } = this
    const start = at
    if (bytes[at] === 0x2d) at++
    const first = at
    if (this.byteAt(at) === 0x30) at++
    else at = this.digits(at)
    if (at < 0) return -1
    let plain = !(bytes[first] === 0x30 && first > start && this.byteAt(at) !== 0x2e)
    let digits = at - first
    if (this.byteAt(at) === 0x2e) {
      at = this.digits(at + 1)
      if (at < 0) return -1
      digits = at - first - 1
      plain = bytes[at - 1] !== 0x30
    }
    // A double preserves up to 15 digits.
    if (digits > 15) plain = false
    const e = this.byteAt(at)
    if (e === 0x65 || e === 0x45) {
      const sign = this.byteAt(at + 1)
      at = this.digits(sign === 0x2b || sign === 0x2d ? at + 2 : at + 1)
      if (at < 0) return -1
      plain = false
    }
    // A double prints 0.0000001 as 1e-7.
    if (plain && bytes[first] === 0x30 && at - first > 7) plain = false
    if (!plain) this.inexact = true
    return at
  }

  protected byteAt(at: number): number {
    return at < this.end ? this.bytes[at]! : 0
  }

  protected digits(at: number): number {
    const { bytes, end } = this
    const start = at
    while (at < end && bytes[at]! >= 0x30 && bytes[at]! <= 0x39) at++
    return at > start ? at : this.fail(at)
  }

  protected word(at: number, c: number): number {
    const word = c === 0x74 ? words.true : c === 0x66 ? words.false : c === 0x6e ? words.null : undefined
    if (!word || at + word.length > this.end) return this.fail(at)
    for (let k = 0; k < word.length; k++) if (this.bytes[at + k] !== word[k]) return this.fail(at + k)
    return at + word.length
  }
}

const words = { true: Buffer.from('true'), false: Buffer.from('false'), null: Buffer.from('null') }

function isHex(c: number): boolean {
  return (c >= 0x30 && c <= 0x39) || (c >= 0x41 && c <= 0x46) || (c >= 0x61 && c <= 0x66)
}

/** One of `" \ / b f n r t`. */
function isEscape(c: number): boolean {
  return (
    c === 0x22 ||
    c === 0x5c ||
    c === 0x2f ||
    c === 0x62 ||
    c === 0x66 ||
    c === 0x6e ||
    c === 0x72 ||
    c === 0x74
  )
}
