import assert from 'node:assert/strict'
import { ExactNumber, type Json, parseExactly } from '../../src/wire/exact-json.ts'
import { jsonWords, noti1Lines } from './dictionary.ts'
import type { Target } from './target.ts'

export const exactJson: Target = {
  about: 'JSON with exact numbers, against JSON.parse of a text with numbers as strings',
  covers: ['src/wire/exact-json.ts'],
  seeds: [...noti1Lines, '[1,-2.5,1e21,{"a":-0,"b":[127.0,"1.0"],"\\u0061":1E+2}]'],
  dictionary: jsonWords,
  check: bytes => {
    const text = bytes.toString()
    let rounded: unknown
    try {
      rounded = JSON.parse(text)
    } catch {
      assert.throws(() => parseExactly(text), SyntaxError)
      return 'no'
    }
    const exact = parseExactly(text)
    assert.equal(JSON.stringify(exact), JSON.stringify(rounded), 'rounded')
    assert.deepEqual(marked(exact), JSON.parse(withNumbersMarked(text)), 'digits')
    return `${typeof rounded} ${text.includes('__proto__')} ${/\de/i.test(text)}`
  },
}

/** Writes each number `1.0` as `"#1.0"`, and each string `"a"`, also a name, as `"$a"`. */
function withNumbersMarked(text: string): string {
  return text.replace(/"([^"\\]*(?:\\.[^"\\]*)*)"|-?\d[\d.eE+-]*/gs, (token, inner?: string) =>
    inner === undefined ? `"#${token}"` : `"$${inner}"`,
  )
}

function marked(value: Json): unknown {
  if (typeof value === 'string') return `$${value}`
  if (typeof value === 'number') return `#${value}`
  if (value instanceof ExactNumber) return `#${value.text}`
  if (Array.isArray(value)) return value.map(marked)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [`$${name}`, marked(one)]))
}
