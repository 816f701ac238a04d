import type { TailEnd } from '../app/run-tail.ts'
import { formatDuration } from '../base/duration.ts'
import { say, type Text } from '../language/say.ts'
import type { AssertionName } from './assertions.ts'
import { exitCodes, signalCodes } from './exit-code.ts'

/** What ends a run, and its exit code. */
interface EndCause {
  readonly code: number
  /** The code if there is an `--until` that no event has met. Default: `code`. */
  readonly beforeUntil?: number
  /** The code if there is a `--fail-on`, and events may come that nobody looks at. Default: `code`. */
  readonly unwatched?: number
  /** What decides instead if it comes later, since events that were received are still shown. */
  readonly yieldsTo?: readonly AssertionName[]
}

const { matched, unreachable, timeout, output: other } = exitCodes

/**
 * What ends a run. Of several causes the first decides, unless it yields. A run with `--until` or `--fail-on` never ends
 * with 0 because it looked at too little.
 */
export const endCauses = {
  signal: { code: signalCodes.SIGINT },
  failOn: { code: matched },
  until: { code: 0 },
  maxGap: { code: unreachable, yieldsTo: ['failOn'] },
  timeout: { code: timeout, yieldsTo: ['failOn', 'until'] },
  duration: { code: 0, beforeUntil: timeout, yieldsTo: ['failOn', 'until'] },
  count: { code: 0, beforeUntil: other },
  quit: { code: 0, beforeUntil: other },
  'reader-gone': { code: 0, beforeUntil: other, unwatched: other },
  'no-more': { code: 0, beforeUntil: other },
} as const satisfies Record<AssertionName | Exclude<TailEnd, 'match'>, EndCause> & Record<string, EndCause>

export type EndCauseName = keyof typeof endCauses

/** Whether a later cause decides on the exit code, rather than the earlier one. */
export function decidesOver(later: EndCauseName, earlier: EndCauseName): boolean {
  const { yieldsTo = [] }: EndCause = endCauses[earlier]
  return (yieldsTo as readonly EndCauseName[]).includes(later)
}

/** Which assertions are given that no event has met. */
export interface OpenAssertions {
  readonly until: boolean
  readonly failOn: boolean
}

export function endCode(cause: EndCauseName, open: OpenAssertions): number {
  const { code, beforeUntil = code, unwatched = code }: EndCause = endCauses[cause]
  if (open.until) return beforeUntil
  return open.failOn ? unwatched : code
}

interface EndFacts {
  /** What ended the run, such as `3s (--duration)`; undefined if it ended by itself. */
  readonly option: string | undefined
  /** Milliseconds of the longest time without a connection, if that was measured. */
  readonly longestGap: number | undefined
}

/** How to say what ended a run. Other causes are reported when they come. */
const words: Partial<Record<EndCauseName, Text>> = {
  count: 'the last event that -n asks for',
  quit: 'the view was closed',
  'reader-gone': 'the reader of the output went away',
  'no-more': 'the end',
}

/** Returns what to tell a person at the end about the assertions that no event has met; undefined if nothing. */
export function endReport(
  cause: EndCauseName,
  open: OpenAssertions,
  { option, longestGap }: EndFacts,
): { level: 'error' | 'info'; text: string } | undefined {
  const { beforeUntil, unwatched }: EndCause = endCauses[cause]
  const word = words[cause]
  const end = option ?? (word && say(word))
  if (open.until && beforeUntil !== undefined)
    return { level: 'error', text: say('no event matched --until before {end}', { end: end ?? '' }) }
  if (!open.failOn || end === undefined) return undefined
  if (unwatched !== undefined)
    return { level: 'error', text: say('{end}, so a match of --fail-on could have been missed', { end }) }
  const gap =
    longestGap === undefined ? '' : say('; the longest gap was {time}', { time: formatDuration(longestGap) })
  return cause === 'timeout'
    ? undefined
    : { level: 'info', text: say('no event matched --fail-on before {end}', { end }) + gap }
}
