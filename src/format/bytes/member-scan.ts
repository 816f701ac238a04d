import { isAt } from '../../base/words.ts'
import { stringEnd, valueEnd } from '../../wire/json-steps.ts'
import { KnownBytes } from './known-bytes.ts'
import type { MemberName } from './member-name.ts'

/** The most members of an object, and the most names that are remembered. */
const mostMembers = 1024
const mostNames = 4096

const space = 0x20
const quote = 0x22
const colon = 0x3a
const comma = 0x2c
const closing = 0x7d
const opening = 0x7b

/** Names whose order in an object is not that of the line, and text that may stand for other bytes. */
const odd = /^(?:\d+|__proto__)$|[\\\ufffd]/

/**
 * Finds the members of an object in a line that is known to be JSON. It is for objects as servers write them, with at most
 * a space after a comma or a colon, whose names it has seen before: it compares them with those that followed each other
 * last time.
 */
export class MemberScan {
  /** After `scan`: how many members there are. */
  count = 0
  /** The name of each, and where its value starts and ends. */
  readonly names: MemberName[] = []
  readonly from = new Int32Array(mostMembers)
  readonly to = new Int32Array(mostMembers)
  private readonly nameOf: (key: Uint8Array, text: string) => MemberName
  private readonly known = new KnownBytes<MemberName>(mostNames, name => {
    name.isForgotten = true
  })
  private first: MemberName | undefined
  private scans = 0
  /** Whether the object has a name that was not known before: then a name that it has twice could be missed. */
  private isNew = false

  /** @param nameOf makes a name that is new: see `MemberName` */
  constructor(nameOf: (key: Uint8Array, text: string) => MemberName) {
    this.nameOf = nameOf
  }

  /**
   * Scans the object at `at`. Returns the position after it; -1 if it is none, or must be read in another way: it has more
   * white space, a name twice, one that is new, or one that changes the order of members.
   *
   * @param view of `bytes`
   */
  scan(bytes: Buffer, view: DataView, at: number): number {
    this.count = 0
    if (bytes[at] !== opening) return -1
    if (bytes[at + 1] === closing) return at + 2
    const scan = ++this.scans
    this.isNew = false
    let count = 0
    let before: MemberName | undefined
    let expected = this.first
    do {
      at += bytes[at + 1] === space ? 2 : 1
      if (bytes[at] !== quote || count === mostMembers) return -1
      at++
      let name = expected
      // A longer key differs at the quote that ends the name here, if not before: nothing behind the line is read.
      if (!name || name.isForgotten || !isAt(name.key, view, at)) {
        name = this.find(bytes, view, at)
        if (!name) return -1
        if (before) before.next = name
        else this.first = name
      }
      if (name.scan === scan) return -1
      name.scan = scan
      at += name.key.size
      if (bytes[at] === space) at++
      this.names[count] = name
      this.from[count] = at
      at = endOfValue(bytes, view, at)
      this.to[count++] = at
      before = name
      expected = name.next
    } while (bytes[at] === comma)
    this.count = count
    return bytes[at] === closing && !this.isNew ? at + 1 : -1
  }

  /** Returns a name, which is known from now on; undefined if the object must be read in another way. */
  private find(bytes: Buffer, view: DataView, at: number): MemberName | undefined {
    const end = stringEnd(bytes, at)
    if (bytes[end] !== colon) return undefined
    const found = this.known.get(view, at, end + 1)
    if (found) return found
    const text = bytes.toString('utf8', at, end - 1)
    if (odd.test(text)) return undefined
    this.isNew = true
    return this.known.add(view, at, end + 1, this.nameOf(bytes.subarray(at, end + 1), text))
  }
}

function endOfValue(bytes: Buffer, view: DataView, at: number): number {
  const c = bytes[at]!
  if (c === quote) return endOfString(bytes, view, at + 1)
  if (c === opening || c === 0x5b) return valueEnd(bytes, at)
  for (let d = c; d !== comma && d !== closing && d > 0x20; d = bytes[at]!) at++
  return at
}

/** From after an opening quote to after the closing one. */
function endOfString(bytes: Buffer, view: DataView, at: number): number {
  const last = bytes.length - 4
  while (at <= last) {
    const found = quoteOrBackslash(view.getInt32(at, true))
    if (found === 0) at += 4
    else return stringEnd(bytes, at + ((31 - Math.clz32(found & -found)) >> 3))
  }
  return stringEnd(bytes, at)
}

/** Of a word: the lowest bit that is set is in its first byte that is a quote or a backslash; 0 if none is. */
function quoteOrBackslash(word: number): number {
  return zeroByte(word ^ 0x22222222) | zeroByte(word ^ 0x5c5c5c5c)
}

function zeroByte(word: number): number {
  return (word - 0x01010101) & ~word & 0x80808080
}
