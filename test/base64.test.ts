import fc from 'fast-check'
import { expect, test } from 'vitest'
import { base64At, base64Bytes, isBase64 } from '../src/event/base64.ts'

function expectSame(text: string): void {
  const bytes = Buffer.from(`"${text}"`)
  const expected = base64Bytes(text)
  expect(base64At(bytes, 1, bytes.length - 1)).toEqual(expected)
  expect(isBase64(bytes, 1, bytes.length - 1)).toBe(expected !== undefined)
}

test('bytes of any length: the same as by Node, in both alphabets, with padding and without', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 100 }), bytes => {
      const text = Buffer.from(bytes).toString('base64')
      for (const one of [text, text.replace(/=+$/, ''), Buffer.from(bytes).toString('base64url')])
        expectSame(one)
      expect(base64At(Buffer.from(text), 0, text.length)).toEqual(Buffer.from(bytes))
    }),
  )
})

test('any text: the same as by Node', () => {
  const character = fc.oneof(
    fc.constantFrom(...'AZaz09+/-_'),
    fc.constantFrom(...'AZaz09+/-_', '=', ' ', '"', 'é', '\\'),
  )
  fc.assert(fc.property(fc.string({ unit: character, maxLength: 12 }), expectSame), { numRuns: 5000 })
})
