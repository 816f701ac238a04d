import fc from 'fast-check'
import { expect, test } from 'vitest'
import { plainNumber } from '../src/wire/plain-number.ts'

function read(token: string): number {
  const bytes = Buffer.from(`:${token},`)
  return plainNumber(bytes, 1, bytes.length - 1)
}

test.each([
  '0',
  '7',
  '-7',
  '120',
  '0.5',
  '-0.25',
  '1795564800.007',
  '999999999999999',
  '-999999999999999',
  '12345678.1234567',
  '0.00001',
])('%s is plain', token => {
  expect(read(token)).toBe(Number(token))
})

test.each([
  '-0',
  '-0.0',
  '27.0',
  '0.50',
  '1e3',
  '1E3',
  '1.5e-3',
  '0.0000001',
  '1000000000000000',
  '123456789.1234567',
  '18446744073709551615',
  '"27"',
  'null',
  'true',
  '[1]',
  '{"a":1}',
  '',
])('%s is not', token => {
  expect(read(token)).toBeNaN()
})

test('any token: what is plain is the double that prints it, and so are all short decimals', () => {
  const digits = fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: 1, maxLength: 18 })
  const token = fc
    .tuple(fc.constantFrom('', '-'), digits, fc.option(digits))
    .map(
      ([sign, whole, rest]) => `${sign}${whole.replace(/^0+(?=\d)/, '')}${rest === null ? '' : `.${rest}`}`,
    )
  fc.assert(
    fc.property(token, text => {
      const number = read(text)
      const isPrinted = String(Number(text)) === text
      if (!Number.isNaN(number)) expect([number, isPrinted]).toEqual([Number(text), true])
      else if (isPrinted) expect(text.replace(/\D/g, '').length > 15 || /^-?0\./.test(text)).toBe(true)
    }),
    { numRuns: 2000 },
  )
})
