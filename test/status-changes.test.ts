import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { AttributeNames } from '../src/devices/attribute-names.ts'
import { LastPayload } from '../src/devices/last-payload.ts'
import { LastStatus } from '../src/devices/last-status.ts'
import { type JsonObject, parseExactly } from '../src/wire/exact-json.ts'
import { jsonText } from '../src/wire/json-text.ts'

const parse = (text: string) => parseExactly(text) as JsonObject

/** What changed from one value to another, given as JSON; undefined if nothing. */
function change(before: string, now: string) {
  const last = new LastStatus(parse(`{"v":${before}}`), new AttributeNames())
  const { values, unchanged } = last.update(parse(`{"v":${now}}`))
  expect(values.length + unchanged).toBe(1)
  return values[0] && [values[0].before, values[0].now]
}

describe('values', () => {
  test.each([
    ['27', '27.0'],
    ['27', '27'],
    ['27.0', '27.00'],
    ['270e-1', '27'],
    ['0', '-0.0'],
    ['0e5', '0'],
    ['18446744073709551615', '18446744073709551615.0'],
    ['"a"', '"\\u0061"'],
    ['[1,{"a":2}]', '[ 1, {"a": 2} ]'],
    [`"${'x'.repeat(5000)}"`, `"${'x'.repeat(5000)}"`],
    [`1${'0'.repeat(300)}`, `1${'0'.repeat(300)}`],
    ['null', 'null'],
  ])('%.20s and %.20s are the same, in both directions', (before, now) => {
    expect(change(before, now)).toBeUndefined()
    expect(change(now, before)).toBeUndefined()
  })

  test.each([
    ['27', '"27"'],
    ['27', '27.1'],
    ['27', '-27'],
    ['27.0', '-27.0'],
    ['1', 'true'],
    ['0', 'null'],
    ['""', 'null'],
    ['18446744073709551615', '18446744073709551616'],
    ['1e3', '1e4'],
    ['1.1', '1.1000000000000000000001'],
    ['[1]', '"[1]"'],
    ['[1]', '[2]'],
    ['{"a":1}', '{"a":1,"b":2}'],
    ['"27.0"', '27.0'],
  ])('%s and %s differ, and both are told', (before, now) => {
    expect(change(before, now)).toEqual([parseExactly(before), parseExactly(now)])
    expect(change(now, before)).toEqual([parseExactly(now), parseExactly(before)])
  })

  test('a long value is compared to its end, and told by its beginning', () => {
    const [a, b] = [`${'x'.repeat(5000)}a`, `${'x'.repeat(5000)}b`]
    expect(change(JSON.stringify(a), JSON.stringify(b))).toEqual([`${'x'.repeat(200)}…`, b])
    expect(change(`"${'x'.repeat(200)}"`, `"${'x'.repeat(201)}"`)![0]).toBe('x'.repeat(200))
  })
})

