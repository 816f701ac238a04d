import assert from 'node:assert/strict'
import { ObjectScanner } from '../../src/wire/object-scanner.ts'
import {
  engineTellsSource,
  membersByEngine,
  membersByTokens,
  numbersIn,
} from '../../test/support/json-oracle.ts'
import type { Target } from './target.ts'
import { jsonWords, protocolWords, serverLines } from './words.ts'

const names = ['cmd', 'delivery_id', 'event_type', 'created_at', 'data']
const ignored = ['delivery_id', 'created_at']
const scan = new ObjectScanner(names, ignored)

/** The whole line, and the same bytes with others around that would change everything if they were read. */
const surroundings = [
  ['', ''],
  ['{"delivery_id":7,', '"delivery_id":8}'],
  ['"', 'e5"}'],
  ['\\', '.5}'],
] as const

export const scanner: Target = {
  about: 'the raw token of a top-level member, against a tokenizer and JSON.parse',
  covers: ['src/wire/object-scanner.ts'],
  seeds: [...serverLines, '{"cmd":tru', '{"cmd":"x","data":-'],
  words: [...jsonWords, ...protocolWords],
  check: bytes => {
    // A byte is a character here: a token is bytes, and what is JSON does not hang on letters beyond ASCII.
    const text = bytes.toString('latin1')
    const byTokens = membersByTokens(text)
    const byEngine = engineTellsSource ? membersByEngine(text) : undefined
    for (const [before, behind] of surroundings) {
      const line = Buffer.concat([Buffer.from(before), bytes, Buffer.from(behind)])
      const start = before.length
      const isObject = scan.scan(line, start, start + bytes.length)
      assert.equal(isObject, byTokens !== undefined, 'is it one JSON object?')
      if (!isObject) {
        assert.ok(scan.fault >= start && scan.fault <= start + bytes.length, 'the fault lies in the line')
        continue
      }
      names.forEach((name, i) => {
        const [from, to] = [scan.from[i]!, scan.to[i]!]
        const token = from < 0 ? undefined : line.toString('latin1', from, to)
        assert.equal(token, byTokens!.get(name), `${name}, by tokens`)
        if (byEngine?.has(name)) assert.equal(token, byEngine.get(name), `${name}, by the engine`)
      })
      checkInexact(text, byTokens!)
    }
    return kindOf(bytes, byTokens)
  },
}

function checkInexact(text: string, members: Map<string, string>): void {
  const numbers = numbersIn(text)
  const counts = new Map<string, number>()
  for (const number of numbers) counts.set(number, (counts.get(number) ?? 0) + 1)
  if (scan.inexact) {
    assert.ok(
      numbers.some(number => !/^(?:0|-?[1-9]\d{0,14})$/.test(number)),
      'inexact, with small whole numbers alone',
    )
    return
  }
  // Those that are read by themselves do not count. One said twice may hide another: then nothing is known.
  const isTwice = ignored.some(name => text.split(name).length > 2)
  if (isTwice || /\\u00/.test(text)) return
  for (const name of ignored) {
    const token = members.get(name)
    if (token !== undefined && counts.has(token)) counts.set(token, counts.get(token)! - 1)
  }
  for (const [number, count] of counts)
    assert.ok(count === 0 || String(Number(number)) === number, `${number} is not what a double gives back`)
}

function kindOf(bytes: Buffer, members: Map<string, string> | undefined): string {
  if (members === undefined) return `no ${signAt(bytes, scan.fault - 2)}${signAt(bytes, scan.fault - 1)}`
  return names.map(name => signAt(Buffer.from(members.get(name) ?? '-'), 0)).join('') + scan.inexact
}

/** The class of a byte, so that letters and digits are not told apart. */
function signAt(bytes: Buffer, at: number): string {
  const sign = String.fromCharCode(bytes[at] ?? 0)
  return /[0-9]/.test(sign) ? '0' : /[a-zA-Z]/.test(sign) ? 'a' : sign > '~' ? '~' : sign < ' ' ? '.' : sign
}
