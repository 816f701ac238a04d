import { ParseError } from '../base/parse-error.ts'
import { parseFailure } from '../base/parse-failure.ts'
import type { Event } from '../event/event.ts'
import { memberReader } from '../event/member-reader.ts'
import { writtenKey } from '../event/read-key.ts'
import { compileRegex } from './compile-regex.ts'
import { readConditions } from './conditions.ts'
import { Glob } from './glob.ts'
import { GlobList } from './glob-list.ts'
import { KeySample } from './key-sample.ts'
import type { Condition } from './parse-expression.ts'
import { leastReach } from './text-search.ts'
import { unknownTypes } from './unknown-types.ts'
import type { Undecided, Value, ValueTest } from './value-tests.ts'

export { filterHelp } from './operators.ts'

/** Returns whether to show an event. */
export type Keep = (event: Event) => boolean

/** Receives a warning about a filter. */
export type FilterNotice = (text: string) => void

/**
 * Compiles all expressions into one test. Expressions with the same key and the operator `=` join by *or*, all others by
 * *and*. Without expressions every event is kept. Whatever can be decided before the first event is decided here.
 * Conditions that need the line parsed are tested last.
 *
 * @param flags the option of each expression, for messages
 * @param notice receives warnings: about types that are not documented, about keys that none of the first events has, and,
 *   once per condition, about a value that was too long to be searched completely
 * @throws Failure `usage`, with the position of the error, if an expression is invalid
 */
export async function compileFilters(
  expressions: readonly string[],
  flags: readonly string[] = [],
  notice?: FilterNotice,
): Promise<Keep> {
  const flagOf = (expression: string) => flags[expressions.indexOf(expression)] ?? '--filter'
  const report = (condition: Condition, text: string) => notice?.(`${flagOf(condition.expression)}: ${text}`)
  try {
    const conditions = readConditions(expressions)
    const rules = await Promise.all(
      conditions.map(condition => ruleOf(condition, text => report(condition, text))),
    )
    for (const condition of conditions) for (const line of unknownTypes(condition)) report(condition, line)
    const keep = all(rules.sort((a, b) => a.cost - b.cost).map(rule => rule.keep))
    return notice ? sampled(keep, conditions, report) : keep
  } catch (error) {
    if (!(error instanceof ParseError)) throw error
    throw parseFailure(error, flagOf(error.expression))
  }
}

const testCost = { nothing: 0, values: 1, number: 1, regex: 2 } as const satisfies Record<
  Condition['kind'],
  number
>

async function ruleOf(condition: Condition, report: FilterNotice): Promise<{ cost: number; keep: Keep }> {
  const { cost, read } = memberReader(condition.path)
  const test = await testOf(condition, undecidedOnce(condition, report))
  return { cost: cost * 10 + testCost[condition.kind], keep: event => test(read(event), !event.cut) }
}

async function testOf(condition: Condition, undecided: Undecided): Promise<ValueTest> {
  switch (condition.kind) {
    case 'values':
      refuseManyWildcards(condition.expression, condition.operand)
      return condition.operator.test(condition.operand, undecided)
    case 'number':
      return condition.operator.test(condition.operand, undecided)
    case 'regex':
      return condition.operator.test(await compileRegex(condition.operand), undecided)
    case 'nothing':
      return condition.operator.test(undefined, undecided)
  }
}

function undecidedOnce({ path }: Condition, report: FilterNotice): Undecided {
  let isReported = false
  return searched => {
    if (isReported) return
    isReported = true
    report(
      `searched only the first ${searched} characters of ${writtenKey(path)}; the rest was not compared (reported once)`,
    )
  }
}

function refuseManyWildcards(expression: string, values: readonly Value[]): void {
  const { reach } = new GlobList(values.filter(value => value instanceof Glob))
  if (reach >= leastReach) return
  const hint = 'any number of values without wildcards is fine; one regular expression may do instead'
  throw new ParseError(
    expression,
    0,
    expression.length,
    'too many wildcards, or too long ones, to be compared',
    hint,
  )
}

function all(keeps: readonly Keep[]): Keep {
  const [first, second] = keeps
  if (!first) return () => true
  if (!second) return first
  if (keeps.length === 2) return event => first(event) && second(event)
  return event => {
    for (const keep of keeps) if (!keep(event)) return false
    return true
  }
}

/** Examines the first events, and reports conditions that none of them meets because of a likely misspelling. */
function sampled(
  keep: Keep,
  conditions: readonly Condition[],
  report: (condition: Condition, text: string) => void,
): Keep {
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
