import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ExactNumber, parseExactly } from '../src/wire/exact-json.ts'

/** Every number of a value as it would be printed. */
function numbers(value: unknown): string[] {
  if (typeof value === 'number' || value instanceof ExactNumber) return [String(value)]
  if (typeof value !== 'object' || value === null) return []
  return Object.values(value).flatMap(numbers)
}

test('numbers keep the digits they were written with', () => {
  const text = '{"a":12345678901234567890,"b":127.0,"c":[1e3,-0,0.1],"d":{"e":42}}'
  expect(numbers(parseExactly(text))).toEqual(['12345678901234567890', '127.0', '1e3', '-0', '0.1', '42'])
})

test('a number that a double gives back is a plain number', () => {
  expect(parseExactly('[1,-2.5,0,1e21,123456789012345]')).toEqual([
    1,
    -2.5,
    0,
    new ExactNumber('1e21'),
    123456789012345,
  ])
})

test('is JSON.parse, numbers aside', () => {
  const spaced = fc.tuple(fc.jsonValue(), fc.constantFrom(undefined, 1, '\t'))
  fc.assert(
    fc.property(spaced, ([value, indent]) => {
      const text = JSON.stringify(value, undefined, indent)
      expect(JSON.stringify(parseExactly(text))).toBe(JSON.stringify(JSON.parse(text)))
    }),
  )
})

test('names of a prototype are members like any other', () => {
  const value = parseExactly('{"__proto__":{"polluted":1.0},"constructor":1.0}') as Record<string, unknown>
  expect(Object.keys(value)).toEqual(['__proto__', 'constructor'])
  expect(({} as { polluted?: unknown }).polluted).toBeUndefined()
  expect(Object.getPrototypeOf(value)).toBe(Object.prototype)
})

test('nesting too deep for the stack is read all the same', () => {
  const depth = 200_000
  let value = parseExactly(`${'['.repeat(depth)}1.0${']'.repeat(depth)}`)
  for (let i = 0; i < depth; i++) value = (value as unknown[])[0] as never
  expect(Number(value)).toBe(1)
})

test('what is not JSON is refused', () => {
  expect(() => parseExactly('{"a":1.0,}')).toThrow(SyntaxError)
})
