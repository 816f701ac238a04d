import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Event } from '../src/event/event.ts'
import { ExactNumber, type Json, type JsonObject, parseExactly } from '../src/wire/exact-json.ts'
import { jsonBeginning } from '../src/wire/json-beginning.ts'
import { membersBeginning } from '../src/wire/members-beginning.ts'
import { valueAt } from '../src/wire/value-at.ts'
import { pushOf } from './support/lines.ts'

/** JSON strings of ASCII, every other character escaped. */
function inAscii(text: string): string {
  return JSON.stringify(text).replace(/[^ -~]/g, c => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`)
}

// A name of digits would be moved to the front of its object.
const names = fc
  .oneof(fc.constantFrom('__proto__', 'a"b', '中', '}', '\\', '', 'x', 'y'), fc.string({ unit: 'grapheme' }))
  .filter(name => !/^\d+$/.test(name))
const leaf = fc.oneof(
  fc.constantFrom('null', 'true', 'false', '1.0', '-0', '1e-7', '18446744073709551615', '0', '-12.50'),
  fc.string({ unit: 'grapheme', maxLength: 40 }).map(text => JSON.stringify(text)),
  fc.string({ unit: 'grapheme', maxLength: 8 }).map(inAscii),
)
const space = fc.constantFrom('', '', '', ' ', '\t', '\r ')

/** JSON texts of every shape, white space and escapes where they may be. @param repeats names may come again */
function jsonTexts(repeats: boolean): fc.Arbitrary<string> {
  const selector = repeats ? undefined : ({ name }: { name: string }) => name
  return fc.letrec<{ json: string }>(tie => {
    const member = fc.tuple(names, fc.boolean(), space, tie('json')).map(([name, ascii, gap, value]) => ({
      name,
      text: `${ascii ? inAscii(name) : JSON.stringify(name)}${gap}:${gap}${value}`,
    }))
    const members = selector
      ? fc.uniqueArray(member, { maxLength: 4, selector })
      : fc.array(member, { maxLength: 4 })
    return {
      json: fc.oneof(
        { maxDepth: 4 },
        leaf,
        fc
          .tuple(fc.array(tie('json'), { maxLength: 4 }), space)
          .map(([items, gap]) => `[${gap}${items.join(`${gap},`)}${gap}]`),
        fc
          .tuple(members, space)
          .map(([all, gap]) => `{${gap}${all.map(({ text }) => text).join(`,${gap}`)}${gap}}`),
      ),
    }
  }).json
}

/** The beginning of `text`, which stands among other bytes. */
function beginning(text: string, most: number) {
  const bytes = Buffer.from(`:${text}}}`)
  return jsonBeginning(bytes, 1, bytes.length - 2, most)
}

describe('the beginning of a value', () => {
  test.each<[text: string, most: number, value: unknown, leftOut: number]>([
    ['"abc"', 5, 'abc', 0],
    ['"abc"', 4, 'abc', 0],
    ['"abc"', 3, 'ab', 1],
    ['"abc"', 1, '', 3],
    ['"中文"', 7, '中文', 0],
    ['"中文"', 6, '中', 3],
    ['"🔥x"', 4, '', 5],
    ['"\\u4e2dx"', 6, '', 7],
    ['"\\u4e2dx"', 7, '中', 1],
    ['"\\ud83d\\ude00x"', 12, '', 13],
    ['"\\ud83d\\ude00x"', 13, '😀', 1],
    ['"\\ud83dxyzxyz"', 9, '\ud83dxy', 4],
    ['"a\\"bc"', 2, 'a', 4],
    ['"a\\"bc"', 4, 'a"', 2],
    ['12345', 5, 12345, 0],
    ['12345', 4, undefined, 5],
    ['false', 4, undefined, 5],
    ['[1,22,333]', 10, [1, 22, 333], 0],
    ['[1,22,333]', 9, [1, 22, 333], 1],
    ['[1,22,333]', 8, [1, 22], 5],
    ['[1,22,333]', 4, [1], 8],
    ['[1,22,333]', 1, [], 9],
    ['[ 1 , 22 ]', 6, [1], 7],
    ['[[[[]]]]', 3, [[[]]], 5],
    ['[[1],[2]]', 6, [[1], []], 3],
    [
      '[1.0,18446744073709551615,1e3]',
      26,
      [new ExactNumber('1.0'), new ExactNumber('18446744073709551615')],
      5,
    ],
    ['{"a":1,"b":2}', 12, { a: 1, b: 2 }, 1],
    ['{"a":1,"b":2}', 11, { a: 1 }, 7],
    ['{"a":1,"b":2}', 10, { a: 1 }, 7],
    ['{"a":1,"b":2}', 5, {}, 12],
    ['{"a":{"b":[1,2]}}', 12, { a: { b: [1] } }, 5],
    ['{"a":{"b":[1,2]}}', 9, { a: {} }, 11],
    ['{"a]":1,"}":2,"x":3}', 13, { 'a]': 1, '}': 2 }, 7],
    // A string that would fit is whole or not there; a longer one than fits anywhere is cut.
    ['{"a":1,"b":"cd"}', 14, { a: 1 }, 10],
    ['{"raw":"AAAABBBBCCCC"}', 12, { raw: 'AAAA' }, 10],
    ['{"a":[true,"AAAABBBBCCCC"],"x":1}', 13, { a: [true, 'A'] }, 20],
    ['[null,"\\"\\"\\"\\"\\"\\""]', 10, [null, '"'], 12],
    ['{"__proto__":{"x":1},"y":2}', 24, { ['__proto__']: { x: 1 } }, 7],
  ])('%s up to %i', (text, most, value, leftOut) => {
    expect(beginning(text, most)).toEqual({ value, leftOut })
  })

  test('is one, wherever the cut falls', () => {
    fc.assert(
      fc.property(jsonTexts(false), text => {
        const whole = parseExactly(text)
        const size = Buffer.byteLength(text)
        for (let most = 1; most <= size; most++) {
          const { value, leftOut } = beginning(text, most)
          expect(leftOut).toBeGreaterThanOrEqual(size - most - 1)
          if (value !== undefined) expectBeginning(value, whole, most)
        }
        expect(beginning(text, size)).toEqual({ value: whole, leftOut: 0 })
      }),
      { numRuns: 100 },
    )
  })

  test('of a string with bytes that are no UTF-8 is one too', () => {
    const bytes = Buffer.concat([Buffer.from('["'), Buffer.alloc(50, 0x80), Buffer.from('\xe4"]', 'latin1')])
    for (let most = 1; most < bytes.length; most++) {
      const { value, leftOut } = jsonBeginning(bytes, 0, bytes.length, most)
      expect(JSON.stringify(value)).toMatch(/^\[("\ufffd*")?\]$/)
      expect(leftOut).toBeGreaterThan(0)
    }
  })

  test('nested as deep as it is long is read all the same', () => {
    const depth = 100_000
    let { value } = beginning(`${'{"a":['.repeat(depth)}1${']}'.repeat(depth)}`, depth)
    let levels = 0
    for (; value !== undefined; levels++) value = Array.isArray(value) ? value[0] : (value as JsonObject).a
    expect(levels).toBe(Math.ceil(depth / 3) - 1)
  })
})

/** Holds `part` against the whole value: all of it is the same, but what the cut went through, which is the last. */
function expectBeginning(part: Json, whole: Json, most: number): void {
  if (typeof part === 'string' && typeof whole === 'string' && part !== whole) {
    expect(whole.startsWith(part)).toBe(true)
    expect(part).not.toMatch(/\ud83d$|\ufffd/)
    expect(inAscii(whole).length).toBeGreaterThan(most)
  } else if (isNested(part) && isNested(whole)) {
    expect(Array.isArray(part)).toBe(Array.isArray(whole))
    const its = Object.entries(part)
    const all = Object.entries(whole).slice(0, its.length)
    const last = its.pop()
    const lastOfAll = all.pop()
    expect(its).toEqual(all)
    expect(last?.[0]).toBe(lastOfAll?.[0])
    if (last) expectBeginning(last[1], lastOfAll![1], most)
  } else expect(part).toEqual(whole)
}

function isNested(value: Json): value is JsonObject | Json[] {
  return typeof value === 'object' && value !== null && !(value instanceof ExactNumber)
}

describe('the value at a path', () => {
  const at = (text: string, path: string[], most = 100) => valueAt(Buffer.from(text), 0, path, most)

  test.each<[text: string, path: string[], value: unknown]>([
    ['{"a":1}', ['a'], 1],
    [' { "a" : {"b":[10, {"c":"x"}]} }', ['a', 'b', '1', 'c'], 'x'],
    ['{"a":1,"a":2}', ['a'], 2],
    ['{"a":{"x":1},"a":{"y":2}}', ['a', 'x'], undefined],
    ['{"\\u0061":1}', ['a'], 1],
    ['{"a":1,"\\u0061":2,"b":3}', ['a'], 2],
    ['{"a\\"b":1}', ['a"b'], 1],
    ['{"\\n":1,"x":2}', ['\\n'], undefined],
    ['{"\\\\n":1}', ['\\n'], 1],
    ['{"\\u4e2d":1}', ['中'], 1],
    ['{"中":1}', ['中'], 1],
    ['{"":1}', [''], 1],
    ['{"a":{}}', ['a', 'b'], undefined],
    ['{"a":"text"}', ['a', 'length'], undefined],
    ['{"a":[1,2]}', ['a', '2'], undefined],
    ['{"a":[1,2]}', ['a', '01'], 2],
    ['{"a":[1,2]}', ['a', '-1'], undefined],
    ['{"a":[1,2]}', ['a', 'length'], undefined],
    ['{"a":{"1":"x"}}', ['a', '1'], 'x'],
    ['{"__proto__":{"x":1}}', ['__proto__', 'x'], 1],
    ['{"b":1}', ['constructor'], undefined],
    ['{"a":12.50}', ['a'], new ExactNumber('12.50')],
  ])('%s %j', (text, path, value) => expect(at(text, path)?.value).toEqual(value))

  test('is cut where it is longer than the bound, and not where others are', () => {
    expect(at(`{"a":"${'x'.repeat(999)}","b":"yes"}`, ['b'], 5)).toEqual({ value: 'yes', leftOut: 0 })
    expect(at('{"a":"1234567","b":"yes"}', ['a'], 5)).toEqual({ value: '1234', leftOut: 3 })
  })

  test('is whole up to a bound of its own where it is no object and no array', () => {
    const text = `{"a":"${'x'.repeat(99)}","b":-0.${'3'.repeat(99)},"c":["${'x'.repeat(99)}"]}`
    const whole = (name: string) => valueAt(Buffer.from(text), 0, [name], 5, 1000)
    expect(whole('a')).toEqual({ value: 'x'.repeat(99), leftOut: 0 })
    expect(whole('b')).toEqual({ value: new ExactNumber(`-0.${'3'.repeat(99)}`), leftOut: 0 })
    expect(whole('c')).toEqual({ value: ['xxx'], leftOut: 98 })
  })

  test('is what the parsed line has there', () => {
    const path = fc.array(fc.oneof(names, fc.constantFrom('0', '1', '2', '00')), {
      minLength: 1,
      maxLength: 3,
    })
    fc.assert(
      fc.property(jsonTexts(true), jsonTexts(true), path, (a, b, path) => {
        const text = `{"x":${a},"y":[${b},{"x":${a},"x":${b}}],"\\u0078":${b}}`
        const event = new Event(pushOf(text))
        for (const its of [path, ['x', ...path], ['y', ...path], ['y', '1', 'x', ...path]])
          expect(at(text, its, text.length * 4)?.value).toEqual(event.at(its))
      }),
      { numRuns: 1000 },
    )
  })
})

describe('the members of an object', () => {
  const known = new Set(['did', 'data'])
  const read = (text: string, most: number) => membersBeginning(Buffer.from(text), 0, known, most)

  test('that are known are read wherever they stand', () => {
    const { members, cut, leftOut } = read(
      `{"a":"${'x'.repeat(100)}","b":1,"did":"d1","data":{"n":1,"m":"${'y'.repeat(200)}"},"c":2}`,
      50,
    )
    expect(members).toEqual({ a: `${'x'.repeat(49)}…`, did: 'd1', data: { n: 1, m: `${'y'.repeat(38)}…` } })
    expect([...cut]).toEqual(['a', 'data'])
    expect(leftOut).toBe(51 + '"b":1'.length + 162 + 2 + '"c":2'.length)
  })

  test('that are not are read in their order, up to the bound in all', () => {
    const text = `{${Array.from({ length: 1000 }, (_, i) => `"n${i}":${i}`).join()}}`
    const { members, leftOut } = read(text, 100)
    const count = Object.keys(members).length
    expect(Object.entries(members)).toEqual(Array.from({ length: count }, (_, i) => [`n${i}`, i]))
    expect(count).toBe(15)
    const size = text.length - 2 - 999
    const shown = Object.entries(members).map(([name, value]) => `"${name}":${value}`)
    expect(leftOut).toBe(size - shown.join('').length)
  })

  test('that are not share the bound', () => {
    const { members } = read(`{"a":"${'x'.repeat(30)}","b":"${'y'.repeat(99)}","c":1}`, 50)
    expect(members).toEqual({ a: 'x'.repeat(30), b: `${'y'.repeat(13)}…` })
  })

  test('the last of one name counts, however late it comes', () => {
    expect(read('{"a":1,"did":"x","a":2,"did":"y"}', 100).members).toEqual({ a: 2, did: 'y' })
    const { members } = read(`{"a":1,"b":"${'x'.repeat(99)}","a":22}`, 50)
    expect(members).toMatchObject({ a: 22 })
  })

  test('a name that is longer than the bound is left out, and a number too', () => {
    const { members, leftOut } = read(`{"${'n'.repeat(60)}":1,"did":${'7'.repeat(60)},"b":2}`, 50)
    expect(members).toEqual({ b: 2 })
    expect(leftOut).toBe(60 + '"":1'.length + '"did":'.length + 60)
  })

  test('are those of the whole object where it is short', () => {
    fc.assert(
      fc.property(jsonTexts(true), jsonTexts(true), (a, b) => {
        const text = ` {"x":${a},"did":${b},"y":${a},"x":${b},"data":${a}}`
        const { members, cut } = read(text, 4 * text.length)
        expect(members).toEqual(parseExactly(text))
        expect(cut.size).toBe(0)
      }),
    )
    expect(read('{}', 9)).toEqual({ members: {}, cut: new Set(), leftOut: 0 })
    expect(read('{"a":1,"did":"d"}', 99).leftOut).toBe(0)
  })
})
