import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Failure } from '../src/base/failure.ts'
import { ParseError } from '../src/base/parse-error.ts'
import type { Condition } from '../src/filter/condition.ts'
import { isCondition } from '../src/filter/expression.ts'
import { compileFilters } from '../src/filter/filter.ts'
import { Glob } from '../src/filter/glob.ts'
import { operators } from '../src/filter/operators.ts'
import { parseExpression } from '../src/filter/parse-expression.ts'

async function failureOf(expression: string): Promise<Failure> {
  const error = await compileFilters([expression]).catch(error => error)
  expect(error).toBeInstanceOf(Failure)
  return error
}

function parseError(expression: string): ParseError {
  try {
    parseExpression(expression)
  } catch (error) {
    if (error instanceof ParseError) return error
    throw error
  }
  throw new Error(`no fault in ${expression}`)
}

function conditionOf(expression: string): Condition {
  const parsed = parseExpression(expression)
  if (isCondition(parsed)) return parsed
  throw new Error(`${expression} is not one comparison`)
}

/** `expression` with everything in it made literal. */
function escaped(text: string): string {
  return text === '' ? '""' : text.replace(/[^\p{L}\p{N}]/gu, '\\$&')
}

describe('what an expression is read as', () => {
  test.each([
    ['did', ['did'], 'present'],
    ['  did  ', ['did'], 'present'],
    ['!did', ['did'], 'absent'],
    ['! data.temp ', ['data', 'temp'], 'absent'],
    ['did=a', ['did'], 'equals'],
    ['did!=a', ['did'], 'differs'],
    ['did=~a', ['did'], 'finds'],
    ['did!~a', ['did'], 'lacks'],
    ['data.t>5', ['data', 't'], 'above'],
    ['data.t>=5', ['data', 't'], 'atLeast'],
    ['data.t<5', ['data', 't'], 'below'],
    ['data.t<=5', ['data', 't'], 'atMost'],
    ['data.t <= -5 ', ['data', 't'], 'atMost'],
    ['data.a\\.b=1', ['data', 'a.b'], 'equals'],
    ['data.a\\=b=1', ['data', 'a=b'], 'equals'],
    ['data.room\\ temp=1', ['data', 'room temp'], 'equals'],
    ['data.\\*\\?\\,\\"=1', ['data', '*?,"'], 'equals'],
    ['data.空气质量=优', ['data', '空气质量'], 'equals'],
    ['data.list.0=1', ['data', 'list', '0'], 'equals'],
    ['a=x!=y', ['a'], 'equals'],
    ['a=x=~y', ['a'], 'equals'],
    ['a=~=>', ['a'], 'finds'],
    ['a!~=x', ['a'], 'lacks'],
    ['a= =x', ['a'], 'equals'],
    // As a Chinese keyboard writes them.
    ['did＝a', ['did'], 'equals'],
    ['did！＝a', ['did'], 'differs'],
    ['did=～a', ['did'], 'finds'],
    ['did！～a', ['did'], 'lacks'],
    ['data.Room_Temp＞30', ['data', 'Room_Temp'], 'above'],
    ['data．t＞＝5', ['data', 't'], 'atLeast'],
    ['data。t＜＝５', ['data', 't'], 'atMost'],
    ['data.t≥5', ['data', 't'], 'atLeast'],
    ['data.t ≤ 5', ['data', 't'], 'atMost'],
    ['did≠a', ['did'], 'differs'],
    ['！did', ['did'], 'absent'],
    ['\u3000did\u3000＝\u3000a', ['did'], 'equals'],
    ['data.a\\＝b=1', ['data', 'a＝b'], 'equals'],
    // As jq and JSONPath write them.
    ['.did=a', ['did'], 'equals'],
    ['$.did=a', ['did'], 'equals'],
    ['@.did=a', ['did'], 'equals'],
    ['！.data.t', ['data', 't'], 'absent'],
    ['.data.t>5', ['data', 't'], 'above'],
    ['data["t"]>5', ['data', 't'], 'above'],
    ["$['data']['a.b']=1", ['data', 'a.b'], 'equals'],
    ['.data["t"].x=1', ['data', 't', 'x'], 'equals'],
    ['data.list[0]=1', ['data', 'list', '0'], 'equals'],
    ['data.list[0][12]', ['data', 'list', '0', '12'], 'present'],
    ['data.a\\[0\\]=1', ['data', 'a[0]'], 'equals'],
    ['event.x=1', ['event', 'x'], 'equals'],
    ['and=1', ['and'], 'equals'],
    ['not = 5', ['not'], 'equals'],
  ] as const)('%s', (expression, path, name) => {
    const condition = conditionOf(expression)
    expect(condition.path).toEqual(path)
    expect(condition.operator).toBe(operators[name])
  })

  test.each([
    ['a=b', ['b']],
    ['a=""', ['']],
    ['a=x,""', ['x', '']],
    ['a= x , y z ', ['x', 'y z']],
    ['a=x\\,y', ['x,y']],
    ['a=\\*\\?\\\\', ['*?\\']],
    ['a=x\\ ', ['x ']],
    ['a=\\ x', [' x']],
    ['a="x, y*"', ['x, y*']],
    ["a='x' , 'y'", ['x', 'y']],
    ['a=" x "', [' x ']],
    ['a="say \\"hi\\""', ['say "hi"']],
    ["a=O'Brien", ["O'Brien"]],
    ['a=\\"x\\"', ['"x"']],
    ['a="=x"', ['=x']],
    ['a=::ffff~1', ['::ffff~1']],
    ['a=b&c|d', ['b&c|d']],
    ['a=\\&&b', ['&&b']],
    ['a=🔥,\\🔥', ['🔥', '🔥']],
    ['a=""', ['']],
    ['a＝attr_alert，attr_fault', ['attr_alert', 'attr_fault']],
    ['a=x、y', ['x', 'y']],
    ['a=“强劲”', ['强劲']],
    ['a=“强劲“，‘静音’', ['强劲', '静音']],
    ['a=＂强劲，静音＂', ['强劲，静音']],
    ['a=强劲,静音', ['强劲', '静音']],
    ['a=强劲\\，静音', ['强劲，静音']],
    ['a=你好！（ok）', ['你好！（ok）']],
    ['a=it’s', ['it’s']],
    // Words that join nothing, because no comparison follows.
    ['a=salt and pepper', ['salt and pepper']],
    ['a=this or that', ['this or that']],
    ['a=band and', ['band and']],
    ['a=x and y,z', ['x and y', 'z']],
    ['a="x and y=1"', ['x and y=1']],
    ["a='x or did'", ['x or did']],
    ['a=x\\ and y=1', ['x and y=1']],
    ['a=x and time: 5', ['x and time: 5']],
    ['a=f(x), :\\)', ['f(x)', ':)']],
    ['a=x,y=z;did', ['x', 'y=z;did']],
    ['a= did=x', ['did=x']],
    ['a=x\\,did=y', ['x,did=y']],
  ])('the values of %s', (expression, values) => {
    expect(parseExpression(expression)).toMatchObject({ kind: 'values', operand: values })
  })

  test('an unescaped wildcard makes a pattern', () => {
    expect(parseExpression('a=x*,y')).toMatchObject({ operand: [expect.any(Glob), 'y'] })
    expect(parseExpression('a=?')).toMatchObject({ operand: [expect.any(Glob)] })
    expect(parseExpression('a=x＊，？')).toMatchObject({ operand: [expect.any(Glob), expect.any(Glob)] })
  })

  test('a regular expression is taken as it stands', () => {
    expect(parseExpression('a =~  x,y*\\d && "z" ')).toMatchObject({ kind: 'regex', operand: { from: 6 } })
    expect(parseExpression('a=~x\\ and y=1|“，”')).toMatchObject({ kind: 'regex', operand: { from: 3 } })
    expect(parseExpression('a=~x and (?:y)')).toMatchObject({ kind: 'regex', operand: { from: 3 } })
  })

  test('the digits of a number may be full-width', () => {
    expect(parseExpression('a＞－３．５')).toMatchObject({ operand: { text: '-3.5' } })
    expect(parseExpression('a<3。5')).toMatchObject({ operand: { text: '3.5' } })
  })

  test('escaped keys and values come back as they were', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: fc.constantFrom(...'a.=!~<>*?,\\ "\'&|:') }),
    )
    const names = fc.array(
      text.filter(name => name !== ''),
      { minLength: 1, maxLength: 4 },
    )
    fc.assert(
      fc.property(names, fc.array(text, { minLength: 1, maxLength: 4 }), (path, values) => {
        const expression = `${path.map(escaped).join('.')}=${values.map(escaped).join(',')}`
        const condition = conditionOf(expression)
        expect(condition.path).toEqual(path)
        expect(condition).toMatchObject({ kind: 'values', operand: values })
      }),
    )
  })
})

