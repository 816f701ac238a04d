import fc from 'fast-check'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { ParseError } from '../src/base/parse-error.ts'
import { Event } from '../src/event/event.ts'
import { MemberTokens } from '../src/event/member-tokens.ts'
import { type Expression, isCondition, normalForm } from '../src/filter/expression.ts'
import { compileFilters, compilePredicate } from '../src/filter/filter.ts'
import { keyFilter } from '../src/filter/key-filter.ts'
import { parseExpression } from '../src/filter/parse-expression.ts'
import { pushOf } from './support/lines.ts'
import { operandText } from './support/operand-text.ts'

afterEach(() => vi.restoreAllMocks())

/** An event with these members, as JSON text without the braces. */
function eventWith(members: string): Event {
  return new Event(pushOf(`{"cmd":"enterprise_event_push"${members && `,${members}`}}`))
}

async function isKept(members: string, ...expressions: string[]): Promise<boolean> {
  return (await compileFilters(expressions))(eventWith(members))
}

/** An expression with every term in brackets and every operand as JSON. */
function shown(expression: Expression): string {
  if (isCondition(expression)) {
    const { path, operator, kind } = expression
    const key = path.join('.')
    return kind === 'nothing'
      ? operator.symbol + key
      : `${key}${operator.symbol}${JSON.stringify(operandText(expression))}`
  }
  if (expression.kind === 'not') return `not ${shown(expression.term)}`
  return `[${expression.terms.map(shown).join(` ${expression.kind} `)}]`
}

describe('what an expression is read as', () => {
  test.each([
    ['did=a and mac=b', '[did=["a"] and mac=["b"]]'],
    ['did=a or mac=b and ip=c', '[did=["a"] or [mac=["b"] and ip=["c"]]]'],
    ['did=a and mac=b or ip=c', '[[did=["a"] and mac=["b"]] or ip=["c"]]'],
    ['did=a and mac=b or ip=c and group_id', '[[did=["a"] and mac=["b"]] or [ip=["c"] and group_id]]'],
    ['(did=a or mac=b) and ip=c', '[[did=["a"] or mac=["b"]] and ip=["c"]]'],
    ['did=a and mac=b and ip=c', '[did=["a"] and mac=["b"] and ip=["c"]]'],
    ['did=a and (mac=b and ip=c)', '[did=["a"] and [mac=["b"] and ip=["c"]]]'],
    ['(did=a)', 'did=["a"]'],
    ['( ( did = a ) )', 'did=["a"]'],
    ['not did=a', 'not did=["a"]'],
    ['not not did', 'not not did'],
    ['not did=a and mac=b', '[not did=["a"] and mac=["b"]]'],
    ['not(did=a and mac=b)', 'not [did=["a"] and mac=["b"]]'],
    ['did=a AND NOT (mac=b Or ip=c)', '[did=["a"] and not [mac=["b"] or ip=["c"]]]'],
    ['not !did', 'not !did'],
    ['!did and mac', '[!did and mac]'],
    ['did and mac or foo', '[[did and mac] or foo]'],
    ['did and(mac)or(foo)', '[[did and mac] or foo]'],
    ['data.t>30 and data.t<=4e1 or x', '[[data.t>"30" and data.t<="4e1"] or x]'],
    // Words that are keys.
    ['not', 'not'],
    ['not = 5 and and=1 or or=2', '[[not=["5"] and and=["1"]] or or=["2"]]'],
    ['not and did=x', '[not and did=["x"]]'],
    ['not !=5', 'not!=["5"]'],
    ['not nota=1', 'not nota=["1"]'],
    ['and = 5', 'and=["5"]'],
    ['(and)', 'and'],
    // A value ends where a comparison follows, and not before.
    ['data.text=rock and roll', 'data.text=["rock and roll"]'],
    ['data.text=rock and roll and did=a', '[data.text=["rock and roll"] and did=["a"]]'],
    ['data.text=rock and roll or pop or did', '[data.text=["rock and roll or pop"] or did]'],
    ['data.text="rock and roll=1" and roll', '[data.text=["rock and roll=1"] and roll]'],
    ['data.text=rock\\ and roll=1', 'data.text=["rock and roll=1"]'],
    ['did=a, b ,c and mac=d', '[did=["a","b","c"] and mac=["d"]]'],
    ['did=a* and mac=?', '[did=[{"parts":["a",""]}] and mac=[{"parts":["\uffff"]}]]'],
    ['did=“a” 　and　 mac=‘b’', '[did=["a"] and mac=["b"]]'],
    // Parentheses that belong to a value.
    ['(data.f=f(x) or did=a)', '[data.f=["f(x)"] or did=["a"]]'],
    ['(data.f=f(x)) and did=a', '[data.f=["f(x)"] and did=["a"]]'],
    ['(data.f=:\\), x)', 'data.f=[":)","x"]'],
    ['(data.f=")")', 'data.f=[")"]'],
    ['（data.名=你好（ok）） and did', '[data.名=["你好（ok）"] and did]'],
    ['（did！＝a　or　data．t＞30） and mac＝b', '[[did!=["a"] or data.t>"30"] and mac=["b"]]'],
    ['did=a，b and data.名=优', '[did=["a","b"] and data.名=["优"]]'],
    ['(did=a，b)', 'did=["a","b"]'],
    // Where a regular expression ends.
    [
      '(event_type=attr_alert or data.temp>30) and did=~^abc',
      '[[event_type=["attr_alert"] or data.temp>"30"] and did=~"^abc"]',
    ],
    ['did=~^a and data.x>1', '[did=~"^a" and data.x>"1"]'],
    ['did=~^a  or  mac!~b$', '[did=~"^a" or mac!~"b$"]'],
    ['did=~rock and roll', 'did=~"rock and roll"'],
    ['(did=~^(a|b)$)', 'did=~"^(a|b)$"'],
    ['(did=~^a )', 'did=~"^a"'],
    ['(did=~[)]x) and mac', '[did=~"[)]x" and mac]'],
    ['(did=~[^])x\\]]) and mac', '[did=~"[^])x\\\\]]" and mac]'],
    ['(did=~[[:alpha:])]) and mac', '[did=~"[[:alpha:])]" and mac]'],
    ['(did=~\\)) and mac', '[did=~"\\\\)" and mac]'],
    ['(did=~\\Q)(\\E.) and mac', '[did=~"\\\\Q)(\\\\E." and mac]'],
    ['did=~(x and mac=y) or mac', '[did=~"(x and mac=y)" or mac]'],
    ['did=~[ and mac=] or mac', '[did=~"[ and mac=]" or mac]'],
    ['did=~x\\ and mac=y', 'did=~"x\\\\ and mac=y"'],
    ['did=~x[ ]and[ ]mac=y', 'did=~"x[ ]and[ ]mac=y"'],
    ['（did=~你（好））', 'did=~"你（好）"'],
    ['did=~a)', 'did=~"a)"'],
  ])('%s', (expression, parsed) => expect(shown(parseExpression(expression))).toBe(parsed))
})

