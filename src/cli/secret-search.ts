import { lineGlyphs } from '../format/event-styles.ts'
import type { Needle } from './secret-needles.ts'
import { introducers, SpelledBytes } from './spelled-bytes.ts'

/** How a cut is marked; `..` stands for `...` as well. */
const cutMarks = Object.values(lineGlyphs).map(({ cut }) => Buffer.from(cut))
/** Bytes that may be left of an escape before a cut, with a colour's end behind it: `\ud83d\udd2`. */
const longestRest = 32
/** Begins what a decoder of UTF-8 makes of a character that was cut. */
const replacementStart = 0xef
const colourStart = 27
const newline = 10
/** What we put into a line ourselves: colours, and the breaks of a wrapped one. */
const ours = /^(?:\x1b\[[\d;]*m|\n *)/
/** Bytes of white space that a wrapped line may begin with. */
const longestLineStart = 200
/** Bytes that may be more than themselves, or begin the mark of a cut. */
const notPlain = new Set([
  ...introducers,
  ...cutMarks.map(mark => mark[0]!),
  replacementStart,
  colourStart,
  newline,
])

/** Looks for the forms of a secret in one text, following all that it may be read as. Time is linear in the text. */
export class SecretSearch {
  private readonly text: Buffer
  private readonly byFirst: readonly (readonly Needle[])[]
  private readonly spelled: SpelledBytes

  /** @param byFirst for each byte, the needles that begin with it */
  constructor(text: Buffer, byFirst: readonly (readonly Needle[])[]) {
    this.text = text
    this.byFirst = byFirst
    this.spelled = new SpelledBytes(text)
  }

  /** Where the longest of the needles ends that begin at `start`; 0 where none does. */
  endFrom(start: number): number {
    const first = this.text[start]!
    if (!introducers.includes(first)) return this.endWithFirst(first, start)
    const firsts = new Set(this.spelled.at(start).map(({ bytes }) => bytes[0]!))
    return Math.max(...Array.from(firsts, byte => this.endWithFirst(byte, start)))
  }

  private endWithFirst(byte: number, start: number): number {
    let end = 0
    for (const needle of this.byFirst[byte]!) end = Math.max(end, this.endOf(needle, start) ?? 0)
    return end
  }

  /** Where the needle ends that begins at `start`, or the cut before which a telling part of it stands. */
  private endOf(needle: Needle, start: number): number | undefined {
    const { text } = this
    const { accepts, between, telling, wordOnly } = needle
    if (this.differsSoon(needle, start)) return undefined
    if (wordOnly && isWordByte(text[start - 1])) return undefined
    let cutAt: number | undefined
    // All ways to read the text are followed, and each place is visited once for each number of bytes matched.
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
      if (matched >= telling) cutAt ??= this.cutFrom(at)
      if (isPlain(text[at], between)) continue
      for (const { bytes, end } of this.spelled.at(at)) {
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

  /** What stands at `start` differs from the needle before anything comes that could be read in another way. */
  private differsSoon({ accepts, between, telling }: Needle, start: number): boolean {
    for (let i = 0; i < telling; i++) {
      const byte = this.text[start + i]
      if (byte === undefined) return true
      if (!isPlain(byte, between)) return false
      if (!accepts[i]!.includes(byte)) return true
    }
    return false
  }

  /** The mark of a cut that stands at `at`, or behind what is left of an escape there. */
  private cutFrom(at: number): number | undefined {
    const near = this.text.subarray(at, at + longestRest)
    const cuts = cutMarks.map(mark => near.indexOf(mark)).filter(found => found >= 0)
    if (cuts.length === 0) return undefined
    const found = Math.min(...cuts)
    const rest = introducers.includes(near[0]!) || near[0] === replacementStart
    return found === 0 || rest ? at + found : undefined
  }
}

/** Whether `accepts` goes on with `bytes` from `from` on. */
function begins(accepts: Needle['accepts'], from: number, bytes: readonly number[]): boolean {
  return bytes.every((byte, i) => accepts[from + i]?.includes(byte))
}

function isPlain(byte: number | undefined, between: readonly number[]): boolean {
  return byte !== undefined && !notPlain.has(byte) && !between.includes(byte)
}

function isWordByte(byte: number | undefined): boolean {
  return byte !== undefined && /\w/.test(String.fromCharCode(byte))
}
