import type { Keep } from '../filter/filter.ts'
import { say } from '../language/say.ts'

/** The options that end a run at an event. If both would, the first decides. */
export const assertionFlags = { failOn: '--fail-on', until: '--until' } as const
export type AssertionName = keyof typeof assertionFlags

/** Ends a run at the first shown event that matches. */
export interface Assertion {
  readonly name: AssertionName
  readonly expression: string
  readonly matches: Keep
}

/** The expressions that are given for each of the options, of which any may match. */
export type AssertionConfig = Readonly<Record<AssertionName, readonly string[]>>

/**
 * Returns a filter that reports, once per option, that it drops an event which would have ended the run: only shown events
 * count, which a person may not expect.
 */
export function reportingDropped(
  keep: Keep,
  assertions: readonly Assertion[],
  report: (text: string) => void,
): Keep {
  let unreported = assertions
  return event => {
    if (keep(event)) return true
    const met = unreported.find(({ matches }) => matches(event))
    if (!met) return false
    unreported = unreported.filter(({ name }) => name !== met.name)
    const flag = assertionFlags[met.name]
    report(
      say('{flag}: an event matches that the filter leaves out; only shown events count (reported once)', {
        flag,
      }),
    )
    return false
  }
}
