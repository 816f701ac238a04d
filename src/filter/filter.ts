import type { Event } from '../event/event.ts'
import { compileRegex } from './compile-regex.ts'
import { Fault } from './fault.ts'
import { filterFailure } from './filter-failure.ts'
import { type Condition, parseExpression } from './parse-expression.ts'
import { memberReader } from './read-member.ts'
import type { ValueTest } from './value-tests.ts'

export { filterHelp } from './operators.ts'

/** Whether an event is to be shown. */
export type Keep = (event: Event) => boolean

/**
 * One test from all expressions: those on the same key join by *or* where their operator is `=`, all else by
 * *and*. No expressions keep every event. All that can be decided before the first event is decided here,
 * and conditions that need the line parsed come last.
 *
 * @param flags where each expression was given, for the message
 * @throws Failure 'usage', with the place of the fault, where an expression cannot be read
 */
export async function compileFilters(
  expressions: readonly string[],
  flags: readonly string[] = [],
): Promise<Keep> {
  try {
    const rules = await Promise.all(joined(expressions.map(parseExpression)).map(ruleOf))
    return all(rules.sort((a, b) => a.cost - b.cost).map(rule => rule.keep))
  } catch (error) {
    if (!(error instanceof Fault)) throw error
    throw await filterFailure(error, flags[expressions.indexOf(error.expression)] ?? '--filter')
  }
}

/** Conditions with those that join by *or* made one, at the place of the first. */
function joined(conditions: readonly Condition[]): Condition[] {
  const out = new Map<string | Condition, Condition>()
  for (const condition of conditions) {
    const joins = condition.kind === 'values' && condition.operator.join === 'or'
    const key = joins ? JSON.stringify([condition.operator.symbol, condition.path]) : condition
    const before = out.get(key)
    const isMore = joins && before?.kind === 'values'
    out.set(key, isMore ? { ...before, operand: [...before.operand, ...condition.operand] } : condition)
  }
  return [...out.values()]
}

const testCost = { nothing: 0, values: 1, number: 1, regex: 2 } as const satisfies Record<
  Condition['kind'],
  number
>

async function ruleOf(condition: Condition): Promise<{ cost: number; keep: Keep }> {
  const { cost, read } = memberReader(condition.path)
  const test = await testOf(condition)
  return { cost: cost * 10 + testCost[condition.kind], keep: event => test(read(event)) }
}

async function testOf(condition: Condition): Promise<ValueTest> {
  switch (condition.kind) {
    case 'values':
      return condition.operator.test(condition.operand)
    case 'number':
      return condition.operator.test(condition.operand)
    case 'regex':
      return condition.operator.test(await compileRegex(condition.operand))
    case 'nothing':
      return condition.operator.test(undefined)
  }
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