describe('what is wrong is shown where it is', () => {
  const cases: [expression: string, fault: string, says: RegExp, hint?: RegExp][] = [
    ['', '', /empty/, /event_type=/],
    ['   ', '', /empty/],
    ['=x', '=', /key is missing/],
    ['!', '', /key is missing/],
    ['!!did', '!', /key is missing/],
    ['data..x=1', '.', /name is missing/],
    ['..data', '.', /name is missing/],
    ['data.', '', /name is missing/],
    ['data.=1', '=', /name is missing/],
    ['data.*=1', '*', /cannot contain an unescaped \*/, /\\\*/],
    ["'did=x'", "'", /cannot contain an unescaped '/, /only a value may be quoted/],
    ['data.temp>=', '', /a number must follow >=/],
    ['data.temp>=warm', 'warm', /a number must follow >=/, /30, -10\.5/],
    ['data.temp> =5', '=5', /a number must follow >/],
    ['data.temp<0x1f', '0x1f', /a number must follow </],
    ['data.temp<1,2', '1,2', /a number must follow </],
    ['data.temp<Infinity', 'Infinity', /a number must follow </],
    ['did==x', '==', /== is not an operator/, /did you mean =;.*="=…"/],
    ['did=!x', '=!', /=! is not an operator/, /did you mean !=;.*="!…"/],
    ['data.t=>5', '=>', /=> is not an operator/, /did you mean >=/],
    ['data.t>==5', '>==', />== is not an operator/, /did you mean >=/],
    ['did!==x', '!==', /not an operator/, /did you mean !=/],
    ['did~x', '~', /~ is not an operator/, /did you mean =~/],
    ['did!x', '!', /! is not an operator/, /did you mean !=/],
    ['did<>x', '<>', /not an operator/, /did you mean !=/],
    ['did:x', ':', /an operator must follow/, /did you mean =;/],
    ['did is x', 'is', /an operator must follow/, /did you mean =;/],
    ['event_type attr_alert', 'attr_alert', /an operator must follow/, /one of = != =~ !~ > >= < <=/],
    ['did=x && mac=y', '&&', /&& does not join/, /^write and; in quotes it is text$/],
    ['did=x||mac=y', '||', /\|\| does not join/, /^write or;/],
    ['did && mac', '&&', /&& does not join/, /^write and$/],
    ['!did && mac', '&&', /&& does not join/],
    ['!did || mac', '||', /\|\| does not join/, /^write or$/],
    ['!did=x', '=x', /nothing may follow !key/, /did you mean did!=/],
    ['did=a, data.x>1', 'data.x>', /a second condition/, /joined by and, or.*quotes/],
    ['did=', '', /a value is missing/, /the empty text is written ""/],
    ['did!=  ', '', /a value is missing/],
    ['did=a,,b', '', /a value is missing/],
    ['did=a, ', '', /a value is missing/],
    ['did=a,b mac=c', 'mac=', /a second condition/],
    ['did=a;event_type=c', 'event_type=', /a second condition/],
    ['did=~^a && data.x>1', '&&', /&& does not join/, /write and; a space .* is written \[ \]/],
    ['!(did=a)', '(', /cannot contain an unescaped \(/, /negated by not: not \(/],
    ['did=a)', ')', /has no opening one/, /\\\( or \\\), or within quotes/],
    ['(did=a', '(', /is not closed/],
    ['did=a and (mac=b or (data.x>1)', '(', /is not closed/],
    ['(did=a))', ')', /has no opening one/],
    ['did)', ')', /cannot contain an unescaped \)/],
    ['did )', ')', /has no opening one/],
    ['data.x>1)', ')', /has no opening one/],
    ['()', '()', /parentheses are empty/],
    ['did or ( )', '( )', /parentheses are empty/],
    ['(', '(', /is not closed/],
    ['(did=a) mac=b', 'mac=b', /and or or must follow/, /joined by and, or, not/],
    ['(did=a) && mac=b', '&&', /&& does not join/, /^write and$/],
    ['(did=a)|| (mac=b)', '||', /\|\| does not join/, /^write or$/],
    ['did="a" && mac=b', '&&', /&& does not join/],
    ['data.x>1 && did=a', '&&', /&& does not join/],
    ['data.x>1 and', 'and', /a condition must follow and/],
    ['(did or )', 'or', /a condition must follow or/],
    ['and did=a', 'and', /a condition must precede and/],
    ['did or or mac=b', 'or', /a condition must precede or/],
    ['did=a and data.x>warm or mac=b', 'warm', /a number must follow >/],
    ['(data.x>warm)', 'warm', /a number must follow >/],
    ['did=a and (mac=~x[) or did=b', '[', /missing closing \]/],
    ['did=a or mac=~x{1001} or mac=b', '{1001}', /repeat count/, /1000/],
    ['(did=)', '', /a value is missing/],
    ['(did=~)', '', /a regular expression must follow =~/],
    ['did in a,b', 'in', /an operator must follow/, /did you mean =;/],
    ['select(.did=="x")', '(', /cannot contain an unescaped \(/, /without select/],
    ['event.did=x', 'event.did', /begins with a member/, /did you mean did$/],
    ['event.data.t=x', 'event.data.t', /begins with a member/, /did you mean data\.t$/],
    ['data[temp]=1', '[', /brackets must contain/, /data\.list\.0/],
    ['data[*]=1', '[', /brackets must contain/],
    ['data["t"]x=1', 'x', /a dot or an operator must follow/],
    ['data["t"].=1', '=', /name is missing/],
    [`${'a.'.repeat(64)}a=1`, `${'a.'.repeat(64)}a`, /at most 64 names/],
    ['did=x\\', '\\', /nothing follows the backslash/],
    ['did\\', '\\', /nothing follows the backslash/],
    ['did=\\d+', '\\d', /\\d has no meaning here/, /regular expression follows =~/],
    ['did="x', '"', /not closed/],
    ['did="x"y', 'y', /only a comma, and or or may follow/],
    ['did=~', '', /a regular expression must follow =~/],
    ['did=~(', '(', /missing closing \)/],
    ['did=~ab[c', '[c', /missing closing \]: \[c/],
    ['did=~*x', '*', /missing argument/, /wildcards follow = or !=/],
    ['did=~x(?=y)', '(?=', /\(\?=/, /lookahead .* linear time/],
    ['did=~x(?<!y)z', '(?<!y)z', /named capture/, /lookbehind .* linear time/],
    ['did!~(a)\\1', '\\1', /invalid escape/, /back-references .* linear time/],
    ['did=~\\\\1(a)\\1', '\\1', /invalid escape/, /back-references/],
    ['did=~x++', '++', /nested repetition/, /does not backtrack/],
    ['did=~\\u4e2d', '\\u', /invalid escape/, /\\x\{4e2d\}/],
    ['did=~x{1001}', '{1001}', /repeat count/, /1000/],
    ['did=~x\\', 'x\\', /trailing backslash/],
  ]

  test.each(cases)('%s', async (expression, fault, says, hint) => {
    const failure = await failureOf(expression)
    expect(failure.code).toBe('usage')
    const [what, shown, carets, ...more] = failure.message.split('\n')
    expect(what).toMatch(/^--filter: /)
    expect(what).toMatch(says)
    expect(shown).toBe(`  ${expression}`)
    expect(more).toEqual([])
    // All of these are narrow: a column is a character.
    const from = carets!.indexOf('^')
    expect(carets!.slice(from)).toBe('^'.repeat(Math.max(1, fault.length)))
    expect(shown!.slice(from, from + fault.length)).toBe(fault)
    if (hint) expect(failure.hint).toMatch(hint)
  })

  test.each([
    ['data.Mode=强劲，静音', '，', /may separate two values or belong to one/],
    ['data.Mode=强劲、静音', '、', /may separate two values or belong to one/],
    ['data.Mode＝＝强劲', '＝＝', /== is not an operator/],
    ['data.Mode：强劲', '：', /an operator must follow/],
    ['data.Mode=强劲　且　did=a', '且', /且 does not join/],
    ['did=a，data.x＞1', 'data.x＞', /a second condition/],
    ['did=a＆＆mac=b', '＆＆', /＆＆ does not join/],
    ['did=a）', '）', /has no opening one/],
    ['data.Mode=“强劲', '“', /not closed/],
    ['（data.Mode＝强劲', '（', /is not closed/],
    ['data.Mode=强劲 or （did＝a) && mac=x', '&&', /&& does not join/],
    ['did=a，b and data.Mode=强，劲', '，', /may separate two values or belong to one/],
  ])('%s', async (expression, fault, says) => {
    const error = await parseError(expression)
    expect(error.message).toMatch(says)
    expect([error.expression, expression.slice(error.from, error.to)]).toEqual([expression, fault])
  })

  test('of a very long expression only the place of the fault is shown', async () => {
    const failure = await failureOf(`did=${'x'.repeat(1_000_000)}&&${'y'.repeat(1_000_000)}`)
    const [, shown, carets] = failure.message.split('\n')
    expect(shown).toBe(`  …${'x'.repeat(200)}&&${'y'.repeat(200)}…`)
    expect(carets!.indexOf('^^')).toBe(shown!.indexOf('&&'))
  })

  test('the second of two equal pieces is marked when it is the wrong one', async () => {
    const failure = await failureOf('did=~\\\\1(a)\\1')
    expect(failure.message.split('\n')[2]).toBe(`${' '.repeat(2 + 11)}^^`)
  })

  test('Chinese is two cells wide, before the fault and in it', async () => {
    const failure = await failureOf('data.温度>=热了')
    expect(failure.message.split('\n').slice(1)).toEqual(['  data.温度>=热了', `${' '.repeat(2 + 11)}^^^^`])
  })

  test('nothing in the expression reaches the terminal as it is', async () => {
    const failure = await failureOf('a\u001b\\[31m=~\u202e(?=\u0007\n\t')
    // biome-ignore lint/complexity/useRegexLiterals: the characters are easier to read like this
    expect(failure.message.replace(/\n {2}/g, '')).not.toMatch(new RegExp('[\\p{Cc}\\p{Cf}]', 'u'))
    const [, shown, carets] = failure.message.split('\n')
    expect(shown).toBe('  a\\u001b\\[31m=~\\u202e(?=\\u0007\\u000a ')
    expect(carets!.indexOf('^')).toBe(shown!.indexOf('(?='))
  })

  test('nor does it by way of what is said of it', async () => {
    const broken = await failureOf('a=~x[\u001b')
    expect(broken.message).toContain('missing closing ]: [\\u001b\n')
    const hinted = await failureOf('!a\u001b=x')
    expect(hinted.hint).toBe('did you mean a\\u001b!=…')
  })

  test('the expression at fault is the one shown', async () => {
    const error = await compileFilters(['did=x', 'mac=~(', 'a']).catch(error => error)
    expect(error.message).toContain('\n  mac=~(\n')
  })

  const signs = fc.string({ unit: fc.constantFrom(...'ab1.=!~<>*?,\\ "\'&|:()[]{}+^$-'), maxLength: 20 })
  const anything = fc.oneof(signs, fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }))

  test('any text is an expression or a Fault within it', () => {
    fc.assert(
      fc.property(anything, expression => {
        try {
          parseExpression(expression)
        } catch (error) {
          expect(error).toBeInstanceOf(ParseError)
          const { from, to } = error as ParseError
          expect(0 <= from && from <= to && to <= expression.length).toBe(true)
        }
      }),
      { numRuns: 2000 },
    )
  })

  test('any text compiles or is a Failure of usage', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          anything,
          signs.map(regex => `a=~${regex}`),
        ),
        async expression => {
          try {
            await compileFilters([expression])
          } catch (error) {
            expect(error).toBeInstanceOf(Failure)
            expect((error as Failure).code).toBe('usage')
            expect((error as Failure).message.split('\n')).toHaveLength(3)
          }
        },
      ),
      { numRuns: 1000 },
    )
  })
})
