import { keyFilter } from '../filter/key-filter.ts'
import type { ExecConfig } from '../output/exec-output.ts'
import type { AssertionConfig } from './assertions.ts'
import type { When } from './colour-level.ts'
import type { Verbosity } from './console.ts'
import { type Dependence, refuseOrphans } from './contradictions.ts'
import type { Settled } from './environment.ts'
import { execConfig } from './exec-options.ts'
import { type FormatConfig, formatConfig } from './format-config.ts'
import type { RecordConfig } from './open-recording.ts'
import { type FlagsOf, withDefaults } from './option-table.ts'
import { recordConfig } from './record-options.ts'
import type { RunOptions } from './run-options.ts'
import { tailOptions } from './tail-options.ts'

/** What to show, how, and when to end, parsed and checked: for a tail and for a replay. */
export interface RunConfig extends FormatConfig, AssertionConfig {
  /** Each filter with the flag that it was given with. */
  readonly filters: readonly { readonly flag: string; readonly expression: string }[]
  /** How they are passed to a command; undefined if they are not. */
  readonly exec: ExecConfig | undefined
  /** Where every event is recorded; undefined if it is not. */
  readonly record: RecordConfig | undefined
  /** Where product definitions are, and the option or variable that says so. */
  readonly datapoints: { readonly path: string; readonly given: string } | undefined
  readonly timeZone: string | undefined
  readonly wrap: boolean
  /** Whether statuses show only what changed. */
  readonly diff: boolean
  /** The events of which any of these expressions matches stand out. */
  readonly highlight: readonly string[]
  readonly count: number | undefined
  readonly duration: number | undefined
  readonly timeout: number | undefined
  readonly verbosity: Verbosity
  readonly summary: 'auto' | 'always' | 'never'
  readonly color: When
  /** Bytes of the longest line that is read. */
  readonly maxLine: number
}

/** Options that do nothing without another. */
export const runDependences: readonly Dependence<FlagsOf<RunOptions>>[] = [
  ['batch', 'exec'],
  ['batchTime', 'exec'],
  ['execTimeout', 'exec'],
  ['rotate', 'record'],
  ['keep', 'rotate'],
]

/**
 * @param given the flags, without defaults
 * @throws Failure `usage`
 */
export function runConfig(
  given: FlagsOf<RunOptions>,
  nameOf: Settled<FlagsOf<RunOptions>>['nameOf'],
): RunConfig {
  refuseOrphans(tailOptions, runDependences, given)
  const flags = withDefaults(tailOptions, given)
  const { did = [], mac = [], productKey = [], event = [] } = flags
  const exec = execConfig(flags)
  return {
    filters: [
      ...(flags.filter ?? []).map(expression => ({ flag: '--filter', expression })),
      ...did.map(values => keyFilter('--did', 'did', values)),
      ...mac.map(values => keyFilter('--mac', 'mac', values)),
      ...productKey.map(values => keyFilter('--product-key', 'product_key', values)),
      ...event.map(values => keyFilter('--event', 'event_type', values)),
    ],
    ...formatConfig(given, exec !== undefined),
    exec,
    record: recordConfig(flags),
    datapoints:
      flags.datapoints === undefined ? undefined : { path: flags.datapoints, given: nameOf('datapoints') },
    timeZone: flags.utc ? 'UTC' : flags.tz,
    wrap: flags.wrap === true,
    diff: flags.diff === true,
    count: flags.count,
    duration: flags.duration,
    timeout: flags.timeout,
    until: flags.until ?? [],
    failOn: flags.failOn ?? [],
    highlight: flags.highlight ?? [],
    verbosity: flags.quiet ? 'quiet' : flags.verbose ? 'verbose' : 'normal',
    summary: flags.summary,
    color: flags.noColor ? 'never' : flags.color,
    maxLine: flags.maxLine,
  }
}
