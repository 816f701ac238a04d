import type { RE2JS } from 're2js'
import { ParseError } from '../base/parse-error.ts'
import { say } from '../language/say.ts'
import type { RegexSource } from './condition.ts'
import { buildAutomaton } from './regex-automaton.ts'
import { regexError } from './regex-error.ts'
import { leastReach, type TextSearch } from './text-search.ts'

/** The longest regular expression to compile, and the most repetitions that its counts may add up to. */
const longestPattern = 10_000
const mostRepeats = 20_000

/** The most characters to search if each takes one look-up. */
const mostLookUps = 2 ** 17
/** The most characters times program size if the engine looks for a long literal text, all of which V8 compares. */
const mostComparisons = 25_000_000
/** The most characters times program size if the engine runs the program, at some 10 ns each. */
const mostProgramSteps = 300_000

/**
 * Compiles a regular expression into a search for a match anywhere in a text. The engine is RE2, whose time is at most
 * proportional to the length of the text times the size of the program. It is loaded when first needed.
 *
 * Most expressions have a small automaton. Any other is run as a program; the larger the program, the shorter the part of
 * a text that is searched.
 *
 * @param share the part of the work of one comparison that this one may take, 0 to 1
 * @throws ParseError if the expression is invalid or too large
 */
export async function compileRegex(source: RegexSource, share = 1): Promise<TextSearch> {
  const { expression, from, to } = source
  const pattern = expression.slice(from, to)
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
  const most = isAutomaton ? Math.min(mostLookUps, mostComparisons / size) : mostProgramSteps / size
  const reach = Math.floor(share * most)
  if (reach < leastReach) throw tooLarge(source, size)
  // `find` also returns the position of the match. For this, the engine runs the program and builds no automaton.
  return new RegexSearch(isAutomaton ? text => regex.test(text) : text => regex.matcher(text).find(), reach)
}

/** Whether a search takes a look-up per character. Literal texts and one-pass expressions do so without an automaton. */
function isSearchedByLookUps(regex: RE2JS): boolean {
  const { prefixComplete, onepass } = regex.re2()
  return prefixComplete || onepass !== null || buildAutomaton(regex)
}

/** Stands for the rest of a text that is not searched: a noncharacter, which no text contains. */
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
    // A match must not depend on the end of the text, as a match of `a$` would.
    return (this.finds(beginning) && this.finds(beginning + goesOn)) || undefined
  }
}

/** Returns the sum of all counts, 13 for `a{3}b{2,10}`. It includes those that are escaped or in a character class. */
function repeatsIn(pattern: string): number {
  let sum = 0
  for (const [, least, most] of pattern.matchAll(/\{(\d+)(?:,(\d*))?\}/g)) sum += Number(most || least)
  return sum
}

function tooLarge({ expression, from, to }: RegexSource, size?: number): ParseError {
  const what =
    size === undefined
      ? say('the regular expression is too large: searching one event could take long')
      : say(
          'the regular expression is too large, a program of {size} steps: searching one event could take long',
          { size },
        )
  const hint = say(
    'a smaller {count} or .* often does; a list of values is written key=a,b and compared without searching',
    { count: '{count}' },
  )
  return new ParseError(expression, from, to, what, hint)
}
