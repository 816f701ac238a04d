import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { anyOne, anyRun, Glob } from '../src/filter/glob.ts'
import { GlobList } from '../src/filter/glob-list.ts'

type Token = string | typeof anyOne | typeof anyRun

function globOf(tokens: readonly Token[]): Glob {
  return new Glob(
    tokens.flatMap(one =>
      typeof one === 'string' ? Array.from({ length: one.length }, (_, k) => one.charCodeAt(k)) : [one],
    ),
  )
}

/** `a*?` as it is written in an expression. */
function glob(pattern: string): Glob {
  return globOf([...pattern].map(sign => (sign === '*' ? anyRun : sign === '?' ? anyOne : sign)))
}

/**
 * The definition, on characters: which beginnings of the text the tokens so far can match, token by token. It
 * takes the text's length times the pattern's, whatever they are.
 */
function fits(tokens: readonly Token[], text: string): boolean {
  const characters = [...text]
  let ends = new Set([0])
  for (const token of tokens) {
    const next = new Set<number>()
    const [first = Number.POSITIVE_INFINITY] = [...ends].sort((a, b) => a - b)
    if (token === anyRun) for (let k = first; k <= characters.length; k++) next.add(k)
    else
      for (const k of ends)
        if (k < characters.length && (token === anyOne || token === characters[k])) next.add(k + 1)
    ends = next
  }
  return ends.has(characters.length)
}

const unit = fc.constantFrom('a', 'b', '🔥', '中')
/** Devices may send half a character. */
const textUnit = fc.constantFrom('a', 'a', 'b', 'b', '🔥', '中', '\ud83d', '\udd25')
const token: fc.Arbitrary<Token> = fc.oneof(unit, fc.constantFrom(anyOne, anyRun, anyRun))
const textOf = (maxLength: number) => fc.array(textUnit, { maxLength }).map(units => units.join(''))

describe('Glob', () => {
  test.each([
    ['a few characters', 6, 8, 5000],
    ['a line', 30, 80, 500],
    ['parts that indexOf searches in different ways', 600, 3000, 40],
  ])('matches what the definition matches: %s', (_, mostTokens, mostText, numRuns) => {
    let matched = 0
    const sizes = fc.tuple(
      fc.array(token, { maxLength: mostTokens, size: 'max' }),
      fc.array(textUnit, { maxLength: mostText, size: 'max' }),
      // Half of the texts are made to match, by filling in what is wild.
      fc.option(fc.infiniteStream(textOf(3))),
    )
    fc.assert(
      fc.property(sizes, ([tokens, units, fill]) => {
        const filled = (one: Token) => {
          if (typeof one === 'string') return one
          const some: string = fill!.next().value
          return one === anyRun ? some : ([...some][0] ?? '中')
        }
        const text = fill ? tokens.map(filled).join('') : units.join('')
        const wanted = fits(tokens, text)
        matched += Number(wanted)
        expect(globOf(tokens).matches(text)).toBe(wanted)
      }),
      { numRuns },
    )
    expect(matched).toBeGreaterThan(numRuns / 10)
  })

  test('a text fits itself with any of its parts made wild', () => {
    const parts = fc.array(fc.tuple(unit, fc.constantFrom('keep', 'one', 'run')), { maxLength: 30 })
    fc.assert(
      fc.property(parts, made => {
        const tokens = made.map(([text, how]) => (how === 'keep' ? text : how === 'one' ? anyOne : anyRun))
        expect(globOf(tokens).matches(made.map(([text]) => text).join(''))).toBe(true)
      }),
    )
  })

  test('what it says of a text that it has seen in part is so of the whole text', () => {
    let undecided = 0
    const cuts = fc.tuple(fc.array(token, { maxLength: 6 }), textOf(12), fc.nat(12))
    fc.assert(
      fc.property(cuts, ([tokens, text, cut]) => {
        const beginning = [...text].slice(0, cut).join('')
        const pattern = globOf(tokens)
        const answers = [pattern.matches(text, beginning.length)]
        if (beginning !== text) answers.push(pattern.matches(beginning, undefined, false))
        undecided += answers.filter(answer => answer === undefined).length
        const wanted = fits(tokens, text)
        expect([undefined, wanted]).toEqual(expect.arrayContaining(answers))
      }),
      { numRuns: 5000 },
    )
    expect(undecided).toBeGreaterThan(100)
  })

  test.each([
    ['a*', 0],
    ['*a', 0],
    ['a?b', 0],
    ['a*b', 0],
    ['**', 0],
    ['*a*', 1],
    ['*a*b*', 2],
    ['*a?*', 4],
    [`*${'a'.repeat(249)}*`, 1],
    [`*${'a'.repeat(500)}*`, 25],
  ])('one character searched for %s costs %d', (pattern, weight) => {
    expect(glob(pattern).weight).toBe(weight)
  })
})

describe('how much of a text is searched', () => {
  const list = (...patterns: string[]) => new GlobList(patterns.map(glob))
  const long = 'a'.repeat(16_000_000)

  test('the reach times the weight is a constant', () => {
    for (const patterns of [
      ['*a*'],
      ['*a*', '*b*'],
      ['*a?c*'],
      [`*${'a'.repeat(500)}b*`],
      Array(50).fill('*x*b*'),
    ]) {
      const weight = patterns.reduce((sum, pattern) => sum + glob(pattern).weight, 0)
      expect(list(...patterns).reach * weight).toBeGreaterThan(500_000)
      expect(list(...patterns).reach * weight).toBeLessThan(550_000)
    }
  })

  test('what stands within the reach is found, what stands after it is not', () => {
    const searched = list('*b*')
    const at = (place: number) => `${long.slice(0, place)}b${long}`
    expect(searched.search(at(searched.reach - 1), true)).toBe(true)
    expect(searched.search(at(searched.reach), true)).toBeUndefined()
    expect(list(`*${'a'.repeat(500)}b*`).search(long, true)).toBeUndefined()
  })

  test('the ends of a text are compared wherever they are', () => {
    expect(list('a*b').search(`${long}b`, true)).toBe(true)
    expect(list('a*b').search(`${long}c`, true)).toBe(false)
    expect(list('*a*b').search(`${long}b`, true)).toBe(true)
    expect(list('b*').search(long, true)).toBe(false)
  })

  test('the end of a text that goes on is not known', () => {
    expect(list('*a').search('aaa', false)).toBeUndefined()
    expect(list('a*').search('aaa', false)).toBe(true)
    expect(list('*b*').search('aaa', false)).toBeUndefined()
    expect(list('b*').search('aaa', false)).toBe(false)
    expect(list('aaa').search('aaa', false)).toBe(false)
  })
})