describe('the normal form', () => {
  test.each([
    ['not did=a', 'did!=["a"]'],
    ['not did!=a', 'did=["a"]'],
    ['not did=~a', 'did!~"a"'],
    ['not did!~a', 'did=~"a"'],
    ['not did', '!did'],
    ['not !did', 'did'],
    ['not data.t>5', 'not data.t>"5"'],
    ['not not data.t>5', 'data.t>"5"'],
    ['not (did=a and not mac or ip)', '[[did!=["a"] or mac] and !ip]'],
    ['did and (mac and ip)', '[did and mac and ip]'],
    ['did or (mac or (ip or x))', '[did or mac or ip or x]'],
    ['did=a or did=b, c', 'did=["a","b","c"]'],
    ['did=a or mac=x or (did=b or mac=y)', '[did=["a","b"] or mac=["x","y"]]'],
    ['not (did!=a and did!=b)', 'did=["a","b"]'],
    ['did=a and did=b', '[did=["a"] and did=["b"]]'],
    ['event_type=alert or event_type=x', 'event_type=["alert","attr_alert","x"]'],
  ])('%s', (expression, normal) => expect(shown(normalForm(parseExpression(expression)))).toBe(normal))
})

/** A random expression as text, and what it means for an event in which each of the keys is true or not. */
interface Meaning {
  readonly text: string
  readonly holds: (keys: ReadonlySet<string>) => boolean
  /** How strongly its last join binds. */
  readonly power: number
}

