import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ObjectScanner } from '../src/wire/object-scanner.ts'

const names = ['cmd', 'delivery_id', 'event_type', 'created_at']
const scanner = new ObjectScanner(names, ['created_at', 'delivery_id'])

/** The raw token of a member, undefined where absent; 'refused' where the line is not an object. */
function token(line: string, name = 'delivery_id'): string | undefined {
  const bytes = Buffer.from(`##${line}\n##`)
  if (!scanner.scan(bytes, 2, bytes.length - 3)) return 'refused'
  const i = names.indexOf(name)
  return scanner.from[i]! < 0 ? undefined : bytes.toString('utf8', scanner.from[i], scanner.to[i])
}

describe('the raw token of a top-level member', () => {
  test.each([
    ['{"delivery_id":1}', '1'],
    ['{"delivery_id":9007199254740993,"x":1}', '9007199254740993'],
    ['{"x":0,"delivery_id":18446744073709551615}', '18446744073709551615'],
    ['{"delivery_id":"d-7"}', '"d-7"'],
    ['{"delivery_id":1.0}', '1.0'],
    ['{"delivery_id":-1E+2}', '-1E+2'],
    ['{"delivery_id":"\\u4e2d"}', '"\\u4e2d"'],
    ['{"delivery_id":"中"}', '"中"'],
    ['{"delivery_id":"a\\"b\\\\"}', '"a\\"b\\\\"'],
    ['{"delivery_id":null}', 'null'],
    ['{"delivery_id":[1, {"a":2}]}', '[1, {"a":2}]'],
    ['{ "delivery_id" :\t7 }', '7'],
    ['{"data":{"delivery_id":9},"delivery_id":2}', '2'],
    ['{"delivery_id":2,"data":{"delivery_id":9}}', '2'],
    ['{"data":[{"delivery_id":9}]}', undefined],
    ['{"a":"\\"delivery_id\\":9","delivery_id":3}', '3'],
    ['{"a":"delivery_id","delivery_id":3}', '3'],
    ['{"delivery_id":1,"delivery_id":2}', '2'],
    ['{"\\u0064elivery_id":5}', '5'],
    ['{"delivery_id\\u0000":5}', undefined],
    ['{"delivery_idx":5,"delivery_i":6}', undefined],
    ['{}', undefined],
    ['{"":1}', undefined],
    ['\r {"delivery_id":4} \r', '4'],
  ])('%s', (line, expected) => expect(token(line)).toBe(expected))
})

test.each([
  '',
  ' ',
  '[]',
  '1',
  'null',
  '"a"',
  '{',
  '}',
  '{"a"}',
  '{"a":}',
  '{"a":1,}',
  '{,}',
  '{"a":1 "b":2}',
  '{"a":1}}',
  '{"a":1}{',
  '{"a":01}',
  '{"a":1.}',
  '{"a":.5}',
  '{"a":+1}',
  '{"a":1e}',
  '{"a":-}',
  '{"a":tru}',
  '{"a":truex}',
  '{"a":nul',
  '{"a":"\t"}',
  '{"a":"\\x"}',
  '{"a":"\\u12g4"}',
  '{"a":"\\u12',
  '{"a":"',
  "{'a':1}",
  '{a:1}',
  '{"a":[1,]}',
  '{"a":[1 2]}',
  '{"a":[}',
  '{"a":{"b"}}',
  '{"a":{"b":1,}}',
  '{"a":[1}',
  '{"a":NaN}',
  '\u00a0{}',
  '{"a":1}\0',
])('is not an object: %s', line => {
  expect(token(line)).toBe('refused')
  expect(scanner.fault).toBeLessThanOrEqual(Buffer.byteLength(line) + 2)
})

