import assert from 'node:assert/strict'
import { ObjectScanner } from '../../src/wire/object-scanner.ts'
import {
  engineTellsSource,
  membersByEngine,
  membersByTokens,
  numbersIn,
} from '../../test/support/json-oracle.ts'
import { jsonWords, noti1Lines, protocolWords } from './dictionary.ts'
import type { Target } from './target.ts'

const names = ['cmd', 'delivery_id', 'event_type', 'created_at', 'data']
const ignored = ['delivery_id', 'created_at']
const scan = new ObjectScanner(names, ignored)

/** What is before and after the line: nothing, or bytes that would change the result if they were read. */
const surroundings = [
  ['', ''],
  ['{"delivery_id":7,', '"delivery_id":8}'],
  ['"', 'e5"}'],
  ['\\', '.5}'],
] as const

export const scanner: Target = {
  about: 'the raw token of a top-level member, against a tokenizer and JSON.parse',
  covers: ['src/wire/object-scanner.ts'],
  seeds: [...noti1Lines, '{"cmd":tru', '{"cmd":"x","data":-'],
  dictionary: [...jsonWords, ...protocolWords],
  check: bytes => {
    // As latin1, so that a byte is a character: tokens are bytes, and characters beyond ASCII do not matter to JSON.
    const text = bytes.toString('latin1')
    const byTokens = membersByTokens(text)
    const byEngine = engineTellsSource ? membersByEngine(text) : undefined
    for (const [before, after] of surroundings) {
      const line = Buffer.concat([Buffer.from(before), bytes, Buffer.from(after)])
      const start = before.length
      const isObject = scan.scan(line, start, start + bytes.length)
      assert.equal(isObject, byTokens !== undefined, 'whether it is one JSON object')
      if (!isObject) {
        assert.ok(scan.fault >= start && scan.fault <= start + bytes.length, 'the fault is in the line')
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
      'inexact, with only small whole numbers',
    )
    return
  }
  // Members that are read separately do not count. One that comes twice may hide another: then nothing is known.
  const isTwice = ignored.some(name => text.split(name).length > 2)
  if (isTwice || /\\u00/.test(text)) return
  for (const name of ignored) {
    const token = members.get(name)
    if (token !== undefined && counts.has(token)) counts.set(token, counts.get(token)! - 1)
  }
  for (const [number, count] of counts)
    assert.ok(count === 0 || String(Number(number)) === number, `${number} is not what a double prints`)
}

function kindOf(bytes: Buffer, members: Map<string, string> | undefined): string {
  if (members === undefined) return `no ${signAt(bytes, scan.fault - 2)}${signAt(bytes, scan.fault - 1)}`
  return names.map(name => signAt(Buffer.from(members.get(name) ?? '-'), 0)).join('') + scan.inexact
}

/** Returns the class of a byte: all letters are the same, and so are all digits. */
function signAt(bytes: Buffer, at: number): string {
  const sign = String.fromCharCode(bytes[at] ?? 0)
  return /[0-9]/.test(sign) ? '0' : /[a-zA-Z]/.test(sign) ? 'a' : sign > '~' ? '~' : sign < ' ' ? '.' : sign
}
