import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ExactNumber, type JsonObject, numberOf, parseExactly, parseToken } from '../src/wire/exact-json.ts'

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

/** What a text gives, as JSON; `refused` where it is none. */
function outcome(parse: (text: string) => unknown, text: string): string {
  try {
    return JSON.stringify(parse(text))
  } catch (error) {
    expect(error).toBeInstanceOf(SyntaxError)
    return 'refused'
  }
}

test('is JSON.parse, numbers aside, on any text', () => {
  const spaced = fc
    .tuple(fc.jsonValue(), fc.constantFrom(undefined, 1, '\t'))
    .map(([value, indent]) => JSON.stringify(value, undefined, indent))
  const token = fc.constantFrom(
    ...[
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '"a"',
      '"a":',
      '"__proto__":',
      '"\\u0061":',
      '"',
      '\\',
      ' ',
      '\n',
      '\u00a0',
    ],
    ...[
      '1',
      '-',
      '.5',
      '0',
      '1e',
      '1.0',
      '18446744073709551615',
      'true',
      'null',
      'nul',
      '"\t"',
      '"\\x"',
      '"\\u12"',
    ],
  )
  const tokens = fc.array(token, { maxLength: 10 }).map(parts => parts.join(''))
  const object = fc
    .array(fc.tuple(fc.constantFrom('"a":', '"\\u0061":', '"__proto__":'), spaced))
    .map(members => `{${members.map(member => member.join('')).join()}}`)
  fc.assert(
    fc.property(fc.oneof(spaced, tokens, object), text => {
      expect(outcome(parseExactly, text)).toBe(outcome(JSON.parse, text))
    }),
    { numRuns: 2000 },
  )
})

test('of several members of one name the last counts, at the place of the first', () => {
  const text = '{"a":1.0,"b":2,"\\u0061":{"x":1.50},"b":2,"a":{"x":1.50},"c":[{"d":1,"d":1.0}]}'
  const value = parseExactly(text) as JsonObject
  expect(value).toEqual({
    a: { x: new ExactNumber('1.50') },
    b: 2,
    c: [{ d: new ExactNumber('1.0') }],
  })
  expect(Object.keys(value)).toEqual(['a', 'b', 'c'])
})

test('a number is itself where its double is printed so, and exact where not', () => {
  const number = fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.integer())
  fc.assert(fc.property(number, its => void expect(numberOf(String(its))).toBe(Object.is(its, -0) ? 0 : its)))
  for (const token of ['1.0', '-0', '1e3', '9007199254740993', '7'.repeat(31), `0.${'1'.repeat(1000)}`])
    expect(numberOf(token)).toEqual(new ExactNumber(token))
})

test('a token is read as it would be in a text', () => {
  for (const token of [
    '1.0',
    '-12',
    '"a\\n\\u4e2d"',
    '"中"',
    '{"a":[1.50]}',
    '[]',
    'true',
    'false',
    'null',
  ]) {
    const bytes = Buffer.from(`  ${token},`)
    expect(parseToken(bytes, 2, bytes.length - 1)).toEqual(parseExactly(token))
  }
})

test('names of a prototype are members like any other', () => {
  const value = parseExactly('{"__proto__":{"polluted":1.0},"constructor":1.0}') as Record<string, unknown>
  expect(Object.keys(value)).toEqual(['__proto__', 'constructor'])
  expect(({} as { polluted?: unknown }).polluted).toBeUndefined()
  expect(Object.getPrototypeOf(value)).toBe(Object.prototype)
  const twice = parseExactly('{"__proto__":1.0,"__proto__":{"a":1}}') as JsonObject
  expect(Object.getOwnPropertyDescriptor(twice, '__proto__')?.value).toEqual({ a: 1 })
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
