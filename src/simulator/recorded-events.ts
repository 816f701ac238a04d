import { isUtf8 } from 'node:buffer'
import { excerpt } from '../base/safe-text.ts'
import { say } from '../language/say.ts'
import { ObjectScanner } from '../wire/object-scanner.ts'
import type { Words } from '../wire/words.ts'

/** The events in a file of lines. */
export interface RecordedEvents {
  /** Each event's line, without its end. */
  readonly lines: readonly Buffer[]
  /** How many of them had no `delivery_id`, and got their number in the file. */
  readonly numbered: number
  /** How many lines are not events. */
  readonly faulty: number
  /** The first of these lines, in order. */
  readonly faults: readonly LineFault[]
}

export interface LineFault {
  /** 1 for the first line of the file; blank lines count. */
  readonly line: number
  /** What the line is instead of an event. Safe to show. */
  readonly what: string
  /** Its first byte that is not white space. */
  readonly begins: string
}

/** Faults that are kept. */
const maxFaults = 3

const scanner = new ObjectScanner(['cmd', 'delivery_id'])

/**
 * Finds the events in `text`, which is UTF-8. Lines end with `\n`, or with `\r\n` if the first one does; otherwise a
 * `\r` at the end is part of what a server sent. Blank lines are skipped.
 *
 * @param otherPushes the `cmd` of a push in other dialects: it becomes that of this one
 */
export function recordedEvents(
  text: Buffer,
  { push }: Words,
  otherPushes: readonly string[] = [],
): RecordedEvents {
  const lines: Buffer[] = []
  const faults: LineFault[] = []
  const carriageReturn = text[text.indexOf(0x0a) - 1] === 0x0d
  let faulty = 0
  let numbered = 0
  for (let start = 0, line = 1; start < text.length; line++) {
    const newline = text.indexOf(0x0a, start)
    const next = newline < 0 ? text.length : newline + 1
    const last = newline < 0 ? text.length : newline
    const end = carriageReturn && last > start && text[last - 1] === 0x0d ? last - 1 : last
    const first = firstVisible(text, start, end)
    if (first < end) {
      const what = faultOf(text, start, end, [push, ...otherPushes])
      if (what !== undefined) {
        if (++faulty <= maxFaults) faults.push({ line, what, begins: String.fromCharCode(text[first]!) })
      } else {
        const hasId = scanner.from[1]! >= 0
        if (!hasId) numbered++
        const given = text.subarray(start, end)
        const numberedLine = hasId ? given : withId(text, start, end, lines.length + 1)
        lines.push(withCmd(numberedLine, push))
      }
    }
    start = next
  }
  return { lines, numbered, faulty, faults }
}

/** Says what a line is instead of an event. Leaves the positions of its members in `scanner`. */
function faultOf(
  text: Buffer,
  start: number,
  end: number,
  [push, ...others]: readonly [string, ...string[]],
): string | undefined {
  if (!scanner.scan(text, start, end)) return say('not one JSON object')
  if (!isUtf8(text.subarray(start, end))) return say('not UTF-8')
  const [from] = scanner.from
  if (from! < 0) return say('an object without cmd')
  const name: unknown = JSON.parse(text.toString('utf8', from, scanner.to[0]))
  if (name === push || others.includes(name as string)) return undefined
  const given = typeof name === 'string' ? excerpt(JSON.stringify(name)) : say('no string')
  return say('cmd is {given}, not "{push}"', { given, push })
}

/** Returns the line with `push` as its cmd; the same bytes if it has that already. */
function withCmd(line: Buffer, push: string): Buffer {
  scanner.scan(line, 0, line.length)
  const [from, to] = [scanner.from[0]!, scanner.to[0]!]
  if (JSON.parse(line.toString('utf8', from, to)) === push) return line
  return Buffer.concat([line.subarray(0, from), Buffer.from(JSON.stringify(push)), line.subarray(to)])
}

/** Returns the line with a `delivery_id` after its cmd, where real servers write it. */
function withId(text: Buffer, start: number, end: number, id: number): Buffer {
  const at = scanner.to[0]!
  return Buffer.concat([
    text.subarray(start, at),
    Buffer.from(`,"delivery_id":${id}`),
    text.subarray(at, end),
  ])
}

/** The position of the first byte that is not white space; `end` if there is none. */
function firstVisible(text: Buffer, start: number, end: number): number {
  let at = start
  while (at < end && (text[at] === 0x20 || text[at] === 0x09 || text[at] === 0x0d)) at++
  return at
}
