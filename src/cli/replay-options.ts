import type { Contradiction } from './contradictions.ts'
import type { Examples } from './help-text.ts'
import type { FlagsOf, OptionTable } from './option-table.ts'
import { type RunOptions, runOptions } from './run-options.ts'
import { speedOption } from './speed-option.ts'
import { contradictions } from './tail-config.ts'

const group = 'How to read it:'
/** The options that only a replay has. */
export const ownReplayOptions = {
  speed: {
    ...speedOption,
    group,
    about:
      'how fast to play the events by their created_at: 1 as they happened, 10 ten times as fast; pauses of more than an hour are skipped',
    otherwise: 'max; with --watch 1',
  },
  follow: {
    flags: '--follow',
    group,
    about: 'wait for more at the end of the file, as tail -F does; also if it is truncated or replaced',
  },
} as const satisfies OptionTable

/** What options mean in a replay, where that is less than in a tail. */
const texts: Partial<Record<keyof RunOptions, string>> = {
  json: 'NDJSON, byte for byte as it was recorded; nothing else on stdout',
  count: 'end after n shown events',
  duration: 'end after this long; with exit code 124 if --until was not reached',
  failOn: 'end with exit code 5 at the first shown event that matches; given again: or',
  timeout: 'end with exit code 124 after this long without a shown event',
  verbose: 'more',
  batch: 'events per run of --exec, at most',
}

/** The options of `replay`: its own, and all of the tail's that concern no connection. */
export const replayOptions = {
  ...ownReplayOptions,
  ...(Object.fromEntries(
    Object.entries(runOptions).map(([key, spec]) => [
      key,
      { ...spec, about: texts[key as keyof RunOptions] ?? spec.about },
    ]),
  ) as RunOptions),
}

export type ReplayFlags = FlagsOf<typeof replayOptions>

export const replayContradictions = contradictions.filter(([one, other]) =>
  [one, other].every(key => Object.hasOwn(replayOptions, key)),
) as readonly Contradiction<ReplayFlags>[]

/** The most common uses. */
export const replayExamples: Examples = [
  ['gizwits-tail replay day.ndjson', 'for people'],
  ["gizwits-tail replay day.ndjson.gz -f 'data.temp>30'", 'filtered'],
  ['gizwits-tail replay --speed 10 day.ndjson', 'at ten times its pace'],
  ['gizwits-tail replay --follow day.ndjson', 'and what is added'],
  ['gizwits-tail replay --json - < day.ndjson', 'stdin'],
]
