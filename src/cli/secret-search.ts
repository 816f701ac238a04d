import { lineGlyphs } from '../format/event-styles.ts'
import { EscapeReader, escapeStarts } from './escape-reader.ts'
import type { Needle } from './secret-needles.ts'

/** The marks of a cut. `..` also finds `...`. */
const cutMarks = Object.values(lineGlyphs).map(({ cut }) => Buffer.from(cut))
/** Bytes of an escape, such as `\ud83d\udd2`, that may be left before a cut, and of the end of a colour after it. */
const longestRest = 32
/** The first byte of U+FFFD, which a UTF-8 decoder returns for a character that was cut. */
const replacementStart = 0xef
const colourStart = 27
const newline = 10
/** What the program itself puts into a line: colours, and line breaks when it wraps. */
const ours = /^(?:\x1b\[[\d;]*m|\n *)/
/** Bytes of white space with which a wrapped line may begin. */
const longestLineStart = 200
/** Bytes that may begin an escape or the mark of a cut. */
const notPlain = new Set([
  ...escapeStarts,
  ...cutMarks.map(mark => mark[0]!),
  replacementStart,
  colourStart,
  newline,
])

/** Searches one text for the forms of a secret, in every way that its escapes may be read. Takes time linear in the text. */
export class SecretSearch {
  private readonly text: Buffer
  private readonly byFirst: readonly (readonly Needle[])[]
  private readonly escapes: EscapeReader

  /** @param byFirst the needles by their first byte */
  constructor(text: Buffer, byFirst: readonly (readonly Needle[])[]) {
    this.text = text
    this.byFirst = byFirst
    this.escapes = new EscapeReader(text)
  }

  /** Returns the end of the longest needle that begins at `start`; 0 if there is none. */
  endFrom(start: number): number {
    const first = this.text[start]!
    if (!escapeStarts.includes(first)) return this.endWithFirst(first, start)
    const firsts = new Set(this.escapes.at(start).map(({ bytes }) => bytes[0]!))
    return Math.max(...Array.from(firsts, byte => this.endWithFirst(byte, start)))
  }

  private endWithFirst(byte: number, start: number): number {
    let end = 0
    for (const needle of this.byFirst[byte]!) end = Math.max(end, this.endOf(needle, start) ?? 0)
    return end
  }

  /** Returns the end of the needle at `start`, or the position of a cut that leaves a revealing part of it. */
  private endOf(needle: Needle, start: number): number | undefined {
    const { text } = this
    const { accepts, between, revealing, wordOnly } = needle
    if (this.differsSoon(needle, start)) return undefined
    if (wordOnly && isWordByte(text[start - 1])) return undefined
    let cutAt: number | undefined
    // Follows every way to read the text, and visits each position once per number of matched bytes.
    const open = [start, 0]
    const seen = new Set<number>()
    const visit = (at: number, matched: number) => {
      const state = at * (accepts.length + 1) + matched
      if (seen.has(state)) return
      seen.add(state)
      open.push(at, matched)
    }
    while (open.length > 0) {
      let matched = open.pop()!
      let at = open.pop()!
      while (isPlain(text[at], between) && accepts[matched]?.includes(text[at]!)) {
        at++
        matched++
      }
      if (matched === accepts.length) {
        if (wordOnly && isWordByte(text[at])) continue
        return at
      }
      if (matched >= revealing) cutAt ??= this.cutFrom(at)
      if (isPlain(text[at], between)) continue
      for (const { bytes, end } of this.escapes.at(at)) {
        if (matched > 0 && bytes.length === 1 && between.includes(bytes[0]!)) visit(end, matched)
        if (begins(accepts, matched, bytes)) visit(end, matched + bytes.length)
      }
      if (matched > 0 && (text[at] === colourStart || text[at] === newline)) {
        const skipped = ours.exec(text.toString('latin1', at, at + longestLineStart))
        if (skipped) visit(at + skipped[0].length, matched)
      }
    }
    return cutAt
  }

  /** Whether the text at `start` differs from the needle before any byte that may be read in another way. */
  private differsSoon({ accepts, between, revealing }: Needle, start: number): boolean {
    for (let i = 0; i < revealing; i++) {
      const byte = this.text[start + i]
      if (byte === undefined) return true
      if (!isPlain(byte, between)) return false
      if (!accepts[i]!.includes(byte)) return true
    }
    return false
  }

  /** Returns the position of a cut's mark, at `at` or after the rest of an escape there. */
  private cutFrom(at: number): number | undefined {
    const near = this.text.subarray(at, at + longestRest)
    const cuts = cutMarks.map(mark => near.indexOf(mark)).filter(found => found >= 0)
    if (cuts.length === 0) return undefined
    const found = Math.min(...cuts)
    const rest = escapeStarts.includes(near[0]!) || near[0] === replacementStart
    return found === 0 || rest ? at + found : undefined
  }
}

/** Whether `bytes` match the form from `from` on. */
function begins(accepts: Needle['accepts'], from: number, bytes: readonly number[]): boolean {
  return bytes.every((byte, i) => accepts[from + i]?.includes(byte))
}

function isPlain(byte: number | undefined, between: readonly number[]): boolean {
  return byte !== undefined && !notPlain.has(byte) && !between.includes(byte)
}

function isWordByte(byte: number | undefined): boolean {
  return byte !== undefined && /\w/.test(String.fromCharCode(byte))
}
