import { ParseError } from '../base/parse-error.ts'
import { parseFailure } from '../base/parse-failure.ts'
import { excerpt } from '../base/safe-text.ts'
import { say } from '../language/say.ts'
import { anyOf, compileExpression, type Keep, type Report } from './compile-expression.ts'
import type { Condition } from './condition.ts'
import { conditionsOf, joinLists, normalForm } from './expression.ts'
import { KeySample } from './key-sample.ts'
import { parseExpression } from './parse-expression.ts'
import { unknownTypes } from './unknown-types.ts'

export type { Keep } from './compile-expression.ts'

/** Receives a warning about a filter. */
export type FilterNotice = (text: string) => void

/**
 * Compiles one expression, as a person is typing it.
 *
 * @returns whether an event meets it, or what is wrong with it, and where
 */
export async function compilePredicate(expression: string): Promise<Keep | ParseError> {
  try {
    return await compileExpression(normalForm(parseExpression(expression)), () => {})
  } catch (error) {
    if (error instanceof ParseError) return error
    throw error
  }
}

/**
 * Compiles all expressions into one test. Expressions of one comparison with the same key and the operator `=` join by
 * *or*, all others by *and*. Without expressions every event is kept. Whatever can be decided before the first event is
 * decided here.
 *
 * @param flags the option of each expression, for messages; default `--filter`, which alone takes `and`, `or` and `not`
 * @param notice receives warnings: about types that are not documented, about `and` and `or` that are text, about keys that
 *   none of the first events has, and, once per condition, about a value that was too long to be searched completely
 * @throws Failure `usage`, with the position of the error, if an expression is invalid
 */
export async function compileFilters(
  expressions: readonly string[],
  flags: readonly string[] = [],
  notice?: FilterNotice,
): Promise<Keep> {
  const flagOf = (expression: string) => flags[expressions.indexOf(expression)] ?? '--filter'
  const report: Report = (condition, text) =>
    notice?.(say('{what}: {said}', { what: flagOf(condition.expression), said: text }))
  try {
    const terms = expressions.map(parseExpression)
    const expression = normalForm({ kind: 'and', terms: joinLists(terms) })
    const keep = await compileExpression(expression, report)
    if (!notice) return keep
    const conditions = conditionsOf(expression)
    for (const condition of conditions) for (const line of adviceOn(condition)) report(condition, line)
    return sampled(keep, conditions, report)
  } catch (error) {
    if (!(error instanceof ParseError)) throw error
    throw parseFailure(error, flagOf(error.expression))
  }
}

/**
 * Compiles expressions, any of which may match; undefined if there are none.
 *
 * @param flag the option of all of them
 * @throws Failure `usage`
 */
export async function compileAny(
  expressions: readonly string[],
  flag: string,
  notice: FilterNotice,
): Promise<Keep | undefined> {
  const keeps = await Promise.all(expressions.map(one => compileFilters([one], [flag], notice)))
  return keeps.length > 0 ? anyOf(keeps) : undefined
}

/** Returns what may be wrong with a condition that is valid. */
function adviceOn(condition: Condition): string[] {
  const { expression, doubtful, kind } = condition
  const unknown = unknownTypes(condition)
  if (!doubtful) return unknown
  const text = excerpt(expression.slice(doubtful.from, doubtful.to).trimEnd())
  const line =
    kind === 'regex'
      ? say('{text} is one regular expression, since no condition follows; [ ] for a space says so', { text })
      : say('{text} is compared as one text, since no condition follows; quotes say so: {quoted}', {
          text,
          quoted: `"${text}"`,
        })
  return [...unknown, line]
}

/** Examines the first events, and reports conditions that none of them meets because of a likely misspelling. */
function sampled(keep: Keep, conditions: readonly Condition[], report: Report): Keep {
  let sample = KeySample.of(conditions)
  if (!sample) return keep
  return event => {
    if (sample?.add(event)) {
      for (const { condition, text } of sample.findings()) report(condition, text)
      sample = undefined
    }
    return keep(event)
  }
}
