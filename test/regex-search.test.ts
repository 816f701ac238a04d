import fc from 'fast-check'
import { RE2JS } from 're2js'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { ParseError } from '../src/base/parse-error.ts'
import { compileRegex } from '../src/filter/compile-regex.ts'
import { buildAutomaton } from '../src/filter/regex-automaton.ts'

const compile = (pattern: string, share?: number) =>
  compileRegex({ expression: pattern, from: 0, to: pattern.length }, share)

/** What people look for. */
const ordinary = [
  '"temp":3\\d',
  '(?i)test',
  '^02005e',
  'foo.*bar',
  'error|fail|timeout|refused',
  '(?i)error|fail|timeout|refused|temp\\w+high',
  '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}',
  '\\b\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}\\b',
  '"(?:temp|hum)":\\s*(?:3[0-9]|[4-9]\\d)\\b',
  '[优良]',
  '\\p{Han}{2,}$',
  '(?i)温度.*高',
  '\\pL+\\d!',
  '(a+)+$',
  '^.{0,100}$',
  '^(?:ab|cd)+$',
  'Kp7rMv5nWb9dQs3fTg2hYx',
]
/** Their automata have more states than can be built. */
const wide = [
  'a[ab]{10}[cd]',
  '[ab]*a[ab]{12}[cd]',
  'a.{0,20}[cd]',
  'foo.{0,100}bar',
  '(?:\\pL\\pN?){0,50}[cd]',
]

describe('how much of a text is searched', () => {
  test.each(ordinary)('of an ordinary expression, 100,000 characters: %s', async pattern => {
    expect((await compile(pattern)).reach).toBeGreaterThan(100_000)
  })

  test.each(wide)('where the program must be run, the less the larger it is: %s', async pattern => {
    const { reach } = await compile(pattern)
    const work = reach * RE2JS.compile(pattern).programSize()
    expect(work).toBeLessThanOrEqual(300_000)
    expect(work).toBeGreaterThan(290_000)
  })

  test.each([
    '(?:a.{0,900}[x-y]|b.{0,900}[p-q])[m-n]',
    '(?:[ab]{1,30}a){20}[cd]',
    '(?s)(.{1,50}){10}!',
    'a{1000}'.repeat(1000),
    `(?:${'ab'.repeat(600)}){1000}`,
    `a${'x'.repeat(10_000)}`,
  ])('an expression that is too large is refused: %s', async pattern => {
    const fault = await compileRegex({
      expression: `did=~${pattern} `,
      from: 5,
      to: 5 + pattern.length,
    }).catch(error => error)
    expect(fault).toBeInstanceOf(ParseError)
    expect(fault.message).toMatch(/too large/)
    expect([fault.from, fault.to]).toEqual([5, pattern.length + 5])
    expect(fault.hint).toMatch(/smaller/)
  })

  afterEach(() => vi.restoreAllMocks())

  test('one that can be seen to be too large is not even compiled', async () => {
    const compiled = vi.spyOn(RE2JS, 'compile')
    await expect(compile('a{1000}'.repeat(1000))).rejects.toThrow(/too large/)
    await expect(compile('a{1,1000}'.repeat(1000))).rejects.toThrow(/too large/)
    await expect(compile('a'.repeat(10_001))).rejects.toThrow(/too large/)
    expect(compiled).not.toHaveBeenCalled()
  })

  test('one whose automaton is too large is never searched by it, for it would be built while searching', async () => {
    const automaton = vi.spyOn(RE2JS.prototype, 'test')
    for (const pattern of wide) (await compile(pattern)).search('abc', true)
    expect(automaton).not.toHaveBeenCalled()
  })

  test('a long literal text is compared, not run', async () => {
    const { reach } = await compile('x'.repeat(1000))
    expect(reach).toBeGreaterThan(20_000)
    expect(reach).toBeLessThan(30_000)
  })
})

describe.each(['(?i)b', 'a.{0,20}b'])('%s in a text longer than its reach', pattern => {
  const at = (place: number) => `${'a'.repeat(place)}b${'a'.repeat(300_000)}`

  test('is found within it, and not after it', async () => {
    const regex = await compile(pattern)
    expect(regex.search(at(regex.reach - 1), true)).toBe(true)
    expect(regex.search(at(regex.reach), true)).toBeUndefined()
    expect(regex.search('a'.repeat(regex.reach), true)).toBe(false)
    expect(regex.search('a'.repeat(regex.reach), false)).toBeUndefined()
  })

  test('the end of the part searched is not the end of the text', async () => {
    const regex = await compile(`(?:${pattern}|a)$`)
    expect(regex.search('a'.repeat(regex.reach), true)).toBe(true)
    expect(regex.search('a'.repeat(regex.reach + 1), true)).toBeUndefined()
    expect(regex.search('a', false)).toBeUndefined()
    const negated = await compile('[^a]')
    expect(negated.search('a'.repeat(negated.reach + 1), true)).toBeUndefined()
  })
})

test('what is searched in either way gives what the engine gives', async () => {
  const text = fc.string({ unit: fc.constantFrom(...'aabbcd1-\n 温🔥'), maxLength: 60 })
  for (const pattern of [...ordinary, ...wide, 'b$', '(?m)^b', '\\Bb\\b', 'a{3}b', 'cd|[^ab]{3}', '^$']) {
    const regex = await compile(pattern)
    const engine = RE2JS.compile(pattern)
    fc.assert(
      fc.property(text, one => {
        expect(regex.search(one, true)).toBe(engine.test(one))
        // What is certain of a beginning is so of all that begins like it, unless more can unmake it.
        if (regex.search(one, false)) expect(engine.test(one)).toBe(true)
      }),
    )
  }
})

test('once its automaton is built, a search builds no state, whatever the text', () => {
  const text = fc.string({ unit: fc.constantFrom(...'aábtTemfo"0123:-. \n温度高🔥\uffff'), maxLength: 200 })
  for (const pattern of ordinary) {
    const regex = RE2JS.compile(pattern)
    expect(buildAutomaton(regex)).toBe(true)
    const states = regex.re2().dfa.stateCount
    fc.assert(
      fc.property(text, one => {
        regex.test(one)
        expect(regex.re2().dfa.stateCount).toBe(states)
      }),
    )
  }
})

test('an automaton that cannot be built leaves nothing in memory', () => {
  for (const pattern of wide) {
    const regex = RE2JS.compile(pattern)
    expect(buildAutomaton(regex)).toBe(false)
    expect(regex.re2().dfa.stateCount).toBe(0)
  }
})
