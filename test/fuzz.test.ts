import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Target } from '../scripts/fuzz/target.ts'
import { type TargetName, targets } from '../scripts/fuzz/targets.ts'
import { Event } from '../src/event/event.ts'
import { compileFilters } from '../src/filter/filter.ts'
import { noti1 } from '../src/wire/noti1/noti1.ts'
import { words } from '../src/wire/noti1/words.ts'
import { engineTellsSource, membersByEngine, membersByTokens } from './support/json-oracle.ts'

/** A seed of the target with words inserted and pieces removed, so that most of it is unchanged. */
function edited({ seeds, dictionary }: Target): fc.Arbitrary<Buffer> {
  const edit = fc.record({
    at: fc.nat(),
    drop: fc.constantFrom(0, 0, 1, 5, 1000),
    put: fc.constantFrom('', ...dictionary),
  })
  return fc.tuple(fc.constantFrom(...seeds), fc.array(edit, { maxLength: 5 })).map(([seed, edits]) => {
    let out = Buffer.from(seed)
    for (const { at, drop, put } of edits) {
      const from = at % (out.length + 1)
      out = Buffer.concat([out.subarray(0, from), Buffer.from(put), out.subarray(from + drop)])
    }
    return out
  })
}

const soup = ({ dictionary }: Target) =>
  fc.array(fc.constantFrom(...dictionary), { maxLength: 12 }).map(some => Buffer.from(some.join('')))
const anything = fc.uint8Array({ maxLength: 120 }).map(bytes => Buffer.from(bytes))

/** An object: members of the protocol and others, in any order, perhaps twice, with any white space. */
const object = fc
  .tuple(
    fc.array(
      fc.tuple(
        fc.constantFrom(
          'cmd',
          'delivery_id',
          'event_type',
          'created_at',
          'msg_id',
          'data',
          '\\u0063md',
          '__proto__',
          '中',
        ),
        fc.oneof(
          fc
            .tuple(fc.jsonValue({ stringUnit: 'binary' }), fc.constantFrom(undefined, 1))
            .map(([value, indent]) => JSON.stringify(value, undefined, indent)),
          fc.constantFrom(
            '"enterprise_event_push"',
            '"enterprise\\u005fevent_push"',
            '"enterprise_login_res"',
            '"enterprise_event_ack"',
            '"event_push"',
            '"event_ack"',
            '"subscribe_req"',
          ),
          fc.constantFrom('1.0', '-0', '18446744073709551615', '1.48940174618700003624e+09', '"\\u4e2d"'),
        ),
      ),
      { maxLength: 7 },
    ),
    fc.constantFrom('', ' ', '\t\r'),
  )
  .map(
    ([members, s]) =>
      `${s}{${s}${members.map(([name, value]) => `"${name}"${s}:${s}${value}`).join(`${s},`)}}${s}`,
  )
  .map(line => Buffer.from(line))

/** Kinds of result that must occur, or the runs below have tried nothing. */
const kinds = {
  framing: /line,too long|too long,line/,
  scanner: /^no|true|false/,
  noti1Message: /^push/,
  snoti2Message: /^push/,
  noti1Request: /^ack$/,
  snoti2Request: /^subscribe$/,
  exactJson: /^object/,
  filter: /^=/,
  template: /^read .* read/,
  duration: /^[1-4]$/,
  size: /[kKmMgG]/,
  text: /false/,
  decode: /^1 .* whole$/,
  definition: /^fixed/,
} satisfies Record<TargetName, RegExp>

describe('the properties that the fuzzer checks, with inputs from fast-check', () => {
  const cases = (Object.keys(targets) as TargetName[]).map((name): [string, Target, RegExp, runs: number] => [
    name,
    targets[name],
    kinds[name],
    name === 'filter' ? 2000 : 6000,
  ])
  test.each(cases)('%s', async (_, target, kind, numRuns) => {
    const found = new Set<string>()
    const input = fc.oneof(
      { weight: 4, arbitrary: edited(target) },
      { weight: 2, arbitrary: object },
      soup(target),
      anything,
    )
    await fc.assert(
      fc.asyncProperty(input, async bytes => {
        found.add(await target.check(bytes))
      }),
      { numRuns },
    )
    expect([...found].some(result => kind.test(result))).toBe(true)
    expect(found.size).toBeGreaterThan(1)
  })
})

describe('the oracles', () => {
  test.each<[text: string, members: Record<string, string> | undefined]>([
    ['{}', {}],
    [' { "a" : 1.0 , "b":[ 1,{"a":2} ] }\r', { a: '1.0', b: '[ 1,{"a":2} ]' }],
    ['{"a":1,"\\u0061":"x\\",\\"a\\":2"}', { a: '"x\\",\\"a\\":2"' }],
    ['{"a":{"b":{}},"c":-1E+2,"__proto__":null}', { a: '{"b":{}}', c: '-1E+2', ['__proto__']: 'null' }],
    ['{"":"","a":"\\\\"}', { '': '""', a: '"\\\\"' }],
    ['[{"a":1}]', undefined],
    ['{"a":1}}', undefined],
    ['', undefined],
  ])('by tokens: %s', (text, members) => {
    expect(membersByTokens(text)).toEqual(members && new Map(Object.entries(members)))
  })

  test.runIf(engineTellsSource)('by tokens and by the engine, of any object', () => {
    fc.assert(
      fc.property(object, bytes => {
        const byTokens = membersByTokens(bytes.toString())!
        for (const [name, source] of membersByEngine(bytes.toString())!)
          expect(byTokens.get(name)).toBe(source)
      }),
    )
  })
})

describe('a member nested deeper than any stack', () => {
  const depth = 20_000
  // A number that a double would change has the line read with all its digits.
  const values = [
    `${'['.repeat(depth)}1.0${']'.repeat(depth)}`,
    `${'{"data":'.repeat(depth)}1${'}'.repeat(depth)}`,
  ]
  const filters = ['data=x*', 'data!~y', 'data.data.0>1', 'event_type=a', 'created_at<5', 'delivery_id=1']

  test.each([...Object.values(words), 'else'])('%s', async name => {
    const keeps = await Promise.all(filters.map(one => compileFilters([one])))
    for (const member of ['cmd', 'delivery_id', 'event_type', 'created_at', 'data', 'msg', 'error_code']) {
      for (const value of values) {
        const line = Buffer.from(
          `{"cmd":"${name}","delivery_id":1,"data":{"msg":${value}},"${member}":${value}}`,
        )
        expect(noti1.server.readRequest(line, 0, line.length).kind).not.toBe('blank')
        const read = noti1.decoder.read(line, 0, line.length)
        expect(read.kind).not.toBe('malformed')
        if (read.kind !== 'push') continue
        expect(read.deliveryId).toBe(member === 'delivery_id' ? value : '1')
        expect([read.eventType, read.createdAt]).toEqual([undefined, undefined])
        for (const keep of keeps) expect(keep(new Event(read))).toBeTypeOf('boolean')
      }
    }
  })
})
