import { compileAny, compileFilters, type FilterNotice, type Keep } from '../filter/filter.ts'
import {
  type Assertion,
  type AssertionConfig,
  type AssertionName,
  assertionFlags,
  reportingDropped,
} from './assertions.ts'
import type { Console } from './console.ts'
import type { RunConfig } from './run-config.ts'

/** What a run asks of each event. */
export interface EventTests {
  /** Whether it is shown. */
  readonly keep: Keep
  /** What ends the run. */
  readonly assertions: readonly Assertion[]
  /** Whether it stands out; undefined if none does. */
  readonly highlight: Keep | undefined
}

type Expressions = Pick<RunConfig, 'filters' | 'until' | 'failOn' | 'highlight'>

/**
 * Compiles the expressions of a run.
 *
 * @throws Failure `usage` if one is invalid
 */
export async function compileTests(config: Expressions, log: Console): Promise<EventTests> {
  const notice = (text: string) => log.warn(text)
  const filter = await compileFilters(
    config.filters.map(({ expression }) => expression),
    config.filters.map(({ flag }) => flag),
    notice,
  )
  const assertions = await compileAssertions(config, notice)
  const isReported = config.filters.length > 0 && assertions.length > 0
  return {
    keep: isReported ? reportingDropped(filter, assertions, text => log.info(text)) : filter,
    assertions,
    highlight: await compileAny(config.highlight, '--highlight', notice),
  }
}

/**
 * Compiles what ends a run, in the order in which the options decide.
 *
 * @throws Failure `usage` if an expression is invalid
 */
export async function compileAssertions(config: AssertionConfig, notice: FilterNotice): Promise<Assertion[]> {
  const names = Object.keys(assertionFlags) as AssertionName[]
  const given = names.flatMap(name => config[name].map(expression => ({ name, expression })))
  return Promise.all(
    given.map(async ({ name, expression }) => {
      const matches = await compileFilters([expression], [assertionFlags[name]], notice)
      return { name, expression, matches }
    }),
  )
}
