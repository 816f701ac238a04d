import type { RE2JS } from 're2js'
import { ParseError } from './parse-error.ts'
import type { RegexSource } from './parse-expression.ts'
import { buildAutomaton } from './regex-automaton.ts'
import { regexError } from './regex-error.ts'
import { leastReach, type TextSearch } from './text-search.ts'

/** Characters of a regular expression, and repeats in it counted out, that the engine is given to compile. */
const longestPattern = 10_000
const mostRepeats = 20_000

/** Characters searched at most, where each takes one look-up. */
const mostLookUps = 2 ** 17
/** Characters times program size where the engine looks for a long literal text: V8 compares all of it. */
const mostComparisons = 25_000_000
/** Characters times program size where the engine runs the program: some 10 ns each. */
const mostProgramSteps = 300_000

const tooLargeHint =
  'a smaller {count} or .* often does; a list of values is written key=a,b and compared without searching'

/**
 * A search for a regular expression anywhere in a text. The engine is RE2's: time grows with the text's length
 * times the program's size and never faster, whatever the pattern. It is loaded when first asked for.
 *
 * Most expressions have a small automaton. One that has not is run as a program, and searches the less of a
 * text the larger the program is.
 *
 * @throws Fault where it is no regular expression, or too large a one
 */
export async function compileRegex(source: RegexSource): Promise<TextSearch> {
  const { expression, from } = source
  const pattern = expression.slice(from)
  const { RE2JS } = await import('re2js')
  if (pattern.length > longestPattern || repeatsIn(pattern) > mostRepeats) throw tooLarge(source)
  let regex: RE2JS
  try {
    regex = RE2JS.compile(pattern)
  } catch (cause) {
    throw regexError(RE2JS, source, cause)
  }
  const size = regex.programSize()
  const isAutomaton = isSearchedByLookUps(regex)
  const reach = isAutomaton
    ? Math.min(mostLookUps, Math.floor(mostComparisons / size))
    : Math.floor(mostProgramSteps / size)
  if (reach < leastReach) throw tooLarge(source, size)
  // Asked where a match is, the engine runs the program and builds no automaton.
  return new RegexSearch(isAutomaton ? text => regex.test(text) : text => regex.matcher(text).find(), reach)
}

/** Literal texts, and anchored expressions with one way on at each character, need no automaton. */
function isSearchedByLookUps(regex: RE2JS): boolean {
  const { prefixComplete, onepass } = regex.re2()
  return prefixComplete || onepass !== null || buildAutomaton(regex)
}

/** What stands in for the rest of a text that is not searched: a character that no text has. */
const goesOn = '\uffff'

class RegexSearch implements TextSearch {
  readonly reach: number
  private readonly finds: (text: string) => boolean

  constructor(finds: (text: string) => boolean, reach: number) {
    this.finds = finds
    this.reach = reach
  }

  search(text: string, isWhole: boolean): boolean | undefined {
    if (isWhole && text.length <= this.reach) return this.finds(text)
    const beginning = text.slice(0, this.reach)
    // A match must not rest on the text's ending there, as one of `a$` would.
    return (this.finds(beginning) && this.finds(beginning + goesOn)) || undefined
  }
}

/** The sum of all counts: `a{3}b{2,10}` has 13. Those in a class or escaped are counted too. */
function repeatsIn(pattern: string): number {
  let sum = 0
  for (const [, least, most] of pattern.matchAll(/\{(\d+)(?:,(\d*))?\}/g)) sum += Number(most || least)
  return sum
}

function tooLarge({ expression, from }: RegexSource, size?: number): ParseError {
  const steps = size === undefined ? '' : `, a program of ${size} steps`
  return new ParseError(
    expression,
    from,
    expression.length,
    `the regular expression is too large${steps}: a search of one event could take long`,
    tooLargeHint,
  )
}
