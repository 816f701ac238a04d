import assert from 'node:assert/strict'
import { excerpt, safeJson, safeText } from '../../src/base/safe-text.ts'
import { mustBeSafe, type Target } from './target.ts'
import { jsonWords, serverLines } from './words.ts'

export const text: Target = {
  about: 'device text made fit for eyes',
  covers: ['src/base/safe-text.ts'],
  seeds: [...serverLines, 'a\u001b[31m\u009b2J\u202e\u{e0041}b', '"\u007f\u200d\u200b"\r'],
  words: [...jsonWords, ...'\u007f\u0085\u009b\u200b\u200d\u2029\u2066\u{e0001}'],
  check: bytes => {
    // Two bytes a character once, so that lone surrogates come too.
    for (const input of [bytes.toString(), bytes.toString('utf16le')]) {
      const safe = safeText(input)
      mustBeSafe(safe)
      if (!input.includes('\\')) assert.equal(unescaped(safe), input, 'nothing is lost')
      const short = excerpt(input, 10)
      mustBeSafe(short)
      assert.equal(short.endsWith('…') && input.length > 10, input.length > 10)
    }
    const line = bytes.toString()
    const json = safeJson(line)
    mustBeSafe(json)
    const value = parsed(line)
    // A line holds no line end; JSON may.
    if (value === undefined || line.includes('\n')) return 'no'
    assert.deepEqual(parsed(json), value)
    return String(json === line)
  },
}

function unescaped(safe: string): string {
  return safe
    .replaceAll(/\\u\{([0-9a-f]+)\}/g, (_, hex: string) => String.fromCodePoint(Number.parseInt(hex, 16)))
    .replaceAll(/\\u([0-9a-f]{4})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
}

function parsed(line: string): [unknown] | undefined {
  try {
    return [JSON.parse(line)]
  } catch {
    return undefined
  }
}
