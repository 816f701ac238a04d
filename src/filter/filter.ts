import type { Event } from '../event/event.ts'
import { compileRegex } from './compile-regex.ts'
import { readConditions } from './conditions.ts'
import { filterFailure } from './filter-failure.ts'
import { Glob } from './glob.ts'
import { GlobList } from './glob-list.ts'
import { KeySample } from './key-sample.ts'
import { ParseError } from './parse-error.ts'
import type { Condition } from './parse-expression.ts'
import { writtenKey } from './read-key.ts'
import { memberReader } from './read-member.ts'
import { leastReach } from './text-search.ts'
import { unknownTypes } from './unknown-types.ts'
import type { Undecided, Value, ValueTest } from './value-tests.ts'

export { filterHelp } from './operators.ts'

/** Whether an event is to be shown. */
export type Keep = (event: Event) => boolean

/** What a user should know of a filter. */
export type FilterNotice = (text: string) => void

/**
 * One test from all expressions: those on the same key join by *or* where their operator is `=`, all else by
 * *and*. No expressions keep every event. All that can be decided before the first event is decided here,
 * and conditions that need the line parsed come last.
 *
 * @param flags where each expression was given, for messages
 * @param notice receives warnings: types that the document does not have; keys that none of the first events has;
 *   once per condition, that a value was too long to be searched whole
 * @throws Failure 'usage', with the place of the fault, where an expression cannot be read
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
    throw filterFailure(error, flagOf(error.expression))
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
      `searched only the first ${searched} characters of ${writtenKey(path)}; what stands after them was not compared (reported once)`,
    )
  }
}

function refuseManyWildcards(expression: string, values: readonly Value[]): void {
  const { reach } = new GlobList(values.filter(value => value instanceof Glob))
  if (reach >= leastReach) return
  const hint = 'values without wildcards cost nothing, however many; one regular expression may say the same'
  throw new ParseError(
    expression,
    0,
    expression.length,
    'too many or too long wildcards to be compared',
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

/** Examines the first events, and reports conditions that none of them meets because of how they are written. */
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