const anyLeaf: fc.Arbitrary<Meaning> = fc
  .tuple(
    fc.constantFrom(...'abcd'),
    fc.constantFrom('k', '!k', 'k=1', 'k!=1', 'k=~1', 'k!~^1$', 'k>0', 'k = "1"', 'k=0,1'),
  )
  .map(([key, form]) => {
    const isNegative = form.startsWith('!') || form.includes('!')
    return { text: form.replace('k', `data.${key}`), holds: keys => keys.has(key) !== isNegative, power: 4 }
  })

const { expression: anyExpression } = fc.letrec<{ expression: Meaning }>(tie => {
  const within = ({ text, holds, power }: Meaning, least: number, isWide: boolean): Meaning => {
    if (power >= least) return { text, holds, power }
    return { text: isWide ? `（${text}）` : `(${text})`, holds, power: 4 }
  }
  const term = tie('expression')
  const joined = fc
    .tuple(
      fc.constantFrom('and' as const, 'or' as const),
      fc.array(term, { minLength: 2, maxLength: 3 }),
      fc.boolean(),
      fc.constantFrom(' ', '  ', '　'),
    )
    .map(([join, terms, isWide, space]): Meaning => {
      const power = join === 'and' ? 2 : 1
      const parts = terms.map(one => within(one, power + 1, isWide))
      const method = join === 'and' ? 'every' : 'some'
      return {
        text: parts.map(({ text }) => text).join(space + join + space),
        holds: keys => parts[method](part => part.holds(keys)),
        power,
      }
    })
  const not = fc.tuple(term, fc.boolean()).map(([one, isWide]): Meaning => {
    const inner = within(one, 3, isWide)
    return { text: `not ${inner.text}`, holds: keys => !inner.holds(keys), power: 3 }
  })
  return { expression: fc.oneof({ maxDepth: 4, withCrossShrink: true }, anyLeaf, joined, not) }
})

test('any expression keeps the events that its parts, taken together, keep', async () => {
  const keySets = Array.from({ length: 16 }, (_, bits) => [...'abcd'].filter((_, i) => (bits >> i) & 1))
  const events = keySets.map(keys => eventWith(`"data":{${keys.map(key => `"${key}":1`)}}`))
  await fc.assert(
    fc.asyncProperty(anyExpression, async ({ text, holds }) => {
      const keep = await compileFilters([text])
      const kept = events.map(event => keep(event))
      expect([text, kept]).toEqual([text, keySets.map(keys => holds(new Set(keys)))])
    }),
    { numRuns: 500 },
  )
})

describe('several filters', () => {
  const event = '"did":"d1","mac":"m1","event_type":"attr_alert"'

  test.each<[string[], boolean]>([
    [['did=d2', 'did=d1'], true],
    [['(did=d2)', 'did=d1'], true],
    // Not of one comparison: these join by and.
    [['did=d2 or did=d3', 'did=d1'], false],
    [['did=d1 or did=d3', 'did=d2'], false],
    [['did=d1 or did=d3', 'did=d1'], true],
    [['not did!=d2', 'did=d1'], false],
    [['did=d1 and mac=m1', 'did=d1'], true],
    [['did=d1 and mac=m2', 'did=d1'], false],
    [['mac=m2 or event_type=alert', 'did=d1', 'did=d7'], true],
  ])('%j %s', async (expressions, kept) => {
    expect(await isKept(event, ...expressions)).toBe(kept)
    expect(await isKept(event, ...expressions.toReversed())).toBe(kept)
  })
})

