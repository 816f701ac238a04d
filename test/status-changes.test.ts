import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { AttributeNames } from '../src/devices/attribute-names.ts'
import { LastPayload } from '../src/devices/last-payload.ts'
import { LastStatus } from '../src/devices/last-status.ts'
import { type JsonObject, parseExactly, parseToken } from '../src/wire/exact-json.ts'
import { valueEnd } from '../src/wire/json-steps.ts'
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

  test('the weight is that of the memory that is held, which fits what is kept', () => {
    const last = new LastStatus({ a: 'x'.repeat(100), b: 1 }, new AttributeNames())
    const { weight } = last
    expect(weight).toBeLessThan(500)
    last.update({ a: 'y' })
    expect(last.weight).toBe(weight)
    last.update({ a: 'x'.repeat(200) })
    expect(last.weight).toBeGreaterThanOrEqual(weight + 100)
    expect(last.weight).toBeLessThan(weight + 130)
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

/** A status as a server may write it: with white space, and strings with escapes. */
interface Written {
  readonly pairs: readonly (readonly [name: string, token: string])[]
  readonly gap: string
}

const lineOf = ({ pairs, gap }: Written) =>
  `{"x":1,"data":{${gap}${pairs.map(([name, token]) => `${JSON.stringify(name)}${gap}:${gap}${token}${gap}`).join(`,${gap}`)}}}`

const someToken = fc.oneof(
  fc.constantFrom(
    ...[
      '0',
      '-0',
      '-0.0',
      '1',
      '10',
      '27',
      '27.0',
      '270e-1',
      '2.7E1',
      '-27',
      '0.1',
      '0.10',
      '18446744073709551615',
    ],
    ...[
      'true',
      'false',
      'null',
      '""',
      '"27"',
      '"a"',
      '"\\u0061"',
      '"ab"',
      '"自动"',
      '"\\u81ea\\u52a8"',
      '"\\n,}"',
      '"#"',
    ],
    ...['[]', '{}', '[1]', '[ 1 ]', '[1,2]', '{"a":1}', '{"a" : 1}', '{"b":[{}]}', '"[1]"'],
    ...[198, 199, 200, 201, 5000].map(length => `"${'y'.repeat(length)}"`),
    ...[66, 67, 68, 200].map(length => `"${'自'.repeat(length)}"`),
    ...['a', 'b'].map(end => `"${'z'.repeat(300)}${end}"`),
    ...[199, 200, 201].map(length => '9'.repeat(length)),
    `[${'1,'.repeat(150)}1]`,
    `[${'1,'.repeat(150)}2]`,
  ),
  fc.jsonValue({ maxDepth: 2 }).map(value => JSON.stringify(value)),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map(value => JSON.stringify(value)),
)

describe('by the bytes of lines', () => {
  const names = ['a', 'b', 'ab', 'PM25', '温度', '__proto__', 'constructor', 'q"', 'n0', 'n1', 'n2']

  /** The result of `updateFrom` where there is one, else of `update`. */
  function both(last: LastStatus, text: string) {
    const bytes = Buffer.from(text)
    const open = text.indexOf('{', 1)
    const changes = last.updateFrom(bytes, Buffer.byteLength(text.slice(0, open)))
    const byBytes = changes !== undefined
    const { values, unchanged } = changes ?? last.update(parse(text).data as JsonObject)
    for (const { at, now } of values) {
      if (byBytes) expect(parseToken(bytes, at, valueEnd(bytes, at))).toEqual(now)
      else expect(at).toBe(-1)
    }
    return { byBytes, values: values.map(({ at, ...change }) => change), unchanged }
  }

  function compareAll(statuses: readonly Written[]): boolean[] {
    const [first, ...others] = statuses.map(lineOf)
    const data = (text: string) => parse(text).data as JsonObject
    const fast = new LastStatus(data(first!), new AttributeNames())
    const slow = new LastStatus(data(first!), new AttributeNames())
    return others.map(text => {
      const expected = slow.update(data(text))
      const { byBytes, ...found } = both(fast, text)
      expect(found).toEqual({
        values: expected.values.map(({ at, ...change }) => change),
        unchanged: expected.unchanged,
      })
      return byBytes
    })
  }

  test('any statuses: the same as by their parsed values', () => {
    const pairs = fc.array(fc.tuple(fc.constantFrom(...names, '7'), someToken), { maxLength: 8 })
    const status = fc.record({ pairs, gap: fc.constantFrom('', '', ' ', ' \t') })
    fc.assert(
      fc.property(fc.array(status, { minLength: 2, maxLength: 8 }), all => void compareAll(all)),
      {
        numRuns: 400,
      },
    )
  })

  test('statuses of the same names, or some of them in their order, are never parsed', () => {
    const status = fc.record({
      pairs: fc.tuple(...names.map(name => fc.tuple(fc.constant(name), fc.option(someToken)))),
      gap: fc.constantFrom('', ' '),
    })
    const all = { pairs: names.map(name => [name, '1'] as const), gap: '' }
    fc.assert(
      fc.property(fc.array(status, { minLength: 1, maxLength: 8 }), statuses => {
        const written = statuses.map(({ pairs, gap }) => ({
          pairs: pairs.filter((pair): pair is [string, string] => pair[1] !== null),
          gap,
        }))
        expect(compareAll([all, ...written])).toEqual(written.map(() => true))
      }),
      { numRuns: 400 },
    )
  })

  test.each([
    ['in another order', '{"b":1,"a":2}'],
    ['twice', '{"a":1,"a":2}'],
    ['unknown', '{"a":1,"c":2}'],
    ['with escapes', '{"\\u0061":1,"b":2}'],
    ['that an object puts first', '{"a":1,"b":2,"7":1}'],
  ])('names %s are left to the parser', (_, text) => {
    const last = new LastStatus(parse('{"a":1,"b":2}'), new AttributeNames())
    expect(last.updateFrom(Buffer.from(text), 0)).toBeUndefined()
    expect(last.update(parse('{"a":1,"b":2}'))).toEqual({ values: [], unchanged: 2 })
    const other = new LastStatus(parse('{"b":1,"7":2}'), new AttributeNames())
    expect(other.updateFrom(Buffer.from('{"b":1,"7":2}'), 0)).toBeUndefined()
  })

  test('a string that is written in two ways is the same, then by its bytes', () => {
    const last = new LastStatus(parse('{"a":"自"}'), new AttributeNames())
    const written = Buffer.from('{"a":"\\u81ea"}')
    expect(last.updateFrom(written, 0)).toEqual({ values: [], unchanged: 1 })
    expect(last.updateFrom(Buffer.from('{"a":"良"}'), 0)!.values).toMatchObject([{ before: '自', now: '良' }])
  })

  test('a number stays as it was first written', () => {
    const last = new LastStatus(parse('{"a":27.0}'), new AttributeNames())
    expect(last.updateFrom(Buffer.from('{"a":27}'), 0)).toEqual({ values: [], unchanged: 1 })
    const { before } = last.updateFrom(Buffer.from('{"a":28}'), 0)!.values[0]!
    expect(String(before)).toBe('27.0')
  })

  test.each([1, 63, 64, 65, 200])('%i values that all change, and get longer each time', count => {
    const status = (value: number) => ({
      pairs: Array.from({ length: count }, (_, i) => [`p${i}`, `${value}`] as const),
      gap: '',
    })
    const all = Array.from({ length: 13 }, (_, i) => status(10 ** i))
    expect(compareAll([...all, ...all.toReversed()])).toEqual(Array(25).fill(true))
  })

  test('of a huge status a thousand values are compared', () => {
    const pairs = Array.from({ length: 1200 }, (_, i) => [`p${i}`, '1'] as const)
    expect(
      compareAll([
        { pairs, gap: '' },
        { pairs, gap: '' },
      ]),
    ).toEqual([false])
  })
})

test('a payload is compared as a whole, and keeps no memory but its own', () => {
  const big = Buffer.alloc(10_000)
  const last = new LastPayload(big)
  const { payload } = last.update(Buffer.from(big))
  expect([payload!.isSame, payload!.before.length, payload!.after.length]).toEqual([true, 4096, 4096])
  big[9999] = 1
  expect(last.update(big).payload!.isSame).toBe(false)
  const { weight } = last
  expect(weight).toBeLessThan(6000)
  const short = new LastPayload(Buffer.from([1, 2]))
  const { before, after, isSame } = short.update(Buffer.from([1, 3])).payload!
  expect({ before, after, isSame }).toEqual({
    before: Buffer.from([1, 2]),
    after: Buffer.from([1, 3]),
    isSame: false,
  })
})

describe('a payload by its text', () => {
  function update(last: LastPayload, text: string) {
    const bytes = Buffer.from(`"${text}"`)
    return last.updateFrom(bytes, 1, bytes.length - 1)?.payload
  }

  test.each([
    ['++//', '--__', true],
    ['AQ==', 'AQ', true],
    ['AQ==', 'AR==', true],
    ['AQI=', 'AQI=', true],
    ['AQI=', 'AQM=', false],
    ['', 'AQ==', false],
  ])('%s and %s', (before, now, isSame) => {
    const last = new LastPayload(Buffer.from(before, 'base64'))
    const [there, back] = [update(last, now)!, update(last, before)!]
    expect([there.isSame, back.isSame]).toEqual([isSame, isSame])
    expect([there.before, there.after]).toEqual([Buffer.from(before, 'base64'), Buffer.from(now, 'base64')])
    expect(update(last, before)!.isSame).toBe(true)
  })

  test('of what is no base64, or long, nothing is done', () => {
    const last = new LastPayload(Buffer.from([1]))
    for (const text of ['A', 'A!==', 'AQ==AQ==', 'x","raw":"AQ', 'A'.repeat(6000)])
      expect(update(last, text)).toBeUndefined()
    expect(update(last, 'AQ==')!.isSame).toBe(true)
    const long = new LastPayload(Buffer.alloc(5000))
    expect(update(long, 'AQ==')).toBeUndefined()
    for (const size of [4095, 4096, 4097]) {
      const one = new LastPayload(Buffer.alloc(size))
      const changed = Buffer.alloc(size)
      changed[size - 1] = 1
      const text = changed.toString('base64')
      const { isSame, before, after } = (update(one, text) ?? one.update(changed).payload)!
      expect([isSame, before.length, after.length]).toEqual([
        false,
        Math.min(size, 4096),
        Math.min(size, 4096),
      ])
    }
  })
})