describe('statuses', () => {
  test('of a status with fewer values, the others stay known; names that objects have are ordinary', () => {
    const last = new LastStatus(parse('{"a":1,"__proto__":2,"constructor":3}'), new AttributeNames())
    expect(last.update(parse('{"constructor":4}'))).toEqual({
      values: [{ name: 'constructor', before: 3, now: 4, at: -1 }],
      unchanged: 0,
    })
    expect(last.update(parse('{"a":1,"__proto__":5,"toString":6}'))).toEqual({
      values: [
        { name: '__proto__', before: 2, now: 5, at: -1 },
        { name: 'toString', before: undefined, now: 6, at: -1 },
      ],
      unchanged: 1,
    })
  })

  test('devices with the same names share them, and none changes those of another', () => {
    const names = new AttributeNames()
    const [one, other] = [
      new LastStatus(parse('{"a":1,"b":2}'), names),
      new LastStatus(parse('{"a":3,"b":4}'), names),
    ]
    one.update(parse('{"c":5}'))
    expect(other.update(parse('{"a":3,"c":6,"b":4}'))).toEqual({
      values: [{ name: 'c', before: undefined, now: 6, at: -1 }],
      unchanged: 2,
    })
    expect(one.update(parse('{"c":5,"b":2,"a":1}')).unchanged).toBe(3)
  })

  test('names that are the same only at their ends are not shared', () => {
    const names = new AttributeNames()
    const one = new LastStatus(parse('{"a":1,"b":2,"c":3}'), names)
    const other = new LastStatus(parse('{"a":1,"x":2,"c":3}'), names)
    expect(one.update(parse('{"b":2}')).unchanged).toBe(1)
    expect(other.update(parse('{"x":2}')).unchanged).toBe(1)
  })

  test('of a huge status a thousand values are compared', () => {
    const huge = (value: number) =>
      Object.fromEntries(Array.from({ length: 5000 }, (_, i) => [`n${i}`, value]))
    const last = new LastStatus(huge(1), new AttributeNames())
    expect(last.update(huge(1)).unchanged).toBe(1000)
    expect(last.update({ ...huge(2), more: 1 }).values.length).toBe(1000)
  })

  test('the weight is that of what is kept', () => {
    const last = new LastStatus({ a: 'x'.repeat(100), b: 1 }, new AttributeNames())
    const { weight } = last
    last.update({ a: 'y' })
    expect(last.weight).toBe(weight - 99)
    last.update({ a: 'x'.repeat(100) })
    expect(last.weight).toBe(weight)
  })
})

test('any statuses: the same as keeping all of them, and comparing JSON', () => {
  const value = fc.oneof(
    fc.constantFrom(null, true, false, 0, 1, 27, -3.5, '', 'a', '27', 'y'.repeat(250), 'y'.repeat(251)),
    fc.jsonValue({ maxDepth: 1 }),
  )
  const name = fc.constantFrom('a', 'b', 'c', '__proto__', 'PM25', '温度')
  const status = fc.array(fc.tuple(name, value), { maxLength: 8 })
  fc.assert(
    fc.property(fc.array(status, { minLength: 1, maxLength: 6 }), statuses => {
      const known = new Map<string, string>()
      let last: LastStatus | undefined
      for (const pairs of statuses) {
        const text = `{${pairs.map(([one, its]) => `${JSON.stringify(one)}:${JSON.stringify(its)}`).join()}}`
        const now = parse(text)
        const expected = { changed: new Map<string, string | undefined>(), unchanged: 0 }
        for (const [one, its] of Object.entries(now)) {
          const before = known.get(one)
          if (before === jsonText(its)) expected.unchanged++
          else expected.changed.set(one, before)
          known.set(one, jsonText(its))
        }
        if (!last) last = new LastStatus(now, new AttributeNames())
        else {
          const { values, unchanged } = last.update(now)
          expect(unchanged).toBe(expected.unchanged)
          expect(values.map(({ name }) => name)).toEqual([...expected.changed.keys()])
          for (const { name: one, before, now: its } of values) {
            expect(its).toBe(now[one])
            const whole = expected.changed.get(one)
            if (typeof before === 'string' && before.endsWith('…'))
              expect(whole).toContain(before.slice(0, 200).slice(1, 150))
            else expect(before === undefined ? undefined : jsonText(before)).toBe(whole)
          }
        }
      }
    }),
    { numRuns: 500 },
  )
})

test('a payload is compared as a whole, and keeps no memory but its own', () => {
  const big = Buffer.alloc(10_000)
  const last = new LastPayload(big)
  const { payload } = last.update(Buffer.from(big))
  expect([payload!.isSame, payload!.before.length, payload!.after.length]).toEqual([true, 4096, 4096])
  big[9999] = 1
  expect(last.update(big).payload!.isSame).toBe(false)
  const short = new LastPayload(Buffer.from([1, 2]))
  expect(short.update(Buffer.from([1, 3])).payload).toEqual({
    before: Buffer.from([1, 2]),
    after: Buffer.from([1, 3]),
    isSame: false,
  })
})
