import assert from 'node:assert/strict'
import { excerpt, safeJson, safeText } from '../../src/base/safe-text.ts'
import { jsonWords, noti1Lines } from './dictionary.ts'
import { assertSafe, type Target } from './target.ts'

export const text: Target = {
  about: 'text of devices made safe to show',
  covers: ['src/base/safe-text.ts'],
  seeds: [...noti1Lines, 'a\u001b[31m\u009b2J\u202e\u{e0041}b', '"\u007f\u200d\u200b"\r'],
  dictionary: [...jsonWords, ...'\u007f\u0085\u009b\u200b\u200d\u2029\u2066\u{e0001}'],
  check: bytes => {
    // Also as UTF-16, so that lone surrogates occur.
    for (const input of [bytes.toString(), bytes.toString('utf16le')]) {
      const safe = safeText(input)
      assertSafe(safe)
      if (!input.includes('\\')) assert.equal(unescaped(safe), input, 'unescaped, it is the same')
      const short = excerpt(input, 10)
      assertSafe(short)
      assert.equal(short.endsWith('…') && input.length > 10, input.length > 10)
    }
    const line = bytes.toString()
    const json = safeJson(line)
    assertSafe(json)
    const value = parsed(line)
    // JSON may contain line ends, which a line does not.
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
