import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Failure } from '../src/base/failure.ts'
import { Fault } from '../src/filter/fault.ts'
import { compileFilters } from '../src/filter/filter.ts'
import { Glob } from '../src/filter/glob.ts'
import { operators } from '../src/filter/operators.ts'
import { parseExpression } from '../src/filter/parse-expression.ts'

async function failureOf(expression: string): Promise<Failure> {
  const error = await compileFilters([expression]).catch(error => error)
  expect(error).toBeInstanceOf(Failure)
  return error
}

/** `expression` with everything in it made literal. */
function escaped(text: string): string {
  return text.replace(/[^\p{L}\p{N}]/gu, '\\$&')
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
  ] as const)('%s', (expression, path, name) => {
    const condition = parseExpression(expression)
    expect(condition.path).toEqual(path)
    expect(condition.operator).toBe(operators[name])
  })

  test.each([
    ['a=b', ['b']],
    ['a=', ['']],
    ['a=  ', ['']],
    ['a=x,', ['x', '']],
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
  ])('the values of %s', (expression, values) => {
    expect(parseExpression(expression)).toMatchObject({ kind: 'values', operand: values })
  })

  test('an unescaped wildcard makes a pattern', () => {
    expect(parseExpression('a=x*,y')).toMatchObject({ operand: [expect.any(Glob), 'y'] })
    expect(parseExpression('a=?')).toMatchObject({ operand: [expect.any(Glob)] })
  })

  test('a regular expression is taken as it stands', () => {
    expect(parseExpression('a =~  x,y*\\d && "z" ')).toMatchObject({ kind: 'regex', operand: { from: 6 } })
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
        const condition = parseExpression(expression)
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
    ['.data', '.', /name is missing/],
    ['data.', '', /name is missing/],
    ['data.=1', '=', /name is missing/],
    ['data.*=1', '*', /cannot hold \*/, /\\\*/],
    ["'did=x'", "'", /cannot hold '/, /around a value/],
    ['data.temp>=', '', /a number must follow >=/],
    ['data.temp>=warm', 'warm', /a number must follow >=/, /30, -10\.5/],
    ['data.temp> =5', '=5', /a number must follow >/],
    ['data.temp<0x1f', '0x1f', /a number must follow </],
    ['data.temp<1,2', '1,2', /a number must follow </],
    ['data.temp<Infinity', 'Infinity', /a number must follow </],
    ['did==x', '==', /== is no operator/, /did you mean =;.*="=…"/],
    ['did=!x', '=!', /=! is no operator/, /did you mean !=;.*="!…"/],
    ['data.t=>5', '=>', /=> is no operator/, /did you mean >=/],
    ['data.t>==5', '>==', />== is no operator/, /did you mean >=/],
    ['did!==x', '!==', /no operator/, /did you mean !=/],
    ['did~x', '~', /~ is no operator/, /did you mean =~/],
    ['did!x', '!', /! is no operator/, /did you mean !=/],
    ['did<>x', '<>', /no operator/, /did you mean !=/],
    ['did:x', ':', /an operator must follow/, /did you mean =;/],
    ['did is x', 'is', /an operator must follow/, /did you mean =;/],
    ['event_type attr_alert', 'attr_alert', /an operator must follow/, /one of = != =~ !~ > >= < <=/],
    ['did=x && mac=y', '&&', /&& does not join/, /--filter once for each/],
    ['did=x||mac=y', '||', /\|\| does not join/, /list/],
    ['did && mac', '&&', /&& does not join/],
    ['!did && mac', '&& mac', /nothing may follow !key/, /--filter once for each/],
    ['!did=x', '=x', /nothing may follow !key/, /did you mean did!=/],
    ['did=x\\', '\\', /nothing follows the backslash/],
    ['did\\', '\\', /nothing follows the backslash/],
    ['did=\\d+', '\\d', /\\d has no meaning here/, /regular expression follows =~/],
    ['did="x', '"', /not closed/],
    ['did="x"y', 'y', /only a comma may follow/],
    ['did=~', '', /a regular expression must follow =~/],
    ['did=~(', '(', /missing closing \)/],
    ['did=~ab[c', '[c', /missing closing \]: \[c/],
    ['did=~*x', '*', /missing argument/, /wildcards follow = or !=/],
    ['did=~x(?=y)', '(?=', /\(\?=/, /lookahead .* linear time/],
    ['did=~x(?<!y)z', '(?<!y)z', /named capture/, /lookbehind .* linear time/],
    ['did!~(a)\\1', '\\1', /invalid escape/, /back-references .* linear time/],
    ['did=~\\\\1(a)\\1', '\\1', /invalid escape/, /back-references/],
    ['did=~x++', '++', /nested repetition/, /nothing backtracks/],
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

  test('the second of two equal pieces is marked when it is the wrong one', async () => {
    const failure = await failureOf('did=~\\\\1(a)\\1')
    expect(failure.message.split('\n')[2]).toBe(`${' '.repeat(2 + 11)}^^`)
  })

  test('Chinese is two cells wide, before the fault and in it', async () => {
    const failure = await failureOf('data.温度>=热了')
    expect(failure.message.split('\n').slice(1)).toEqual(['  data.温度>=热了', `${' '.repeat(2 + 11)}^^^^`])
  })

  test('nothing in the expression reaches the terminal as it is', async () => {
    const failure = await failureOf('a\u001b[31m=~\u202e(?=\u0007\n\t')
    // biome-ignore lint/complexity/useRegexLiterals: the characters are easier to read like this
    expect(failure.message.replace(/\n {2}/g, '')).not.toMatch(new RegExp('[\\p{Cc}\\p{Cf}]', 'u'))
    const [, shown, carets] = failure.message.split('\n')
    expect(shown).toBe('  a\\u001b[31m=~\\u202e(?=\\u0007\\u000a ')
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
          expect(error).toBeInstanceOf(Fault)
          const { from, to } = error as Fault
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