describe('what an event takes', () => {
  const rest = '"did":"d1","data":{"x":1}'

  test.each([
    ['data.x=2 and (data.x=1 or data.x>5) and event_type=b', false, 0],
    ['(data.x=1 and event_type=b) and did=d1', false, 0],
    ['(data.x=1 and event_type=a) and did=d1', true, 2],
    ['not (data.x=1 or event_type=a)', false, 0],
    ['data.x=2 and did=~^z', false, 1],
    ['data.x=2 or data.y or event_type=a or did=d9', true, 0],
    ['data.x=2 or data.y or did=d1', true, 1],
    ['event_type=b or (data.x=1 and created_at>5)', false, 0],
  ])(
    'the line is scanned only if what is found without that does not decide: %s',
    async (expression, kept, scans) => {
      const keep = await compileFilters([expression])
      const find = vi.spyOn(MemberTokens.prototype, 'find')
      expect(keep(eventWith(`"event_type":"a",${rest}`))).toBe(kept)
      expect(find).toHaveBeenCalledTimes(scans)
    },
  )

  test('a long line is scanned once for a key, whatever compares it', async () => {
    const longWith = (n: number) => eventWith(`"data":{"x":"${'a'.repeat(300_000)}","n":${n}}`)
    const keep = await compileFilters([
      'data.n=1 or data.n>9 or not (data.n<9 and data.x) or data.n=~7 or data.n=5',
    ])
    const event = longWith(8)
    const at = vi.spyOn(event, 'at')
    expect(keep(event)).toBe(false)
    expect(at.mock.calls.map(([path]) => path.join('.'))).toEqual(['data.x', 'data.n'])
    expect(keep(longWith(5))).toBe(true)
    expect(keep(event)).toBe(false)
  })

  test('that a value is cut is remembered with it', async () => {
    const event = eventWith(`"data":["${'a'.repeat(300_000)}"],"did":"d1"`)
    const whole = await compileFilters(['data=x or data=*b*', 'did'])
    expect(whole(event)).toBe(false)
    expect(await compileFilters(['data!=x and data!=y and did=d1']).then(keep => keep(event))).toBe(true)
  })

  test('comparisons that search share what a few may take, within one expression', async () => {
    const long = 'a'.repeat(200_000)
    const reported: string[] = []
    const searched = async (...expressions: string[]) => {
      reported.length = 0
      const keep = await compileFilters(expressions, [], text => reported.push(/first (\d+)/.exec(text)![1]!))
      keep(eventWith(`"a":"${long}"`))
      return reported.map(Number)
    }
    const some = (count: number, form: string) =>
      Array.from({ length: count }, (_, i) => form.replace('N', `${i}`))
    expect(await searched(some(4, 'a=~(?i)bN').join(' or '))).toEqual(Array(4).fill(131_072))
    expect(await searched(some(8, 'a=~(?i)bN').join(' or '))).toEqual(Array(8).fill(65_536))
    expect(await searched(some(8, 'a!=*bN*').join(' or '))).toEqual([])
    expect(await searched(some(16, 'a!=*bN*').join(' and '))).toEqual(Array(16).fill(131_072))
    expect(await searched(...some(8, 'a=~(?i)bN').map(one => `not ${one}`))).toEqual(Array(8).fill(131_072))
  })
})

describe('the size of an expression', () => {
  const refusal = async (expression: string) => {
    const error = await compileFilters([expression]).catch(error => error)
    return `${error.message}`.split('\n')[0]
  }
  const joined = (count: number, form: string, join: string) =>
    Array.from({ length: count }, (_, i) => form.replace('N', `${i}`)).join(` ${join} `)

  test('a thousand comparisons of twenty keys', async () => {
    await expect(compileFilters([joined(1000, 'data.t!=N', 'and')])).resolves.toBeTypeOf('function')
    expect(await refusal(joined(1001, 'data.t!=N', 'and'))).toBe('--filter: more than 1000 comparisons')
    await expect(compileFilters([joined(20, 'data.N=1', 'or')])).resolves.toBeTypeOf('function')
    expect(await refusal(joined(21, 'data.N=1', 'or'))).toBe('--filter: more than 20 different keys')
    // Each filter by itself, as before.
    await expect(compileFilters(joined(60, 'data.N=1', '|').split(' | '))).resolves.toBeTypeOf('function')
  })

  test('values of one key are one list, however they are joined', async () => {
    const keep = await compileFilters([joined(20_000, 'did=dN', 'or')])
    expect(keep(eventWith('"did":"d19999"'))).toBe(true)
    expect(keep(eventWith('"did":"d20000"'))).toBe(false)
  })

  test('a hundred parentheses', async () => {
    const nested = (depth: number, open = '(', close = ')') =>
      `${open.repeat(depth)}did${close.repeat(depth)}`
    expect(await isKept('"did":1', nested(100))).toBe(true)
    expect(await isKept('"did":1', nested(100, 'not ', ''))).toBe(true)
    expect(await refusal(nested(101))).toBe('--filter: a condition is in more than 100 parentheses or not')
    expect(await refusal(nested(100_000))).toMatch(/more than 100/)
    expect(await refusal(nested(100_000, 'not ', ''))).toMatch(/more than 100/)
  })

  test('too many that search are refused, where little could be searched of each', async () => {
    expect(await refusal(joined(200, 'data.t!~a.{0,20}bN', 'and'))).toMatch(/too large/)
    expect(await refusal(joined(300, `did!=${'*a?'.repeat(40)}N*`, 'and'))).toMatch(/too many wildcards/)
  })
})