/** JSON texts of every shape, members in any order, with white space and escapes where JSON allows them. */
const jsonText = fc.letrec<{ value: string; object: string }>(tie => {
  const space = fc.constantFrom('', '', '', ' ', '\t', ' \r ')
  const number = fc.oneof(
    fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
    fc.bigInt().map(String),
    fc.constantFrom(
      '0',
      '-0',
      '1.0',
      '127.0',
      '1e3',
      '1E-7',
      '-1.50',
      '0.0000001',
      '9007199254740993',
      '123456789012345.25',
    ),
  )
  const string = fc.oneof(
    fc.string({ unit: 'binary' }).map(s => JSON.stringify(s)),
    fc.constantFrom('"\\u0064elivery_id"', '"cmd"', '"\\"delivery_id\\":1"', '"\\/"'),
  )
  const name = fc.oneof(
    string,
    fc.constantFrom('"delivery_id"', '"cmd"', '"\\u0063md"', '"created_at"', '"__proto__"'),
  )
  const list = (item: fc.Arbitrary<string>) => fc.array(item, { maxLength: 5 })
  const member = fc
    .tuple(space, name, space, space, tie('value'), space)
    .map(([a, n, b, c, v, d]) => `${a}${n}${b}:${c}${v}${d}`)
  return {
    object: fc
      .tuple(list(member), space)
      .map(([members, s]) => `{${members.length ? members.join(',') : s}}`),
    value: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      fc.constantFrom('true', 'false', 'null'),
      number,
      string,
      list(tie('value')).map(items => `[${items.join(',')}]`),
      tie('object'),
    ),
  }
})

test('takes every object that JSON.parse takes, and finds the member it finds', () => {
  fc.assert(
    fc.property(jsonText.object, text => {
      const value = JSON.parse(text) as Record<string, unknown>
      for (const name of names) {
        const found = token(text, name)
        expect(found).not.toBe('refused')
        if (Object.hasOwn(value, name)) expect(JSON.parse(found!)).toEqual(value[name])
        else expect(found).toBeUndefined()
      }
    }),
    { numRuns: 3000 },
  )
})

test('agrees with JSON.parse on what is no object, byte for byte of damage', () => {
  fc.assert(
    fc.property(
      jsonText.object,
      fc.nat(),
      fc.constantFrom('', ...'{}[]",:\\0e.-+u1tn \t'),
      fc.boolean(),
      (text, place, bit, insert) => {
        const at = place % (text.length + 1)
        const damaged = text.slice(0, at) + bit + text.slice(insert ? at : at + 1)
        // Half a surrogate pair does not survive the way into bytes.
        fc.pre(!/\p{Cs}/u.test(damaged))
        expect(token(damaged) !== 'refused').toBe(isObject(damaged))
      },
    ),
    { numRuns: 5000 },
  )
})

test('says whether a double gives every number back', () => {
  fc.assert(
    fc.property(jsonText.object, text => {
      // The ignored members are taken out by name below, so none may hide behind an escape.
      fc.pre(!/\\u006/.test(text))
      const bytes = Buffer.from(text)
      expect(scanner.scan(bytes, 0, bytes.length)).toBe(true)
      // White space and escapes aside, a text without inexact numbers is what JSON makes of it again.
      if (!scanner.inexact) {
        const numbers = (s: string) => s.replace(/"(?:[^"\\]|\\.)*"/g, '""').match(/-?\d[\d.eE+-]*/g) ?? []
        for (const number of numbers(
          text.replace(/"(?:delivery_id|created_at)"\s*:\s*-?\d[\d.eE+-]*/g, '0'),
        )) {
          expect(String(Number(number))).toBe(number)
        }
      }
    }),
    { numRuns: 3000 },
  )
})

test.each([
  ['{"a":1,"b":-2.5,"c":123456789012345}', false],
  ['{"a":127.0}', true],
  ['{"a":1e3}', true],
  ['{"a":-0}', true],
  ['{"a":12345678901234567890}', true],
  ['{"a":[{"b":1.50}]}', true],
  ['{"created_at":1.48940174618700003624e+09,"delivery_id":18446744073709551615}', false],
  ['{"created_at":1.5e9,"data":{"created_at":1.50}}', true],
])('%s: inexact %s', (line, inexact) => {
  token(line)
  expect(scanner.inexact).toBe(inexact)
})

test('nesting costs no stack', () => {
  const depth = 1_000_000
  const text = `{"a":${'['.repeat(depth)}${'{"b":'.repeat(1000)}1${'}'.repeat(1000)}${']'.repeat(depth)},"delivery_id":3}`
  expect(token(text)).toBe('3')
  expect(token(text.slice(0, -2))).toBe('refused')
})

function isObject(text: string): boolean {
  try {
    const value = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value)
  } catch {
    return false
  }
}
