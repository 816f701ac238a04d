import { ParseError } from '../base/parse-error.ts'
import type { Event } from '../event/event.ts'
import { type MemberReader, memberReader } from '../event/member-reader.ts'
import { writtenKey } from '../event/read-key.ts'
import { say } from '../language/say.ts'
import { compileRegex } from './compile-regex.ts'
import type { Condition } from './condition.ts'
import { conditionsOf, type Expression, isCondition, type Junction } from './expression.ts'
import { Glob } from './glob.ts'
import { GlobList } from './glob-list.ts'
import { searchShares } from './search-shares.ts'
import { leastReach } from './text-search.ts'
import type { Undecided, ValueTest } from './value-tests.ts'

/** Returns whether an event meets an expression. */
export type Keep = (event: Event) => boolean

/** Receives a warning about a condition. */
export type Report = (condition: Condition, text: string) => void

/** A predicate, and how much it takes to decide: what takes least is asked first. */
interface Rule {
  readonly cost: number
  readonly keep: Keep
}

/**
 * Compiles an expression in normal form. Terms are asked in the order of what they take, and only until one decides:
 * those that need the line parsed come last.
 *
 * What one event takes is bounded, whatever the event: the comparisons of one expression that search texts share a budget.
 *
 * @throws ParseError if an expression is too large, or a regular expression is invalid
 */
export async function compileExpression(expression: Expression, report: Report): Promise<Keep> {
  const conditions = conditionsOf(expression)
  const shares = searchShares(conditions)
  const readers = new Map<string, MemberReader>()
  for (const { path } of conditions) readers.set(writtenKey(path), memberReader(path))
  const tests = new Map<Condition, ValueTest>()
  for (const condition of conditions) {
    const share = shares.get(condition.expression) ?? 1
    tests.set(condition, await testOf(condition, undecidedOnce(condition, report), share))
  }

  const ruleOf = (part: Expression): Rule => {
    if (isCondition(part)) {
      const { cost, read } = readers.get(writtenKey(part.path))!
      const test = tests.get(part)!
      return { cost: cost * 10 + testCost[part.kind], keep: event => test(read(event), !event.cut) }
    }
    if (part.kind === 'not') {
      const { cost, keep } = ruleOf(part.term)
      return { cost, keep: event => !keep(event) }
    }
    const rules = part.terms.map(ruleOf).sort((a, b) => a.cost - b.cost)
    return { cost: rules.at(-1)?.cost ?? 0, keep: joined[part.kind](rules.map(rule => rule.keep)) }
  }
  return ruleOf(expression).keep
}

const testCost = { nothing: 0, values: 1, number: 1, regex: 2 } as const satisfies Record<
  Condition['kind'],
  number
>

/** Returns a test that all of these must pass. */
function allOf(keeps: readonly Keep[]): Keep {
  const [first, second] = keeps
  if (!first) return () => true
  if (!second) return first
  if (keeps.length === 2) return event => first(event) && second(event)
  return event => keeps.every(keep => keep(event))
}

/** Returns a test that any of these must pass. There must be at least one. */
export function anyOf(keeps: readonly Keep[]): Keep {
  const [first, second] = keeps as readonly [Keep, Keep?]
  if (!second) return first
  if (keeps.length === 2) return event => first(event) || second(event)
  return event => keeps.some(keep => keep(event))
}

const joined = { and: allOf, or: anyOf } as const satisfies Record<Junction['kind'], unknown>

async function testOf(condition: Condition, undecided: Undecided, share: number): Promise<ValueTest> {
  switch (condition.kind) {
    case 'values':
      refuseManyWildcards(condition, share)
      return condition.operator.test(condition.operand, undecided, share)
    case 'number':
      return condition.operator.test(condition.operand, undecided)
    case 'regex':
      return condition.operator.test(await compileRegex(condition.operand, share), undecided)
    case 'nothing':
      return condition.operator.test(undefined, undecided)
  }
}

function undecidedOnce(condition: Condition, report: Report): Undecided {
  let isReported = false
  return searched => {
    if (isReported) return
    isReported = true
    const key = writtenKey(condition.path)
    report(
      condition,
      say('searched only the first {n} characters of {key}; the rest was not compared (reported once)', {
        n: searched,
        key,
      }),
    )
  }
}

function refuseManyWildcards({ expression, operand }: Condition & { kind: 'values' }, share: number): void {
  const { reach } = new GlobList(
    operand.filter(value => value instanceof Glob),
    share,
  )
  if (reach >= leastReach) return
  const hint = say('any number of values without wildcards is fine; one regular expression may do instead')
  const what = say('too many wildcards, or too long ones, to be compared')
  throw new ParseError(expression, 0, expression.length, what, hint)
}