describe('warnings', () => {
  const noticesOf = async (expression: string, events: readonly Event[] = []) => {
    const reported: string[] = []
    const keep = await compileFilters([expression], ['--until'], text => reported.push(text))
    for (const event of events) keep(event)
    return reported
  }
  const fifty = Array<Event>(60).fill(
    eventWith('"event_type":"device_status_kv","did":"d1","data":{"Mode":1,"on":true}'),
  )

  test.each([
    ['did=d1 or (Mode=1 and not did=x)', ['--until: no event has Mode; data.Mode is there']],
    ['not (Mode or did=d2)', []],
    ['not (!Mode or did=d2)', ['--until: no event has Mode; data.Mode is there']],
    ['did=d1 or not data.on=1', []],
    ['did=d1 and not data.on!=1', ['--until: no event has data.on=1; data.on=true is there']],
    [
      'did=d1 or (Mode>1 or mode=2)',
      ['--until: no event has Mode; data.Mode is there', '--until: no event has mode; data.Mode is there'],
    ],
  ])('a key that no event has: %s', async (expression, reported) => {
    expect(await noticesOf(expression, fifty)).toEqual(reported)
  })

  test('a type that the document does not have', async () => {
    expect(await noticesOf('did=d1 or not event_type=attr_alrt')).toEqual([
      expect.stringMatching(/^--until: attr_alrt is not a type .* did you mean attr_alert\?$/),
    ])
  })

  test('a word within a value that may be meant to join', async () => {
    expect(await noticesOf('did=abc and temp')).toEqual([
      '--until: abc and temp is compared as one text, since no condition follows; quotes say so: "abc and temp"',
    ])
    expect(await noticesOf('did=~^abc and temp or did')).toEqual([
      '--until: ^abc and temp is one regular expression, since no condition follows; [ ] for a space says so',
    ])
    expect(await noticesOf('did=x or (data.text=rock and roll) and mac=y')).toHaveLength(1)
    expect(await noticesOf('did=band and')).toHaveLength(1)
    for (const expression of [
      'did="abc and temp"',
      'did=a\\ and b',
      'did=sand or mac=b',
      'did=brand,order',
      'did=~a\\ and b',
      'did=~a[ ]or b',
    ])
      expect([expression, await noticesOf(expression)]).toEqual([expression, []])
  })
})

describe('a predicate for one expression', () => {
  test('is compiled, or told to be wrong, and where', async () => {
    const keep = await compilePredicate('did=d1 and not data.x>5')
    if (keep instanceof ParseError) throw keep
    expect(keep(eventWith('"did":"d1"'))).toBe(true)
    expect(keep(eventWith('"did":"d1","data":{"x":6}'))).toBe(false)
    for (const [expression, from, to] of [
      ['did=a and (mac=b', 10, 11],
      ['did=~a[', 6, 7],
    ] as const)
      expect(await compilePredicate(expression)).toMatchObject({ from, to, expression })
    expect(await compilePredicate('did=~a[')).toBeInstanceOf(ParseError)
  })
})

describe('options that are short for one key', () => {
  test.each(['a', 'a,b*', 'salt and pepper', '"x and mac=y"', '', '(', 'a)'])('take values: %s', values => {
    expect(keyFilter('--did', 'did', values)).toEqual({ flag: '--did', expression: `did=${values}` })
  })

  test.each([
    ['x or mac=y', '  did=x or mac=y\n        ^^'],
    ['"温度" and mac', '  did="温度" and mac\n             ^^^'],
  ])('but nothing that joins conditions: %s', (values, at) => {
    let error: unknown
    try {
      keyFilter('--did', 'did', values)
    } catch (thrown) {
      error = thrown
    }
    expect(error).toMatchObject({
      code: 'usage',
      message: `--did: only values may follow\n${at}`,
      hint: expect.stringMatching(/are for --filter/),
    })
  })
})
