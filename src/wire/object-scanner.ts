import { JsonCursor } from './json-cursor.ts'
import { QuickScan, row, sureButInexact } from './quick-scan.ts'

/**
 * Scans one line as a JSON object (RFC 8259), in one pass over its bytes and without building anything. It proves that
 * the line is one whole object, and finds the values of a few top-level members. So an event can be passed on byte for
 * byte, and its `delivery_id` can be returned exactly as it was received, whatever number or string it is.
 *
 * As with `JSON.parse`, the last of several members of one name counts, names are compared after unescaping, and bytes
 * that are not UTF-8 are accepted inside strings (they are shown as U+FFFD later).
 *
 * `QuickScan` handles nearly all lines. The scan here decides on those that it is not sure about, and finds where a line
 * stops being JSON.
 */
export class ObjectScanner extends JsonCursor {
  /** Where the raw value of each named member starts and ends; `from[i]` is -1 if the member is absent. */
  readonly from: Int32Array
  readonly to: Int32Array
  /** Whether the object has other members than the named ones, or one of these twice. */
  hasOthers = false
  private readonly names: Buffer[]
  private readonly shortest: number
  private readonly longest: number
  private readonly ignoreExact: boolean[]
  private quickScan: QuickScan | null | undefined
  /** The open brackets, one byte each: 1 for an object, 0 for an array. */
  private nest = new Uint8Array(64)

  /**
   * @param names the top-level members to find, in the order of `from` and `to`
   * @param ignore those of them whose numbers do not set `inexact`, since they are never parsed with the line
   */
  constructor(names: readonly string[], ignore: readonly string[] = []) {
    super()
    this.names = names.map(name => Buffer.from(name))
    this.ignoreExact = names.map(name => ignore.includes(name))
    this.shortest = Math.min(...this.names.map(name => name.length))
    this.longest = Math.max(...this.names.map(name => name.length))
    this.from = new Int32Array(names.length).fill(-1)
    this.to = new Int32Array(names.length).fill(-1)
  }

  /** Returns where a name is in the results; -1 if it is not looked for. */
  indexOf(name: string): number {
    return this.names.findIndex(one => one.toString() === name)
  }

  /** Whether `bytes[start, end)` is one JSON object, possibly with white space around it. */
  scan(bytes: Buffer, start: number, end: number): boolean {
    const { quick } = this
    quick?.line(bytes, start, end)
    const sureness = quick?.rows[row.sure]
    if (!sureness) return this.scanSlowly(bytes, start, end)
    const { from, to } = this
    for (let i = 0; i < from.length; i++) {
      from[i] = quick.rows[row.members + 2 * i]!
      to[i] = quick.rows[row.members + 2 * i + 1]!
    }
    this.inexact = sureness === sureButInexact
    this.hasOthers = quick.rows[row.others] === 1
    return true
  }

  /** A scan of many lines at once for the same members. Created on first use; null where it is not available. */
  get quick(): QuickScan | null {
    if (this.quickScan === undefined) this.quickScan = QuickScan.create(this.names, this.ignoreExact) ?? null
    return this.quickScan
  }

  /** As `scan`, in JavaScript alone. The tests compare the two. */
  scanSlowly(bytes: Buffer, start: number, end: number): boolean {
    this.bytes = bytes
    this.end = end
    this.inexact = false
    this.hasOthers = false
    this.from.fill(-1)
    let at = this.space(start)
    if (at >= end || bytes[at] !== 0x7b) return this.refuse(at)
    at = this.space(at + 1)
    if (at < end && bytes[at] === 0x7d) return this.nothingAfter(at + 1)
    for (;;) {
      if (at >= end || bytes[at] !== 0x22) return this.refuse(at)
      const nameStart = at + 1
      at = this.string(nameStart)
      if (at < 0) return false
      const member = this.memberNamed(nameStart, at - 1)
      at = this.space(at)
      if (at >= end || bytes[at] !== 0x3a) return this.refuse(at)
      const valueStart = this.space(at + 1)
      const inexactBefore: boolean = this.inexact
      at = this.value(valueStart)
      if (at < 0) return false
      if (member < 0 || this.from[member]! >= 0) this.hasOthers = true
      if (member >= 0) {
        this.from[member] = valueStart
        this.to[member] = at
        if (this.ignoreExact[member] && bytes[valueStart]! <= 0x39 && bytes[valueStart] !== 0x22) {
          this.inexact = inexactBefore
        }
      }
      at = this.space(at)
      if (at >= end) return this.refuse(at)
      const c = bytes[at]
      if (c === 0x7d) return this.nothingAfter(at + 1)
      if (c !== 0x2c) return this.refuse(at)
      at = this.space(at + 1)
    }
  }

  private nothingAfter(at: number): boolean {
    const rest = this.space(at)
    return rest >= this.end || this.refuse(rest)
  }

  private memberNamed(start: number, end: number): number {
    const { bytes, names } = this
    const length = end - start
    if (length < this.shortest) return -1
    if (this.escaped) return this.memberUnescaped(start, end)
    if (length > this.longest) return -1
    each: for (let i = 0; i < names.length; i++) {
      const name = names[i]!
      if (name.length !== length) continue
      for (let k = 0; k < length; k++) if (name[k] !== bytes[start + k]) continue each
      return i
    }
    return -1
  }

  private memberUnescaped(start: number, end: number): number {
    const name = JSON.parse(this.bytes.toString('utf8', start - 1, end + 1)) as string
    return this.indexOf(name)
  }

  /** From the first byte of a value to after it; -1 if this is not a value. Nesting costs a byte per level, not a call. */
  private value(at: number): number {
    const { bytes, end } = this
    let depth = 0
    for (;;) {
      const c = at < end ? bytes[at]! : 0
      if (c === 0x22) {
        at = this.string(at + 1)
      } else if (c === 0x7b || c === 0x5b) {
        const isObject = c === 0x7b
        at = this.space(at + 1)
        if (at >= end || bytes[at] !== (isObject ? 0x7d : 0x5d)) {
          this.open(depth++, isObject)
          if (isObject) at = this.name(at)
          if (at < 0) return -1
          continue
        }
        at++
      } else if (c === 0x2d || (c >= 0x30 && c <= 0x39)) {
        at = this.number(at)
      } else {
        at = this.word(at, c)
      }
      if (at < 0) return -1
      // A value has ended: close what it closes, then go to the next one.
      for (;;) {
        if (depth === 0) return at
        at = this.space(at)
        const isObject = this.nest[depth - 1] === 1
        const next = at < end ? bytes[at]! : 0
        if (next === 0x2c) {
          at = this.space(at + 1)
          if (isObject) at = this.name(at)
          if (at < 0) return -1
          break
        }
        if (next !== (isObject ? 0x7d : 0x5d)) return this.fail(at)
        at++
        depth--
      }
    }
  }

  /** From the quote of a nested member's name to its value. */
  private name(at: number): number {
    if (at >= this.end || this.bytes[at] !== 0x22) return this.fail(at)
    at = this.string(at + 1)
    if (at < 0) return -1
    at = this.space(at)
    if (at >= this.end || this.bytes[at] !== 0x3a) return this.fail(at)
    return this.space(at + 1)
  }

  private open(depth: number, isObject: boolean): void {
    if (depth >= this.nest.length) {
      const wider = new Uint8Array(this.nest.length * 2)
      wider.set(this.nest)
      this.nest = wider
    }
    this.nest[depth] = isObject ? 1 : 0
  }
}
