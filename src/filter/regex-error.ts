import { ParseError } from '../base/parse-error.ts'
import { say, sayKnown, type Text } from '../language/say.ts'
import type { RegexSource } from './condition.ts'

type Engine = typeof import('re2js')['RE2JS']

/**
 * Returns what is wrong with a regular expression that the engine rejects, and where.
 *
 * @param cause the error of the engine
 */
export function regexError(
  engine: Engine,
  { expression, from, to }: RegexSource,
  cause: unknown,
): ParseError {
  const pattern = expression.slice(from, to)
  const problem = problemIn(cause)
  const { description, fragment } = problem
  const offset = fragment === '' ? 0 : Math.max(0, placeOf(engine, pattern, problem))
  const end = fragment === '' ? pattern.length : offset + fragment.length
  const known = sayKnown(descriptions, description)
  const isPart = fragment !== '' && fragment !== pattern
  const shown = isPart ? say('{problem}: {part}', { problem: known, part: fragment }) : known
  const error = new ParseError(
    expression,
    from + offset,
    from + end,
    say('the regular expression is invalid: {problem}', { problem: shown }),
    advice.find(([broken]) => broken.test(fragment))?.[1](),
  )
  error.cause = cause
  return error
}

interface Problem {
  readonly description: string
  /** The part of the pattern that the engine names; empty if it names none. */
  readonly fragment: string
}

function problemIn(cause: unknown): Problem {
  const { error, input, message } = cause as { error?: string; input?: string | null; message: string }
  return { description: error ?? message, fragment: input ?? '' }
}

function problemOf(engine: Engine, pattern: string): Problem | undefined {
  try {
    engine.compile(pattern)
    return undefined
  } catch (cause) {
    return problemIn(cause)
  }
}

/**
 * Returns the position of the erroneous fragment, which may also occur before it, like `\1` in `\\1(a)\1`. The engine
 * reads from the left, so it is the first occurrence for which the pattern up to its end has the same error.
 */
function placeOf(engine: Engine, pattern: string, { description, fragment }: Problem): number {
  const first = pattern.indexOf(fragment)
  for (let at = first; at >= 0; at = pattern.indexOf(fragment, at + 1)) {
    const problem = problemOf(engine, pattern.slice(0, at + fragment.length))
    if (problem?.description === description && problem.fragment === fragment) return at
  }
  return first
}

/** What the engine says is wrong. */
const descriptions = [
  'duplicate capture group name',
  'expression nests too deeply',
  'expression too large',
  'invalid character class range',
  'invalid escape sequence',
  'invalid named capture',
  'invalid nested repetition operator',
  'invalid or unsupported Perl syntax',
  'invalid repeat count',
  'missing argument to repetition operator',
  'missing closing )',
  'missing closing ]',
  'trailing backslash at end of expression',
  'unexpected )',
] as const satisfies readonly Text[]

/** Hints for what RE2 does not support, since the engine's messages do not say why. */
const advice: readonly (readonly [fragment: RegExp, hint: () => string])[] = [
  [
    /^\(\?<?[=!]/,
    () =>
      say(
        'lookahead and lookbehind are not in RE2: the engine supports only what takes linear time, so that no pattern can freeze the stream; a second filter with !~ often says the same',
      ),
  ],
  [
    /^\\[1-9k]|^\(\?P=?$/,
    () =>
      say(
        'back-references are not in RE2: the engine supports only what takes linear time, so that no pattern can freeze the stream',
      ),
  ],
  [
    /^\(\?>|^[*+?}]\+$/,
    () => say('RE2 does not backtrack, so it needs no atomic groups or possessive repeats'),
  ],
  [/^\\u/, () => say('RE2 writes a character by its code as {form}', { form: '\\x{4e2d}' })],
  [/^\\Z/, () => say('RE2 writes the end of the text as \\z or $')],
  [/^\{/, () => say('a repeat goes up to 1000 at most, from the smaller number to the larger')],
  [/^[*?]$/, () => say('wildcards follow = or !=; a regular expression writes any text as .*')],
]
